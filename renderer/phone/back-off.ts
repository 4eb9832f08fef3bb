/** How long to wait before trying again: doubling with jitter, so that a hundred desks do not return as one. Pure. */

export interface BackOff {
  readonly firstMs: number;
  readonly maxMs: number;
}

export const lineBackOff: BackOff = { firstMs: 500, maxMs: 30_000 };
export const deskBackOff: BackOff = { firstMs: 250, maxMs: 5000 };

/** `attempt` counts from 1; `random` is in [0, 1). Between a half and the whole of the doubled step. */
export function waitBefore(attempt: number, { firstMs, maxMs }: BackOff, random: number): number {
  const step = Math.min(maxMs, firstMs * 2 ** Math.min(30, Math.max(0, attempt - 1)));
  return Math.round(step * (0.5 + random / 2));
}
