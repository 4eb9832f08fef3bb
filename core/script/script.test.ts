/** Walking a small script, and what the validator finds wrong in broken ones. */
import { describe, expect, it } from 'vitest';
import { adherence } from './adherence.ts';
import type { MoveResult, ScriptMove, ScriptRun } from './run.ts';
import { describeTrail, moveScript, openScript, outcomeOf, scriptSet } from './run.ts';
import type { Answer, Goto, Outcome, Script, Step } from './script.ts';
import { scriptSchema } from './script.ts';
import { validateScripts } from './validate.ts';

const answerTo = (id: string, goto: Goto, obvious = false): Answer => ({ id, label: `label ${id}`, obvious, goto });
const step = (id: string, answers: Answer[], more: Partial<Step> = {}): Step => ({
  id,
  title: `title ${id}`,
  say: 'words',
  mode: 'exact',
  seconds: 9,
  mayEnd: false,
  answers,
  ...more,
});
const outcome = (id: string, more: Partial<Outcome> = {}): Outcome => ({
  id,
  code: 'S1',
  title: id,
  type: id,
  severity: 1,
  tag: null,
  subtype: null,
  list: null,
  days: 0,
  escalate: false,
  why: 'because',
  ...more,
});
const script = (id: string, more: Partial<Script> = {}): Script => ({
  id,
  locale: 'en',
  version: 1,
  title: id,
  tag: null,
  severity: 1,
  start: 'first',
  steps: [step('first', [answerTo('done', { outcome: 'over' })])],
  exits: [{ id: 'threat', label: 'Threat', outcome: 'over' }],
  outcomes: [outcome('over')],
  ...more,
});

const entry = script('entry', {
  steps: [
    step('first', [
      answerTo('sells', { script: 'sales' }, true),
      answerTo('unclear', { step: 'second' }),
      answerTo('customer', { outcome: 'customer' }),
    ]),
    step('second', [answerTo('again', { step: 'first' }), answerTo('end', { outcome: 'over' })], { mode: 'free' }),
  ],
  outcomes: [outcome('over'), outcome('customer', { tag: 'customer' })],
});
const sales = script('sales', { version: 4 });
const set = scriptSet([entry, sales, script('entry', { locale: 'zh-CN' })], 'en');

const runOf = (result: MoveResult): ScriptRun => {
  if (!result.ok) throw new Error(result.refusal);
  return result.run;
};
const walk = (...moves: (ScriptMove & { at: number })[]): ScriptRun =>
  moves.reduce((run, { at, ...move }) => runOf(moveScript(set, run, move, at)), runOf(openScript(set, 'entry', 0)));
const say = (answer: string, at: number, obvious = false) => ({ type: 'answer' as const, answer, obvious, at });

const codes = (...scripts: Script[]): string[] => validateScripts(scripts).map(({ code, at }) => `${code} ${at}`);

describe('a run', () => {
  it('leads by answers through steps and into another script, to a proposed outcome that is confirmed', () => {
    const run = walk(say('unclear', 5000), say('again', 6000), say('sells', 7000, true), say('done', 9000));
    expect(run).toMatchObject({
      state: 'outcome',
      script: 'sales',
      version: 4,
      step: 'first',
      outcome: 'over',
      since: 9000,
    });
    expect(outcomeOf(set, run)?.id).toBe('over');
    expect(run.trail.map(({ script: id, step: at, answer }) => [id, at, answer])).toEqual([
      ['entry', 'first', 'unclear'],
      ['entry', 'second', 'again'],
      ['entry', 'first', 'sells'],
      ['sales', 'first', 'done'],
    ]);
    expect(runOf(moveScript(set, run, { type: 'outcome' }, 9500)).state).toBe('done');
  });

  it('goes back over answers, scripts and a proposed outcome', () => {
    const run = walk(say('sells', 1000, true), say('done', 2000), { type: 'back', at: 3000 });
    expect(run).toMatchObject({ state: 'step', script: 'sales', step: 'first', since: 3000 });
    expect(runOf(moveScript(set, run, { type: 'back' }, 4000))).toMatchObject({
      script: 'entry',
      step: 'first',
      trail: [],
    });
  });

  it('takes a hard exit at a step, and in the place of an answer whose outcome is only proposed', () => {
    expect(walk({ type: 'exit', exit: 'threat', at: 10 })).toMatchObject({ state: 'outcome', outcome: 'over' });
    const run = walk(say('customer', 10), { type: 'exit', exit: 'threat', at: 20 });
    expect(run.trail).toMatchObject([{ step: 'first', answer: 'threat', by: 'exit' }]);
    expect(outcomeOf(set, run)?.id).toBe('over');
  });

  it('refuses what makes no sense, and says why', () => {
    const start = runOf(openScript(set, 'entry', 0));
    const refusal = (run: ScriptRun, move: ScriptMove): string | undefined => {
      const result = moveScript(set, run, move, 1);
      return result.ok ? undefined : result.refusal;
    };
    expect(openScript(set, 'nothing', 0)).toEqual({ ok: false, refusal: 'no-such-script' });
    expect(refusal(start, { type: 'back' })).toBe('at-start');
    expect(refusal(start, { type: 'outcome' })).toBe('wrong-state');
    expect(refusal(start, { type: 'answer', answer: 'x', obvious: false })).toBe('no-such-answer');
    expect(refusal(start, { type: 'answer', answer: 'unclear', obvious: true })).toBe('not-obvious');
    expect(refusal(start, { type: 'exit', exit: 'x' })).toBe('no-such-exit');
    const done = walk(say('customer', 1), { type: 'outcome', at: 2 });
    for (const type of ['back', 'outcome'] as const) expect(refusal(done, { type })).toBe('wrong-state');
    expect(refusal(done, { type: 'exit', exit: 'threat' })).toBe('wrong-state');
  });

  it('tells its trail in words', () => {
    expect(describeTrail(set, walk(say('unclear', 5), { type: 'exit', exit: 'threat', at: 7 }).trail)).toEqual([
      { script: 'entry', title: 'entry', step: 'first', stepTitle: 'title first', answer: 'label unclear', at: 5 },
      { script: 'entry', title: 'entry', step: 'second', stepTitle: 'title second', answer: 'Threat', at: 7 },
    ]);
  });
});

