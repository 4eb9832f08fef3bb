/** Seconds of the policy that are no longer clamped while somebody types them: what may be written, and which are wrong. Pure. */
import type { Policy } from '../../../core/settings/settings.ts';

/** `zero`: 0 is a word of its own there, off */
export const secondsRanges = {
  proveLineByCallEverySeconds: { min: 10, max: 86_400, zero: false },
  sessionExpiresSeconds: { min: 90, max: 86_400, zero: true },
} as const;
export type SecondsName = keyof typeof secondsRanges;

export function isOutOfRange(name: SecondsName, value: number): boolean {
  const { min, max, zero } = secondsRanges[name];
  if (zero && value === 0) return false;
  return !(Number.isInteger(value) && value >= min && value <= max);
}

/** The first that is wrong. */
export function wrongSeconds(policy: Pick<Policy, SecondsName>): SecondsName | null {
  const names = ['proveLineByCallEverySeconds', 'sessionExpiresSeconds'] as const;
  return names.find((name) => isOutOfRange(name, policy[name])) ?? null;
}
