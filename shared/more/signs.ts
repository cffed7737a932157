/** See facts.ts. */
export const moreSigns = {}
