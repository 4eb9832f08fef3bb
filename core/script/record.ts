/** What of a move through a script is kept with the call. Must not decide where a move leads: `run.ts` did. */
import type { ScriptMove, ScriptRun } from './run.ts';

/** The fields of a `script.stepped` event. */
export interface StepRecord {
  readonly script: string;
  readonly version: number;
  readonly step: string;
  readonly move: 'open' | ScriptMove['type'];
  readonly answer: string | null;
  readonly obvious: boolean;
  readonly outcome: string | null;
}

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
