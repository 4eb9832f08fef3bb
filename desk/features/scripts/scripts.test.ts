/** Scenarios of scripts: what is shipped can be read in both languages, and each step is kept once, in order. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDesk, refusal } from '../test-support/test-desk.ts';
import type { TestDesk } from '../test-support/test-desk.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

test('the same scripts in both languages', async () => {
  const zh = await desk.ask.scripts.all({ locale: 'zh-CN' });
  const en = await desk.ask.scripts.all({ locale: 'en' });
  expect(zh.map(({ id }) => id).toSorted()).toEqual(en.map(({ id }) => id).toSorted());
  expect(zh.map(({ id }) => id)).toContain('loan');
});

test('each step is kept with its script’s version, once, in order', async () => {
  const { call } = await desk.ring('13800138000');
  const step = { call, number: '13800138000', script: 'loan', version: 3, answer: null, obvious: false, outcome: null };
  const open = { ...step, id: desk.clock.ulid(), step: 'ask-source', move: 'open' } as const;
  const answer = {
    ...step,
    id: desk.clock.ulid(),
    step: 'ask-source',
    move: 'answer',
    answer: 'lends',
    obvious: true,
  } as const;
  for (const sent of [open, answer, answer]) await desk.ask.scripts.step(sent);
  await desk.restart();
  expect(desk.store.reads.stepsOf('main', call)).toMatchObject([
    { move: 'open', version: 3, number: '+8613800138000' },
    { move: 'answer', answer: 'lends', obvious: 1 },
  ]);
  expect(await refusal(desk.ask.scripts.step({ ...open, id: 'x' }))).toMatchObject({ code: 'INVALID' });
});
