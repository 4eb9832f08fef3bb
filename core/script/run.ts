/**
 * Walks an agent through a script: pure, and total over valid scripts. Time is passed in; what happens to outcome and
 * trail (events, tags, entries) is not its business.
 *
 *   open ──▶ step ──answer──▶ step …            (an answer may lead into another script)
 *              │  └──answer / exit──▶ outcome ──outcome──▶ done
 *              └◀──────────── back ─────┘
 */
import type { ScriptTrail } from '../escalation/escalation.ts';
import type { Goto, Outcome, Script, Step } from './script.ts';

/** The scripts of one language by id. */
export type ScriptSet = ReadonlyMap<string, Script>;

export function scriptSet(scripts: readonly Script[], locale: Script['locale']): ScriptSet {
  return new Map(scripts.filter((script) => script.locale === locale).map((script) => [script.id, script]));
}

/** A step that was gone through. */
export interface Passed {
  readonly script: string;
  readonly version: number;
  readonly step: string;
  /** id of the answer, or of the exit */
  readonly answer: string;
  readonly by: 'answer' | 'exit';
  readonly obvious: boolean;
  /** ms: when the step came up, and when it was answered */
  readonly from: number;
  readonly at: number;
}

interface Position {
  readonly script: string;
  readonly version: number;
  readonly step: string;
  /** the way here; `back` takes its last step off */
  readonly trail: readonly Passed[];
  /** when the step came up, ms */
  readonly since: number;
}

export type ScriptRun =
  | (Position & { readonly state: 'step' })
  /** an outcome is proposed and waits to be confirmed; `script` and `step` are where it came from */
  | (Position & { readonly state: 'outcome'; readonly outcome: string })
  | (Position & { readonly state: 'done'; readonly outcome: string });

export type ScriptMove =
  | { readonly type: 'answer'; readonly answer: string; readonly obvious: boolean }
  | { readonly type: 'exit'; readonly exit: string }
  | { readonly type: 'back' }
  /** the agent confirms the proposed outcome */
  | { readonly type: 'outcome' };

export type MoveRefusal =
  | 'no-such-script'
  | 'no-such-step'
  | 'no-such-answer'
  | 'no-such-exit'
  /** this answer has to be asked for */
  | 'not-obvious'
  /** `back` where the first step is shown */
  | 'at-start'
  /** the move does not fit the state */
  | 'wrong-state';

export type MoveResult =
  { readonly ok: true; readonly run: ScriptRun } | { readonly ok: false; readonly refusal: MoveRefusal };

const refuse = (refusal: MoveRefusal): MoveResult => ({ ok: false, refusal });

export function openScript(set: ScriptSet, id: string, now: number): MoveResult {
  return enter(set, id, [], now);
}

function enter(set: ScriptSet, id: string, trail: readonly Passed[], now: number): MoveResult {
  const script = set.get(id);
  if (!script) return refuse('no-such-script');
  return toStep(script, script.start, trail, now);
}

function toStep(script: Script, step: string, trail: readonly Passed[], now: number): MoveResult {
  if (!script.steps.some(({ id }) => id === step)) return refuse('no-such-step');
  return { ok: true, run: { state: 'step', script: script.id, version: script.version, step, trail, since: now } };
}

export function moveScript(set: ScriptSet, run: ScriptRun, move: ScriptMove, now: number): MoveResult {
  switch (move.type) {
    case 'answer':
      return answer(set, run, move, now);
    case 'exit':
      return exit(set, run, move.exit, now);
    case 'back':
      return back(set, run, now);
    case 'outcome':
      return run.state === 'outcome' ? { ok: true, run: { ...run, state: 'done' } } : refuse('wrong-state');
    default:
      return move satisfies never;
  }
}

function answer(
  set: ScriptSet,
  run: ScriptRun,
  move: Extract<ScriptMove, { type: 'answer' }>,
  now: number,
): MoveResult {
  if (run.state !== 'step') return refuse('wrong-state');
  const script = set.get(run.script);
  const step = stepOf(set, run.script, run.step);
  if (!script || !step) return refuse(script ? 'no-such-step' : 'no-such-script');
  const chosen = step.answers.find(({ id }) => id === move.answer);
  if (!chosen) return refuse('no-such-answer');
  if (move.obvious && !chosen.obvious) return refuse('not-obvious');
  const passed = passedBy(run, { answer: chosen.id, by: 'answer', obvious: move.obvious, at: now });
  return follow(set, script, run, chosen.goto, [...run.trail, passed], now);
}

function passedBy(run: ScriptRun, how: Pick<Passed, 'answer' | 'by' | 'obvious' | 'at'>): Passed {
  return { script: run.script, version: run.version, step: run.step, from: run.since, ...how };
}

function follow(
  set: ScriptSet,
  script: Script,
  run: ScriptRun,
  goto: Goto,
  trail: readonly Passed[],
  now: number,
): MoveResult {
  if ('step' in goto) return toStep(script, goto.step, trail, now);
  if ('script' in goto) return enter(set, goto.script, trail, now);
  const { script: id, version, step } = run;
  return { ok: true, run: { state: 'outcome', script: id, version, step, outcome: goto.outcome, trail, since: now } };
}

/** Hard exits are there at every step, and while an outcome is proposed. */
function exit(set: ScriptSet, run: ScriptRun, id: string, now: number): MoveResult {
  if (run.state === 'done') return refuse('wrong-state');
  const script = set.get(run.script);
  const chosen = script?.exits.find((candidate) => candidate.id === id);
  if (!script || !chosen) return refuse(script ? 'no-such-exit' : 'no-such-script');
  const passed = passedBy(run, { answer: chosen.id, by: 'exit', obvious: false, at: now });
  // While an outcome is proposed its step has been gone through already: the exit takes that answer's place.
  const before = run.state === 'outcome' ? run.trail.slice(0, -1) : run.trail;
  return follow(set, script, run, { outcome: chosen.outcome }, [...before, passed], now);
}

function back(set: ScriptSet, run: ScriptRun, now: number): MoveResult {
  if (run.state === 'done') return refuse('wrong-state');
  const last = run.trail.at(-1);
  if (!last) return refuse('at-start');
  const script = set.get(last.script);
  return script ? toStep(script, last.step, run.trail.slice(0, -1), now) : refuse('no-such-script');
}

export function stepOf(set: ScriptSet, script: string, step: string): Step | null {
  return set.get(script)?.steps.find(({ id }) => id === step) ?? null;
}

/** The proposed or confirmed outcome; null while a step is shown. */
export function outcomeOf(set: ScriptSet, run: ScriptRun): Outcome | null {
  if (run.state === 'step') return null;
  return set.get(run.script)?.outcomes.find(({ id }) => id === run.outcome) ?? null;
}

/** The trail as an escalation keeps it: titles and answers in the language it was read in. */
export function describeTrail(set: ScriptSet, trail: readonly Passed[]): ScriptTrail[] {
  return trail.flatMap((passed) => {
    const script = set.get(passed.script);
    const step = stepOf(set, passed.script, passed.step);
    if (!script || !step) return [];
    const choices = passed.by === 'exit' ? script.exits : step.answers;
    const label = choices.find(({ id }) => id === passed.answer)?.label ?? null;
    return [
      { script: script.id, title: script.title, step: step.id, stepTitle: step.title, answer: label, at: passed.at },
    ];
  });
}
