/** The shipped scripts as the panel shows them, walked as an agent walks them. */
import { describe, expect, it } from 'vitest';
import { moveScript, openScript, scriptSet, type ScriptMove, type ScriptRun } from '../../../core/script/run.ts';
import { scriptSchema } from '../../../core/script/script.ts';
import { gotoTitle, scriptTag, scriptView, type ScriptView } from './script-view.ts';

const files = import.meta.glob('../../../assets/scripts/*/*.json', { eager: true, import: 'default' });
const scripts = Object.values(files).map((file) => scriptSchema.parse(file));
const set = scriptSet(scripts, 'zh-CN');

function walk(...moves: readonly ScriptMove[]): ScriptRun {
  const opened = openScript(set, 'entry', 1000);
  if (!opened.ok) throw new Error(opened.refusal);
  return moves.reduce((run, move) => {
    const moved = moveScript(set, run, move, 2000);
    if (!moved.ok) throw new Error(`${move.type}: ${moved.refusal}`);
    return moved.run;
  }, opened.run);
}
function shown(run: ScriptRun): ScriptView {
  const view = scriptView(set, run);
  if (!view) throw new Error('nothing to show');
  return view;
}
const say = (answer: string): ScriptMove => ({ type: 'answer', answer, obvious: false });

describe('an agent follows a script', () => {
  it('sees the first of the entry questions', () => {
    expect(shown(walk())).toMatchObject({ step: { id: 'purpose' }, since: 1000, outcome: null, trail: [] });
  });

  it('sees an outcome, and when it is confirmed', () => {
    const proposed = walk(say('business'), say('wrong'));
    expect(shown(proposed)).toMatchObject({ outcome: { tag: 'wrong-number' }, confirmed: false });
    expect(shown(walk(say('business'), say('wrong'), { type: 'outcome' })).confirmed).toBe(true);
  });

  it('may tag by the outcome, or by what the script is about, and not before either is known', () => {
    expect(scriptTag(shown(walk()))).toBeNull();
    expect(scriptTag(shown(walk(say('offer'), say('sales'))))).toBe('sales');
    expect(scriptTag(shown(walk(say('business'), say('wrong'))))).toBe('wrong-number');
  });

  it('goes back over a change of script to where it was asked', () => {
    expect(shown(walk(say('offer'), say('sales'))).script.id).toBe('sales');
    const back = shown(walk(say('offer'), say('sales'), { type: 'back' }));
    expect([back.script.id, back.step.id]).toEqual(['entry', 'offer']);
  });

  it('leaves by a hard exit', () => {
    expect(shown(walk({ type: 'exit', exit: 'threat' })).outcome?.escalate).toBe(true);
  });

  it('sees where every answer of every script leads, in the language on screen', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const spoken = scriptSet(scripts, locale);
      for (const script of spoken.values()) {
        for (const answer of script.steps.flatMap((step) => step.answers)) {
          const { kind, title, index } = gotoTitle(answer.goto, script, spoken);
          expect(title, `${script.id}/${answer.id}`).not.toBe('');
          expect(index > 0).toBe(kind === 'step');
        }
      }
    }
  });

  it('shows nothing of a script that is not there', () => {
    expect(scriptView(new Map(), walk())).toBeNull();
  });
});
