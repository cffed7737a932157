/** See facts.ts. */
export const moreScreens = {}
