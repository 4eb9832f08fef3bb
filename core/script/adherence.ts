/** How closely a script was followed, for the agent's own eyes and for training. A measure, no judgement of a person. */
import type { Passed, ScriptSet } from './run.ts';
import { stepOf } from './run.ts';

export interface Adherence {
  /** steps gone through that the scripts know */
  readonly steps: number;
  readonly followed: number;
  /** whole per cent; null without steps */
  readonly percent: number | null;
}

/** Nobody reads a sentence in less than this share of its time. */
const leastShare = 1 / 3;

/**
 * A step was followed if it was read: one marked "read exactly" needs at least a third of its seconds, unless its answer
 * was obvious (the caller had said it already) or a hard exit was taken. Freely worded steps always count.
 */
export function adherence(set: ScriptSet, trail: readonly Passed[]): Adherence {
  const known = trail.flatMap((passed) => {
    const step = stepOf(set, passed.script, passed.step);
    return step ? [{ passed, step }] : [];
  });
  const followed = known.filter(
    ({ passed, step }) =>
      step.mode === 'free' ||
      passed.obvious ||
      passed.by === 'exit' ||
      passed.at - passed.from >= step.seconds * 1000 * leastShare,
  ).length;
  return {
    steps: known.length,
    followed,
    percent: known.length === 0 ? null : Math.round((followed / known.length) * 100),
  };
}
