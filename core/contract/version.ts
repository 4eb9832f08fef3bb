/** Kept apart from the contract itself, so that a page needs neither zod nor oRPC's contract to know it. */

/** Raised with every incompatible change of the desk contract: an old tab or window loads itself again. */
export const contractVersion = 1;
