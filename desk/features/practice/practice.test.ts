/** The practice feature over the real practice line: its callers, and why nobody can be rung. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startPracticeLine } from '../../practice/practice-line.ts';
import { openTestDesk, refusal } from '../test-support/test-desk.ts';
import { toPracticePort } from './practice-feature.ts';
import { seedPractice } from './seed-practice.ts';

test('eight callers are there; while no desk is registered none can ring', async () => {
  const desk = await openTestDesk();
  const quiet = () => undefined;
  const line = await startPracticeLine({
    assetsDir: fileURLToPath(new URL('../../../assets/practice/', import.meta.url)),
    isAllowedOrigin: () => false,
    log: { debug: quiet, info: quiet, warn: quiet },
  });
  try {
    expect(await desk.ask.practice.callers()).toEqual([]);
    expect(await refusal(desk.ask.practice.ring({ caller: 'salesman' }))).toMatchObject({ code: 'CONFLICT' });
    desk.practice = toPracticePort(line);
    const callers = await desk.ask.practice.callers();
    expect(callers).toHaveLength(8);
    expect(callers.find(({ id }) => id === 'salesman')).toMatchObject({ expects: 'sales' });
    expect(await refusal(desk.ask.practice.ring({ caller: 'salesman' }))).toMatchObject({
      code: 'CONFLICT',
      data: { detail: 'no-desk' },
    });
  } finally {
    await line.stop();
    await desk.close();
  }
});

test('the known customer is known on the practice line, on the main line not, and is seeded once', async () => {
  const desk = await openTestDesk();
  try {
    const callers = [
      { id: 'known', number: '14305712202', displayName: '王丽', history: 'known', expects: { tag: null } },
      { id: 'pest', number: '15407553303', displayName: '', history: 'nuisance', expects: { tag: 'loan' } },
      { id: 'new', number: '14200281101', displayName: '', history: 'none', expects: { tag: null } },
    ] as const;
    const deps = { store: desk.store, clock: desk.clock, desk: 'desk-1' };
    expect(await seedPractice(deps, callers)).toBeGreaterThan(0);
    expect(await seedPractice(deps, callers)).toBe(0);
    desk.line = 'practice';
    const { card } = await desk.ring('14305712202');
    expect(card).toMatchObject({ contact: { name: '王丽' }, history: { calls: 1 } });
    expect(card.verdict.trace.find(({ step }) => step === 'known-customer')?.hit).toBe(true);
    expect((await desk.ring('15407553303')).card.tags).toMatchObject([{ author: 'system', tag: 'loan' }]);
    expect((await desk.ring('14200281101')).card.history.calls).toBe(0);
    desk.line = 'main';
    expect((await desk.ring('14305712202')).card.contact).toBeNull();
    // a week later the talk has to be made anew, the contact has not
    desk.clock.advance(7 * 86_400_000);
    expect(await seedPractice(deps, callers)).toBe(3);
  } finally {
    await desk.close();
  }
});