describe('adherence', () => {
  it('counts an exact step as followed from a third of its time, and obvious, free and exits always', () => {
    expect(adherence(set, [])).toEqual({ steps: 0, followed: 0, percent: null });
    // first: 9 s exact, read for 3 s; second: free; first again: obvious; sales: exact, 1 s
    const { trail } = walk(say('unclear', 3000), say('again', 3001), say('sells', 3002, true), say('done', 4002));
    expect(adherence(set, trail)).toEqual({ steps: 4, followed: 3, percent: 75 });
    expect(adherence(set, walk({ type: 'exit', exit: 'threat', at: 1 }).trail).percent).toBe(100);
  });
});

describe('validateScripts', () => {
  it('accepts sound scripts, loops with a way out among them', () => {
    for (const sound of [entry, sales]) expect(scriptSchema.parse(sound)).toEqual(sound);
    expect(codes(entry, sales)).toEqual([]);
  });

  it.each([
    ['unknown-step start', { start: 'nowhere', steps: [] }],
    [
      'unknown-step first/a',
      { steps: [step('first', [answerTo('a', { step: 'x' }), answerTo('b', { outcome: 'over' })])] },
    ],
    [
      'unknown-script first/a',
      { steps: [step('first', [answerTo('a', { script: 'x' }), answerTo('b', { outcome: 'over' })])] },
    ],
    ['unknown-outcome first/a', { steps: [step('first', [answerTo('a', { outcome: 'x' })])] }],
    ['unknown-outcome exit/e', { exits: [{ id: 'e', label: 'e', outcome: 'x' }] }],
    ['unused-outcome spare', { outcomes: [outcome('over'), outcome('spare')] }],
    ['bad-subtype over', { outcomes: [outcome('over', { tag: 'loan', subtype: 'property' })] }],
    ['duplicate-outcome over', { outcomes: [outcome('over'), outcome('over')] }],
    [
      'duplicate-answer first/a',
      { steps: [step('first', [answerTo('a', { outcome: 'over' }), answerTo('a', { outcome: 'over' })])] },
    ],
    ['duplicate-exit e', { exits: ['e', 'e'].map((id) => ({ id, label: id, outcome: 'over' })) }],
  ])('finds %s', (problem, broken: Partial<Script>) => {
    expect(codes(script('s', broken))).toContain(problem);
  });

  it('finds steps nobody comes to, and circles nobody gets out of, also across scripts', () => {
    const over = answerTo('o', { outcome: 'over' });
    expect(codes(script('s', { steps: [step('first', [over]), step('lost', [over])] }))).toEqual([
      'unreachable-step lost',
    ]);
    expect(
      codes(
        script('a', { steps: [step('first', [answerTo('x', { script: 'b' })])] }),
        script('b', { steps: [step('first', [answerTo('x', { script: 'a' })])] }),
      ),
    ).toEqual(['dead-end first', 'dead-end first']);
  });

  it('finds a script that is missing or different in the other language, or there twice', () => {
    const zh = (more: Partial<Script>): Script => script('s', { locale: 'zh-CN', title: '话术', ...more });
    expect(codes(script('s'), zh({}))).toEqual([]);
    expect(codes(script('s'), script('t'), zh({}))).toEqual(['missing-translation t']);
    expect(codes(script('s'), zh({ version: 2 }))).toEqual(['translation-differs head']);
    expect(codes(script('s'), zh({ outcomes: [outcome('over', { days: 3 })] }))).toEqual([
      'translation-differs outcome/over',
    ]);
    expect(codes(script('s'), script('s'))).toEqual(['duplicate-script s']);
  });
});
