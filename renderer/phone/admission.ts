/** What becomes of a call that comes in, once its verdict is there, late or missing. Pure; it answers nobody. */
import type { CallerCard } from '../../core/call/caller-card.ts';

export type Admission = 'ring' | 'block' | 'not-ready' | 'shed' | 'wait';

export interface Standing {
  /** more calls at once than any desk can look at */
  readonly isFlood: boolean;
  /** calls that are not over, this one among them */
  readonly living: number;
}

/** So many may wait for a late verdict in a flood: a desk service that hangs must not fill the phone. */
const maxWaiting = 200;

/** On the allow list, VIP or not; a number whose verification failed may be anybody's and earns nothing from the list. */
export function isTrusted({ verdict, list }: CallerCard): boolean {
  return verdict.action === 'vip' || (list?.kind === 'allow' && !verdict.warn);
}

export function admit(card: CallerCard, mayRing: boolean, { isFlood }: Standing): Admission {
  if (card.verdict.action === 'reject') return 'block';
  if (!mayRing) return 'not-ready';
  return isFlood && !isTrusted(card) ? 'shed' : 'ring';
}

/**
 * No verdict in time. In a flood the late one decides: the caller may be on the allow list, which is never shed. So it does at a
 * desk that is not ready and rings for the allow list alone (`trustedMayRing`).
 */
export function admitUnjudged(
  mayRing: boolean,
  { isFlood, living }: Standing,
  trustedMayRing: boolean = mayRing,
): Admission {
  if (!trustedMayRing) return 'not-ready';
  if (mayRing && !isFlood) return 'ring';
  if (living <= maxWaiting) return 'wait';
  return mayRing ? 'shed' : 'not-ready';
}

/**
 * Does a verdict that comes while the call rings already stop it? Only a person's: late is better than letting a blocked
 * caller ring on. 608 is a machine's; a person's is 607, or 603 where the PBX knows no 607.
 */
export function stopsRinging({ verdict }: CallerCard): boolean {
  return verdict.action === 'reject' && verdict.status !== 608;
}
