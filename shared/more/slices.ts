/** See facts.ts. */
export const moreSlices = {}
