import { describe, expect, it } from 'vitest';
import { scriptSchema, type Script } from '../../../core/script/script.ts';
import { answerStep, confirmOutcome, openScript, stepBack, takeExit, type ScriptRun } from './script-run.ts';

const files = import.meta.glob('../../../assets/scripts/zh-CN/*.json', { eager: true, import: 'default' });
const scripts: Script[] = Object.values(files).map((file) => scriptSchema.parse(file));
const entry = scripts.find((script) => script.id === 'entry');

function started(): ScriptRun {
  const moved = entry && openScript(entry, 1000);
  if (!moved) throw new Error('no entry script');
  return moved.run;
}
function press(run: ScriptRun, answer: string, obvious = false): NonNullable<ReturnType<typeof answerStep>> {
  const found = run.step.answers.find((each) => each.id === answer);
  const moved = found && answerStep(run, found, obvious, scripts, 2000);
  if (!moved) throw new Error(`no answer ${answer}`);
  return moved;
}

describe('an agent follows a script', () => {
  it('opens the entry script at its first step', () => {
    const moved = entry && openScript(entry, 1000);
    expect(moved?.record).toEqual([
      { script: 'entry', version: 1, step: 'purpose', move: 'open', answer: null, obvious: false, outcome: null },
    ]);
  });

  it('goes to another script and records both the answer and the opening', () => {
    const { run, record } = press(started(), 'authority', true);
    expect(run.script.id).toBe('fake-police');
    expect(record.map((step) => [step.script, step.move, step.obvious])).toEqual([
      ['entry', 'answer', true],
      ['fake-police', 'open', false],
    ]);
  });

  it('reaches an outcome, which counts only when it is confirmed', () => {
    const { run, record } = press(press(started(), 'business').run, 'wrong');
    expect(record[0]).toMatchObject({ move: 'answer', answer: 'wrong', outcome: 'wrong-number' });
    expect(run.outcome?.tag).toBe('wrong-number');
    expect(run.confirmed).toBe(false);
    const confirmed = confirmOutcome(run);
    expect(confirmed?.record).toMatchObject([{ move: 'outcome', outcome: 'wrong-number' }]);
    expect(confirmed && confirmOutcome(confirmed.run)).toBeNull();
  });

  it('steps back over a change of script to where it was asked', () => {
    const inSales = press(press(started(), 'offer').run, 'sales').run;
    const back = stepBack(inSales, scripts, 3000);
    expect(back?.run.script.id).toBe('entry');
    expect(back?.run.step.id).toBe('offer');
    expect(stepBack(started(), scripts, 3000)).toBeNull();
  });

  it('leaves by a hard exit at any step', () => {
    const exit = started().script.exits.find((each) => each.id === 'threat');
    const moved = exit && takeExit(started(), exit, 2000);
    expect(moved?.run.outcome?.escalate).toBe(true);
    expect(moved?.record).toMatchObject([{ move: 'exit', answer: 'threat', outcome: 'exit-threat' }]);
  });

  it('has every answer of every shipped script lead somewhere', () => {
    for (const script of scripts) {
      for (const step of script.steps) {
        const run: ScriptRun = { script, step, stepSince: 0, path: [], outcome: null, confirmed: false };
        for (const answer of step.answers)
          expect(answerStep(run, answer, false, scripts, 1), `${script.id}/${step.id}/${answer.id}`).not.toBeNull();
      }
    }
  });
});
