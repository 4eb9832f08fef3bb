/**
 * The policy's three thresholds as switches with a number each. In the policy each is ≤ the next, so "off" cannot always be
 * 101: a threshold that is off stands where the next one does, which then decides. Pure.
 */
import type { Policy } from '../../../core/settings/settings.ts';

export const thresholdNames = ['warnFrom', 'gateFrom', 'rejectFrom'] as const;
export type ThresholdName = (typeof thresholdNames)[number];
type InPolicy = Pick<Policy, ThresholdName>;

/** null = off */
export type Thresholds = Readonly<Record<ThresholdName, number | null>>;

const never = 101;

export function readThresholds({ warnFrom, gateFrom, rejectFrom }: InPolicy): Thresholds {
  return {
    warnFrom: warnFrom >= Math.min(gateFrom, never) ? null : warnFrom,
    gateFrom: gateFrom >= Math.min(rejectFrom, never) ? null : gateFrom,
    rejectFrom: rejectFrom >= never ? null : rejectFrom,
  };
}

export function writeThresholds(thresholds: Thresholds): InPolicy {
  const rejectFrom = thresholds.rejectFrom ?? never;
  const gateFrom = thresholds.gateFrom ?? rejectFrom;
  return { rejectFrom, gateFrom, warnFrom: thresholds.warnFrom ?? gateFrom };
}

/** The first threshold that is not above the one before it: a worse caller would be treated no worse. */
export function misplaced(thresholds: Thresholds): ThresholdName | null {
  let before = -1;
  for (const name of thresholdNames) {
    const value = thresholds[name];
    if (value === null) continue;
    if (value <= before) return name;
    before = value;
  }
  return null;
}
