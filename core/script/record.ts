/** What of a move through a script is kept with the call. Must not decide where a move leads: `run.ts` did. */
import { z } from 'zod';
import type { ScriptMove, ScriptRun } from './run.ts';

/** The data of a `script.stepped` event. */
export const stepRecordSchema = z.object({
  script: z.string(),
  version: z.number().int(),
  step: z.string(),
  move: z.enum(['open', 'answer', 'exit', 'back', 'outcome']),
  answer: z.string().nullable(),
  /** "obvious": the caller had already said it */
  obvious: z.boolean(),
  outcome: z.string().nullable(),
});
export type StepRecord = z.infer<typeof stepRecordSchema>;

function at(run: ScriptRun, move: StepRecord['move'], more: Partial<StepRecord> = {}): StepRecord {
  const { script, version, step } = run;
  return { script, version, step, move, answer: null, obvious: false, outcome: null, ...more };
}

export function recordOpening(run: ScriptRun): readonly StepRecord[] {
  return [at(run, 'open')];
}

/** An answer that leads into another script is two steps: the answer there, and the opening here. */
export function recordMove(before: ScriptRun, move: ScriptMove, after: ScriptRun): readonly StepRecord[] {
  const outcome = after.state === 'step' ? null : after.outcome;
  switch (move.type) {
    case 'answer': {
      const answered = at(before, 'answer', { answer: move.answer, obvious: move.obvious, outcome });
      return after.script === before.script ? [answered] : [answered, ...recordOpening(after)];
    }
    case 'exit':
      return [at(before, 'exit', { answer: move.exit, outcome })];
    case 'back':
      return [at(before, 'back')];
    case 'outcome':
      return [at(before, 'outcome', { outcome })];
    default:
      return move satisfies never;
  }
}
