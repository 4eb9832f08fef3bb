/** The gallery's moment and its units; nothing in the product imports this. */
export const now = Date.now();
export const minute = 60_000;
export const day = 86_400_000;
