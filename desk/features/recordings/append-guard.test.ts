/** Which chunks are kept: of a call that goes on at this desk, of a recording that was begun, and no more than a call can need. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { policySchema } from '../../../core/settings/settings.ts';
import { makeEvent } from '../command.ts';
import { openTestDesk, phoneEvent, refusal, talk, type TestDesk } from '../test-support/test-desk.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
  desk.policy = policySchema.parse({ record: 'all' });
});
afterEach(() => desk.close());

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const append = (call: string, recording: string, index = 0, text = 'x', isLast = false) =>
  desk.ask.recordings.append({ recording, call, index, data: base64(text), isLast });
const codeOf = async (answer: Promise<unknown>): Promise<string> => (await refusal(answer)).code;
const files = (): string[] => {
  const folder = join(desk.folder, 'recordings');
  return existsSync(folder) ? readdirSync(folder) : [];
};

type Reported = Parameters<TestDesk['ask']['calls']['report']>[0]['events'][number];
const tell = (call: string, recording: string, type: 'recording.started' | 'recording.ended') => {
  const data =
    type === 'recording.started'
      ? { recording, by: 'policy', announced: true }
      : { recording, why: 'call-ended', ms: 1000 };
  const event = makeEvent(desk.deps, type, { call, number: '', data } as never) as Reported;
  return desk.ask.calls.report({ events: [event] });
};

it('takes nothing of a call that nobody heard of, nor begins in one that is over', async () => {
  expect(await codeOf(append(desk.clock.ulid(), desk.clock.ulid()))).toBe('NOT_BEGUN');
  const { call } = await talk(desk, '13800138000');
  expect(await codeOf(append(call, desk.clock.ulid()))).toBe('NOT_BEGUN');
  expect(files()).toEqual([]);
});

it('takes chunks that come before the event of their beginning, and the last ones after the call', async () => {
  const { call, card } = await desk.ring('13800138000');
  const recording = desk.clock.ulid();
  expect(await append(call, recording, 0)).toEqual({ next: 1 });
  await tell(call, recording, 'recording.started');
  await desk.ask.calls.report({ events: [phoneEvent(desk, call, card.number.key, 'call.ended')] });
  expect(await append(call, recording, 1, 'end', true)).toEqual({ next: 2 });
  await tell(call, recording, 'recording.ended');
  expect(await codeOf(append(call, recording, 2))).toBe('NOT_FOUND');
});

it('takes them again after a restart of the desk service, once the phone has spoken of the call', async () => {
  const { call, card } = await desk.ring('13800138000');
  const [begun, unbegun] = [desk.clock.ulid(), desk.clock.ulid()];
  await append(call, begun);
  await append(call, unbegun);
  await tell(call, begun, 'recording.started');
  await desk.restart();
  expect(await append(call, begun, 1)).toEqual({ next: 2 });
  expect(await codeOf(append(call, unbegun, 1))).toBe('NOT_BEGUN');
  await desk.ask.calls.card({ call, number: card.number.key });
  expect(await append(call, unbegun, 1)).toEqual({ next: 2 });
});

it('does not take what belongs to another call, or was removed', async () => {
  const [one, two] = [await desk.ring('13800138000'), await desk.ring('13912345678')];
  const [begun, unbegun] = [desk.clock.ulid(), desk.clock.ulid()];
  await append(one.call, begun);
  await append(one.call, unbegun);
  await tell(one.call, begun, 'recording.started');
  for (const recording of [begun, unbegun]) expect(await codeOf(append(two.call, recording, 1))).toBe('NOT_FOUND');
  const data = { recording: begun, why: 'retention' } as const;
  const removed = makeEvent(desk.deps, 'recording.removed', { call: one.call, number: one.card.number.key, data });
  await desk.store.append([removed]);
  await desk.deps.recordings.remove(begun);
  expect(await codeOf(append(one.call, begun, 0))).toBe('NOT_FOUND');
  expect(files()).toEqual([`${unbegun}.lwr`]);
});

it('lets a recording that the log does not know grow to two minutes, and eight of them at once', async () => {
  const { call, card } = await desk.ring('13800138000');
  const [recording, ...others] = Array.from({ length: 8 }, () => desk.clock.ulid());
  if (recording === undefined) throw new Error('eight');
  const half = 'x'.repeat(510_000);
  for (const index of [0, 1]) expect(await append(call, recording, index, half)).toEqual({ next: index + 1 });
  expect(await codeOf(append(call, recording, 2))).toBe('NOT_BEGUN');
  await tell(call, recording, 'recording.started');
  expect(await append(call, recording, 2)).toEqual({ next: 3 });

  for (const other of [...others, desk.clock.ulid()]) expect(await append(call, other)).toEqual({ next: 1 });
  const ninth = desk.clock.ulid();
  expect(await codeOf(append(call, ninth))).toBe('NOT_BEGUN');
  // those of a call that is over wait for nothing
  await desk.ask.calls.report({ events: [phoneEvent(desk, call, card.number.key, 'call.ended')] });
  const next = await desk.ring('13912345678');
  expect(await append(next.call, ninth)).toEqual({ next: 1 });
});

it('says so when a recording is as long as one may be, and keeps what there is', async () => {
  await desk.close();
  desk = await openTestDesk({ maxRecordingBytes: 1_000 });
  desk.policy = policySchema.parse({ record: 'all' });
  const { call } = await desk.ring('13800138000');
  const recording = desk.clock.ulid();
  await tell(call, recording, 'recording.started');
  expect(await append(call, recording, 0, 'x'.repeat(900))).toEqual({ next: 1 });
  expect(await codeOf(append(call, recording, 1, 'x'.repeat(100)))).toBe('TOO_LONG');
  expect((await desk.ask.recordings.read({ recording, from: 0 })).end).toBe('cut');
});
