/** What is kept of each kind of move. */
import { describe, expect, it } from 'vitest';
import { recordMove, recordOpening } from './record.ts';
import type { ScriptMove, ScriptRun } from './run.ts';

const position = { script: 'entry', version: 3, step: 'purpose', trail: [], since: 1000 };
const asking: ScriptRun = { ...position, state: 'step' };
const proposed: ScriptRun = { ...position, state: 'outcome', outcome: 'wrong-number' };
const kept = { script: 'entry', version: 3, step: 'purpose', answer: null, obvious: false, outcome: null };
const answer: ScriptMove = { type: 'answer', answer: 'authority', obvious: true };

describe('a step is recorded', () => {
  it('when a script opens', () => {
    expect(recordOpening(asking)).toEqual([{ ...kept, move: 'open' }]);
  });

  it('when an answer leads on, into another script, or to an outcome', () => {
    const answered = { ...kept, move: 'answer', answer: 'authority', obvious: true };
    expect(recordMove(asking, answer, { ...asking, step: 'next' })).toEqual([answered]);
    expect(recordMove(asking, answer, { ...asking, script: 'fake-police', version: 1, step: 'claim' })).toEqual([
      answered,
      { ...kept, script: 'fake-police', version: 1, step: 'claim', move: 'open' },
    ]);
    expect(recordMove(asking, answer, proposed)).toEqual([{ ...answered, outcome: 'wrong-number' }]);
  });

  it('when the agent leaves by a hard exit, goes back, and confirms', () => {
    expect(recordMove(asking, { type: 'exit', exit: 'threat' }, { ...proposed, outcome: 'exit-threat' })).toEqual([
      { ...kept, move: 'exit', answer: 'threat', outcome: 'exit-threat' },
    ]);
    expect(recordMove(proposed, { type: 'back' }, asking)).toEqual([{ ...kept, move: 'back' }]);
    expect(recordMove(proposed, { type: 'outcome' }, { ...proposed, state: 'done' })).toEqual([
      { ...kept, move: 'outcome', outcome: 'wrong-number' },
    ]);
  });
});
