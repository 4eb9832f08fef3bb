/** From factors to a score and its band. */
import { baseline, factorsOf, isKnown } from './factors.ts';
import type { Situation } from './situation.ts';
import type { Factor, Risk, RiskBand } from './verdict.ts';

/** First score of each band. */
const bandFrom = { trusted: 0, normal: 16, suspect: 50, nuisance: 80 } as const;

export function bandOf(score: number): Exclude<RiskBand, 'unknown'> {
  if (score >= bandFrom.nuisance) return 'nuisance';
  if (score >= bandFrom.suspect) return 'suspect';
  return score >= bandFrom.normal ? 'normal' : 'trusted';
}

/** Factors strongest first; the score is the baseline and their rounded weights, so that what is shown adds up. */
export function assess(situation: Situation): { readonly risk: Risk; readonly factors: Factor[] } {
  const factors = factorsOf(situation).toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const sum = factors.reduce((total, { weight }) => total + weight, baseline);
  const score = Math.min(100, Math.max(0, sum));
  return { risk: { score, band: isKnown(situation) ? bandOf(score) : 'unknown' }, factors };
}
