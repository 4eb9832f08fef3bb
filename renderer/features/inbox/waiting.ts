/** How long an escalation has waited, and when that turns amber and red. Pure. */
import type { Escalation } from '../../../core/escalation/escalation.ts';

export const amberMs = 30 * 60_000;
export const redMs = 2 * 60 * 60_000;

export type Urgency = 'live' | 'red' | 'amber' | 'calm';

export function urgencyOf({ live, openedAt }: Pick<Escalation, 'live' | 'openedAt'>, now: number): Urgency {
  if (live) return 'live';
  const age = now - openedAt;
  if (age >= redMs) return 'red';
  return age >= amberMs ? 'amber' : 'calm';
}

/** Live calls on top, then whoever has waited longest. */
export function inOrder(escalations: readonly Escalation[]): Escalation[] {
  return [...escalations].sort((a, b) => Number(b.live) - Number(a.live) || a.openedAt - b.openedAt);
}

/** The middle of how long decisions took, ms; null without any. */
export function medianWait(decided: readonly Escalation[]): number | null {
  const waits = decided
    .flatMap(({ openedAt, decidedAt }) => (decidedAt === null ? [] : [decidedAt - openedAt]))
    .sort((a, b) => a - b);
  return waits[Math.floor(waits.length / 2)] ?? null;
}

export const waitedWords = (ms: number): { readonly hours: number; readonly minutes: number } => {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
};
