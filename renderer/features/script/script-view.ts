/** A script run with its texts in the language on screen: pure, for the panel. Where a move leads is core's business. */
import { outcomeOf, stepOf, type Passed, type ScriptRun, type ScriptSet } from '../../../core/script/run.ts';
import type { Goto, Outcome, Script, Step } from '../../../core/script/script.ts';
import type { Tag } from '../../../core/tag/tag.ts';

export interface ScriptView {
  readonly script: Script;
  readonly step: Step;
  /** when the step came up, ms */
  readonly since: number;
  readonly trail: readonly Passed[];
  /** proposed, or with `confirmed` carried out */
  readonly outcome: Outcome | null;
  readonly confirmed: boolean;
}

/** null while the run's script is not there: not read yet, or gone from the set. */
export function scriptView(set: ScriptSet, run: ScriptRun): ScriptView | null {
  const script = set.get(run.script);
  const step = stepOf(set, run.script, run.step);
  if (!script || !step) return null;
  const { trail, since } = run;
  return { script, step, since, trail, outcome: outcomeOf(set, run), confirmed: run.state === 'done' };
}

/** The tag that the outcome proposes, else the one that the script is about. */
export function scriptTag({ script, outcome }: ScriptView): Tag | null {
  return outcome?.tag ?? script.tag;
}

/** Where an answer leads, for the right side of its button. */
export function gotoTitle(
  goto: Goto,
  script: Script,
  set: ScriptSet,
): { readonly kind: 'step' | 'script' | 'outcome'; readonly title: string; readonly index: number } {
  if ('step' in goto) {
    const index = script.steps.findIndex((step) => step.id === goto.step);
    return { kind: 'step', title: script.steps[index]?.title ?? '', index: index + 1 };
  }
  if ('script' in goto) return { kind: 'script', title: set.get(goto.script)?.title ?? goto.script, index: 0 };
  const outcome = script.outcomes.find((each) => each.id === goto.outcome);
  return { kind: 'outcome', title: outcome?.title ?? goto.outcome, index: 0 };
}
