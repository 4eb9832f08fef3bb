/** `policy.keepDays` over the real store: what goes at the start, a day later, and when the policy becomes shorter. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { policySchema } from '../../core/settings/settings.ts';
import { makeEvent } from '../features/command.ts';
import { expireRecordings } from '../features/recordings/recording-keeper.ts';
import { openTestDesk, phoneEvent, talk } from '../features/test-support/test-desk.ts';
import type { TestDesk } from '../features/test-support/test-desk.ts';
import { Retention } from './retention.ts';

const day = 86_400_000;
const key = '+8613800138000';
const secret = '王小明说要贷款-kd7';
let desk: TestDesk;
let daily: (() => void) | null;
let told: number;

beforeEach(async () => {
  desk = await openTestDesk();
  daily = null;
  told = 0;
});
afterEach(() => desk.close());

function retention(keepDays: () => number): Retention {
  return new Retention({
    store: desk.store,
    keepDays,
    now: () => desk.clock.now(),
    log: { info: () => undefined, warn: (message: unknown) => desk.warnings.push(String(message)) },
    onRemoved: () => (told += 1),
    schedule: (run, ms) => {
      expect(ms).toBe(day);
      daily = run;
      return () => (daily = null);
    },
  });
}

const historyOf = async () => (await desk.ask.calls.history({})).rows.map(({ call }) => call);

test('a call goes after so many days with verdict, notes and steps; its number’s tag and block stay', async () => {
  desk.person = { author: '周敏', role: 'both' };
  const old = await talk(desk, '13800138000');
  await expect.poll(() => desk.store.reads.verdictOf('main', old.call)).not.toBeNull();
  await desk.ask.calls.setNote({ call: old.call, number: key, text: secret });
  await desk.ask.tags.add({ id: desk.clock.ulid(), call: old.call, number: key, tag: 'loan', subtype: null });
  await desk.ask.lists.set({ kind: 'block', match: { type: 'exact', number: key }, reason: '推销', expiresAt: null });
  desk.clock.advance(20 * day);
  const young = await talk(desk, '13900139000');
  await expect.poll(() => desk.store.reads.verdictOf('main', young.call)).not.toBeNull();
  let keepDays = 30;
  const keeping = retention(() => keepDays);

  await keeping.run();
  expect(await historyOf()).toEqual([young.call, old.call]);
  expect(told).toBe(0);

  // the next day's run, ten days later
  desk.clock.advance(10 * day);
  daily?.();
  await expect.poll(() => told).toBe(1);
  expect(await historyOf()).toEqual([young.call]);
  expect(desk.store.reads.verdictOf('main', old.call)).toBeNull();
  expect(desk.store.reads.noteOf('main', old.call)).toBeNull();
  const { card, timeline } = await desk.ask.calls.number({ number: key });
  expect(card).toMatchObject({ history: { calls: 0, last: null }, tags: [{ tag: 'loan' }], list: { kind: 'block' } });
  expect(timeline.map(({ type }) => type).toSorted()).toEqual(['list.set', 'number.tagged']);

  // as after --rebuild
  await desk.store.rebuild();
  expect(await desk.ask.calls.number({ number: key })).toEqual({ card, timeline });

  keepDays = 5;
  await keeping.follow();
  expect(await historyOf()).toEqual([]);
  expect(told).toBe(2);
  await keeping.follow();
  expect(told).toBe(2);
  keeping.stop();
  expect(daily).toBeNull();
  expect(desk.warnings).toEqual([]);
});

test('removed text stands in no file of the profile, and new events go on where the log ended', async () => {
  const old = await talk(desk, '13800138000');
  await desk.ask.calls.setNote({ call: old.call, number: key, text: secret });
  await expect.poll(() => desk.store.reads.verdictOf('main', old.call)).not.toBeNull();
  const { lastSeq } = await desk.store.counts();
  desk.clock.advance(40 * day);
  await retention(() => 30).run();
  expect((await desk.store.counts()).events).toBe(0);
  const { call, card } = await desk.ring('13900139000');
  const ended = phoneEvent(desk, call, card.number.key, 'call.ended', { outcome: 'missed', talkMs: 0 });
  const { seq } = await desk.ask.calls.report({ events: [ended] });
  expect(seq).toBeGreaterThan(lastSeq);
  await desk.restart();
  expect((await desk.ask.calls.history({})).rows).toMatchObject([{ call, outcome: 'missed' }]);
  const files = readdirSync(desk.folder).filter((name) =>
    readFileSync(join(desk.folder, name)).includes(Buffer.from(secret)),
  );
  expect(files).toEqual([]);
});

test('nothing of a recording stays in the log whose file was removed only after its call', async () => {
  desk.policy = policySchema.parse({ record: 'all', keepDays: 30, recordKeepDays: 30 });
  const { call } = await talk(desk, '13800138000');
  await expect.poll(() => desk.store.reads.verdictOf('main', call)).not.toBeNull();
  const { id: recording } = phoneEvent(desk, call, key, 'call.answered');
  const data = { recording, by: 'policy', announced: true } as const;
  await desk.store.append([makeEvent(desk.deps, 'recording.started', { call, number: key, data })]);
  await desk.ask.recordings.append({ recording, call, index: 0, data: 'eA==', isLast: true });
  desk.clock.advance(40 * day);
  const keeping = retention(() => 30);
  // as at a start: calls first
  await keeping.run();
  expect(await historyOf()).toEqual([]);
  expect(desk.store.reads.recording('main', recording)).not.toBeNull();
  expect(await expireRecordings(desk.deps, desk.clock.now())).toBe(1);
  await keeping.run();
  expect((await desk.store.counts()).events).toBe(0);
  expect(desk.store.reads.recording('main', recording)).toBeNull();
  keeping.stop();
});
