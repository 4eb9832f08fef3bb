/** One run through the standard scripts during a call: pure transitions; each answers the step to be recorded. */
import type { Answer, Exit, Goto, Outcome, Script, Step } from '../../../core/script/script.ts';

export interface Visited {
  readonly script: string;
  readonly step: string;
}

export interface ScriptRun {
  readonly script: Script;
  readonly step: Step;
  readonly stepSince: number;
  /** steps gone through, oldest first; the current one is not among them */
  readonly path: readonly Visited[];
  /** reached, not yet confirmed */
  readonly outcome: Outcome | null;
  readonly confirmed: boolean;
}

export interface RecordedStep {
  readonly script: string;
  readonly version: number;
  readonly step: string;
  readonly move: 'open' | 'answer' | 'exit' | 'back' | 'outcome';
  readonly answer: string | null;
  readonly obvious: boolean;
  readonly outcome: string | null;
}

export interface Moved {
  readonly run: ScriptRun;
  readonly record: readonly RecordedStep[];
}

function stepOf(script: Script, id: string): Step | null {
  return script.steps.find((step) => step.id === id) ?? null;
}

const record = (
  run: { readonly script: Script; readonly step: Step },
  move: RecordedStep['move'],
  more: Partial<RecordedStep> = {},
): RecordedStep => ({
  script: run.script.id,
  version: run.script.version,
  step: run.step.id,
  move,
  answer: null,
  obvious: false,
  outcome: null,
  ...more,
});

/** null: the script has no such start, which `core/script/validate.ts` rules out for shipped ones. */
export function openScript(script: Script, now: number, path: readonly Visited[] = []): Moved | null {
  const step = stepOf(script, script.start);
  if (!step) return null;
  const run: ScriptRun = { script, step, stepSince: now, path, outcome: null, confirmed: false };
  return { run, record: [record(run, 'open')] };
}

function follow(run: ScriptRun, goto: Goto, scripts: readonly Script[], now: number): Moved | null {
  const path = [...run.path, { script: run.script.id, step: run.step.id }];
  if ('outcome' in goto) {
    const outcome = run.script.outcomes.find((each) => each.id === goto.outcome);
    return outcome ? { run: { ...run, outcome, confirmed: false }, record: [] } : null;
  }
  if ('script' in goto) {
    const script = scripts.find((each) => each.id === goto.script);
    return script ? openScript(script, now, path) : null;
  }
  const step = stepOf(run.script, goto.step);
  return step ? { run: { ...run, step, stepSince: now, path, outcome: null, confirmed: false }, record: [] } : null;
}

export function answerStep(
  run: ScriptRun,
  answer: Answer,
  obvious: boolean,
  scripts: readonly Script[],
  now: number,
): Moved | null {
  const moved = follow(run, answer.goto, scripts, now);
  if (!moved) return null;
  const said = record(run, 'answer', {
    answer: answer.id,
    obvious: obvious && answer.obvious,
    outcome: 'outcome' in answer.goto ? answer.goto.outcome : null,
  });
  return { run: moved.run, record: [said, ...moved.record] };
}

export function takeExit(run: ScriptRun, exit: Exit, now: number): Moved | null {
  const moved = follow(run, { outcome: exit.outcome }, [run.script], now);
  return moved && { run: moved.run, record: [record(run, 'exit', { answer: exit.id, outcome: exit.outcome })] };
}

/** One step back, or out of a reached outcome; null at the start. */
export function stepBack(run: ScriptRun, scripts: readonly Script[], now: number): Moved | null {
  if (run.outcome)
    return { run: { ...run, outcome: null, confirmed: false, stepSince: now }, record: [record(run, 'back')] };
  const last = run.path.at(-1);
  const script = scripts.find((each) => each.id === last?.script);
  const step = script && last ? stepOf(script, last.step) : null;
  if (!script || !step) return null;
  const back: ScriptRun = {
    script,
    step,
    stepSince: now,
    path: run.path.slice(0, -1),
    outcome: null,
    confirmed: false,
  };
  return { run: back, record: [record(run, 'back')] };
}

export function confirmOutcome(run: ScriptRun): Moved | null {
  if (!run.outcome || run.confirmed) return null;
  return { run: { ...run, confirmed: true }, record: [record(run, 'outcome', { outcome: run.outcome.id })] };
}

/** Where an answer leads, for the right side of its button. */
export function gotoTitle(
  goto: Goto,
  run: ScriptRun,
  scripts: readonly Script[],
): { readonly kind: 'step' | 'script' | 'outcome'; readonly title: string; readonly index: number } {
  if ('step' in goto) {
    const index = run.script.steps.findIndex((step) => step.id === goto.step);
    return { kind: 'step', title: run.script.steps[index]?.title ?? '', index: index + 1 };
  }
  if ('script' in goto)
    return { kind: 'script', title: scripts.find((each) => each.id === goto.script)?.title ?? goto.script, index: 0 };
  return {
    kind: 'outcome',
    title: run.script.outcomes.find((each) => each.id === goto.outcome)?.title ?? goto.outcome,
    index: 0,
  };
}
