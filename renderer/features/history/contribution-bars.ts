/** Where each factor's bar lies on the scale 0–100, one after the other from the baseline. Pure. */
import { baseline } from '../../../core/judge/factors.ts';

export interface Bar {
  readonly from: number;
  readonly width: number;
}

const onScale = (value: number): number => Math.min(100, Math.max(0, value));

/** Nothing for a factor that weighs nothing; any other bar never gets thinner than 1, so that a small factor beyond the end of the scale is still seen. */
export function contributionBars(weights: readonly number[]): Bar[] {
  let at: number = baseline;
  return weights.map((weight) => {
    const low = onScale(Math.min(at, at + weight));
    const high = onScale(Math.max(at, at + weight));
    at += weight;
    const width = weight === 0 ? 0 : Math.max(1, high - low);
    return { from: Math.min(low, 100 - width), width };
  });
}
