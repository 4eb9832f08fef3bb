/** The recordings of calls as the desk service keeps them: policy, who may hear, what is written out, retention, erasure. */
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { policySchema } from '../../../core/settings/settings.ts';
import { openSecretStore } from '../../profile/secret-store.ts';
import { tempDir } from '../../store/test-support/temp-store.ts';
import { makeEvent } from '../command.ts';
import { openTestDesk, phoneEvent, refusal, type TestDesk } from '../test-support/test-desk.ts';
import { recordingKeyIn } from './recording-key.ts';
import { expireRecordings } from './recording-keeper.ts';

const dayMs = 86_400_000;
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
  desk.policy = policySchema.parse({ record: 'all' });
});
afterEach(() => desk.close());

let count = 0;
/** The ids of the test's clock are no times. */
function ulidAt(ms: number): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let time = '';
  for (let rest = ms, place = 0; place < 10; place += 1, rest = Math.floor(rest / 32))
    time = (digits[rest % 32] ?? '0') + time;
  count += 1;
  return `${time}${String(count).padStart(16, '0')}`;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const filesOf = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
const recordingsIn = (): string[] => filesOf(join(desk.deps.exports, '..', 'recordings'));

type Reported = Parameters<TestDesk['ask']['calls']['report']>[0]['events'][number];

/** A call from this number that was recorded whole; answers both ids. */
async function record(
  from: string,
  at = desk.clock.now(),
): Promise<{ call: string; recording: string; number: string }> {
  const { call, card } = await desk.ring(from);
  const number = card.number.key;
  const recording = ulidAt(at);
  const event = (type: string, data: object) =>
    ({
      v: 1,
      id: desk.clock.ulid(),
      at,
      desk: 'desk-1',
      author: desk.person.author,
      line: desk.line,
      call,
      number,
      type,
      data: { recording, ...data },
    }) as Reported;
  await desk.ask.calls.report({
    events: [
      phoneEvent(desk, call, number, 'call.answered'),
      event('recording.started', { by: 'policy', announced: true }),
    ],
  });
  await desk.ask.recordings.append({ recording, call, index: 0, data: base64('hello '), isLast: false });
  await desk.ask.calls.report({
    events: [
      event('recording.paused', { ms: 1500.4 }),
      event('recording.resumed', { ms: 1500.4 }),
      phoneEvent(desk, call, number, 'call.ended'),
    ],
  });
  // what was said last comes after the call's end
  await desk.ask.recordings.append({ recording, call, index: 1, data: base64('world'), isLast: true });
  await desk.ask.calls.report({ events: [event('recording.ended', { why: 'call-ended', ms: 9000 })] });
  return { call, recording, number };
}

async function heard(recording: string): Promise<string> {
  const { data, end } = await desk.ask.recordings.read({ recording, from: 0 });
  expect(end).toBe('whole');
  return Buffer.from(data, 'base64').toString();
}

it('is shown with its call, played, and tells of its pauses', async () => {
  const { call, recording } = await record('13800138000');
  expect(await desk.ask.recordings.ofCall({ call })).toMatchObject([
    {
      id: recording,
      by: 'policy',
      announced: true,
      why: 'call-ended',
      pauses: [1500],
      mayPlay: true,
      mayExport: false,
    },
  ]);
  expect(await heard(recording)).toBe('hello world');
  const { rows } = await desk.ask.calls.history({});
  expect(rows).toMatchObject([{ call, recorded: true }]);
  await desk.restart();
  expect(await heard(recording)).toBe('hello world');
});

it('refuses what the policy does not want, and cuts nothing that goes on', async () => {
  const { call } = await desk.ring('13800138000');
  const recording = desk.clock.ulid();
  const append = (index: number) =>
    desk.ask.recordings.append({ recording, call, index, data: base64('x'), isLast: false });
  desk.policy = policySchema.parse({ record: 'off' });
  expect((await refusal(append(0))).code).toBe('FORBIDDEN');
  desk.policy = policySchema.parse({ record: 'on-demand' });
  expect(await append(0)).toEqual({ next: 1 });
  desk.policy = policySchema.parse({ record: 'off' });
  expect(await append(1)).toEqual({ next: 2 });
  // an answer that got lost is asked for again
  expect(await append(0)).toEqual({ next: 2 });
});

it('is heard by supervisors and by whoever took the call; written out by supervisors only, with an event', async () => {
  const { call, recording, number } = await record('13800138000');
  expect((await refusal(desk.ask.recordings.export({ recording }))).code).toBe('FORBIDDEN');
  desk.person = { author: '周敏', role: 'agent' };
  expect((await refusal(desk.ask.recordings.read({ recording, from: 0 }))).code).toBe('FORBIDDEN');
  // nor does it become hers by saying so
  const data = { recording, by: 'agent', announced: false } as const;
  const claim = makeEvent(desk.deps, 'recording.started', { call, number, data });
  await desk.ask.calls.report({ events: [claim] });
  expect((await refusal(desk.ask.recordings.read({ recording, from: 0 }))).code).toBe('FORBIDDEN');
  desk.person = { author: '赵启明', role: 'supervisor' };
  expect(await heard(recording)).toBe('hello world');
  const { path, bytes } = await desk.ask.recordings.export({ recording });
  expect(readFileSync(path, 'utf8')).toBe('hello world');
  expect(bytes).toBe(11);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const { timeline } = await desk.ask.calls.number({ number: '+8613800138000' });
  expect(timeline.filter(({ type }) => type === 'recording.exported')).toMatchObject([{ author: '赵启明' }]);
  expect((await refusal(desk.ask.recordings.export({ recording: desk.clock.ulid() }))).code).toBe('NOT_FOUND');
});

it('leaves no readable file where the event of its export cannot be kept', async () => {
  await desk.close();
  desk = await openTestDesk({ maxLogPages: 40 });
  desk.policy = policySchema.parse({ record: 'all' });
  desk.person = { author: '赵启明', role: 'supervisor' };
  const { call, recording, number } = await record('13800138000');
  const note = () => desk.ask.calls.setNote({ call, number, text: 'x'.repeat(4000) });
  let isFull = false;
  for (let notes = 0; notes < 100 && !isFull; notes += 1)
    isFull = await note().then(
      () => false,
      () => true,
    );
  // what a long note leaves free must not be enough for a short event
  for (let notes = 0; notes < 100; notes += 1)
    if (
      await desk.ask.calls.setNote({ call, number, text: '' }).then(
        () => false,
        () => true,
      )
    )
      break;
  expect((await refusal(desk.ask.recordings.export({ recording }))).code).toBe('NOT_SAVED');
  expect(filesOf(desk.deps.exports)).toEqual([]);
});

it('keeps an earlier export where a second one fails', async () => {
  desk.person = { author: '赵启明', role: 'supervisor' };
  const { recording } = await record('13800138000');
  const { path } = await desk.ask.recordings.export({ recording });
  const again = await desk.ask.recordings.export({ recording });
  expect(again.path).toBe(path);
  const folder = join(desk.deps.exports, '..', 'recordings');
  const file = join(folder, `${recording}.lwr`);
  const sealed = readFileSync(file);
  rmSync(file);
  expect((await refusal(desk.ask.recordings.export({ recording }))).code).toBe('NOT_FOUND');
  expect(filesOf(desk.deps.exports)).toEqual([basename(path)]);
  expect(readFileSync(path, 'utf8')).toBe('hello world');
  writeFileSync(file, sealed);
  expect(await heard(recording)).toBe('hello world');
});

it('is deleted by a supervisor’s hand, with a reason, for good', async () => {
  const { call, recording, number } = await record('13800138000');
  const other = await record('13912345678');
  const remove = (reason: string) => desk.ask.recordings.remove({ recording, reason });
  expect((await refusal(remove('客户要求'))).code).toBe('FORBIDDEN');
  expect(await desk.ask.recordings.ofCall({ call })).toMatchObject([{ mayRemove: false }]);
  desk.person = { author: '赵启明', role: 'supervisor' };
  expect(await desk.ask.recordings.ofCall({ call })).toMatchObject([{ mayRemove: true, removedWhy: null }]);
  expect((await refusal(remove('  '))).code).toBe('BAD_REQUEST');
  expect(recordingsIn()).toHaveLength(2);
  await remove('客户要求');
  expect(recordingsIn()).toEqual([`${other.recording}.lwr`]);
  expect(await desk.ask.recordings.ofCall({ call })).toMatchObject([
    { bytes: null, mayRemove: false, mayPlay: false, removedWhy: 'person', removedAt: desk.clock.now() },
  ]);
  const { timeline } = await desk.ask.calls.number({ number });
  expect(timeline.filter(({ type }) => type === 'recording.removed')).toMatchObject([
    { author: '赵启明', params: { end: 'person', reason: '客户要求' } },
  ]);
  expect((await refusal(remove('客户要求'))).code).toBe('NOT_FOUND');
  // nor does it come back with the log folded again, or by time
  await desk.store.rebuild();
  expect(await desk.ask.recordings.ofCall({ call })).toMatchObject([{ removedWhy: 'person' }]);
});

it('is not deleted while it goes on', async () => {
  desk.person = { author: '赵启明', role: 'both' };
  const { call, card } = await desk.ring('13800138000');
  const recording = ulidAt(desk.clock.now());
  const data = { recording, by: 'policy', announced: true } as const;
  await desk.ask.calls.report({
    events: [makeEvent(desk.deps, 'recording.started', { call, number: card.number.key, data })],
  });
  await desk.ask.recordings.append({ recording, call, index: 0, data: base64('x'), isLast: false });
  expect(await desk.ask.recordings.ofCall({ call })).toMatchObject([{ mayRemove: false }]);
  expect((await refusal(desk.ask.recordings.remove({ recording, reason: 'x' }))).code).toBe('CONFLICT');
  // cut off by a page that died: its call is over, and nobody will close it
  await desk.ask.calls.report({ events: [phoneEvent(desk, call, card.number.key, 'call.ended')] });
  await desk.ask.recordings.remove({ recording, reason: 'x' });
  expect(recordingsIn()).toEqual([]);
  const late = { recording, call, index: 1, data: base64('y'), isLast: true };
  expect((await refusal(desk.ask.recordings.append(late))).code).toBe('NOT_FOUND');
});

it('is deleted when its time is up, and an event says so', async () => {
  const old = await record('13800138000', desk.clock.now() - 91 * dayMs);
  const young = await record('13912345678', desk.clock.now() - 89 * dayMs);
  expect(recordingsIn()).toHaveLength(2);
  await expireRecordings(desk.deps, desk.clock.now());
  expect(recordingsIn()).toEqual([`${young.recording}.lwr`]);
  expect(await desk.ask.recordings.ofCall({ call: old.call })).toMatchObject([{ bytes: null, mayPlay: false }]);
  expect((await desk.ask.recordings.ofCall({ call: old.call }))[0]?.removedAt).toBe(desk.clock.now());
  expect((await refusal(desk.ask.recordings.read({ recording: old.recording, from: 0 }))).code).toBe('NOT_FOUND');
  const { timeline } = await desk.ask.calls.number({ number: old.number });
  expect(timeline.filter(({ type }) => type === 'recording.removed')).toMatchObject([
    { author: 'system', params: { end: 'retention' } },
  ]);
  // once is enough
  expect(await expireRecordings(desk.deps, desk.clock.now())).toBe(0);

  // what was begun before the call's record goes is gone before it
  desk.policy = policySchema.parse({ record: 'all', recordKeepDays: 365, keepDays: 30 });
  expect(await expireRecordings(desk.deps, desk.clock.now())).toBe(1);
  expect(recordingsIn()).toEqual([]);
});

it('counts as removed also where the file was gone already', async () => {
  const { call, recording } = await record('13800138000', desk.clock.now() - 91 * dayMs);
  rmSync(join(desk.deps.exports, '..', 'recordings', `${recording}.lwr`));
  expect(await expireRecordings(desk.deps, desk.clock.now())).toBe(1);
  expect((await desk.ask.recordings.ofCall({ call }))[0]?.removedAt).not.toBeNull();
});

it('goes when nobody knows of it any more, once it is old by its own id', async () => {
  const old = ulidAt(desk.clock.now() - 100 * dayMs);
  const young = ulidAt(desk.clock.now() - 10 * dayMs);
  for (const id of [old, young]) await desk.deps.recordings.append(id, 0, Buffer.from('x'), true);
  expect(await expireRecordings(desk.deps, desk.clock.now())).toBe(1);
  expect(recordingsIn()).toEqual([`${young}.lwr`]);
});

it('goes with its number, and what a phone still sends of it makes no new file', async () => {
  const erased = await record('13800138000');
  const other = await record('13912345678');
  const { call } = await desk.ring('13800138000');
  const running = ulidAt(desk.clock.now());
  await desk.ask.recordings.append({ recording: running, call, index: 0, data: base64('x'), isLast: false });
  const started = { recording: running, by: 'agent', announced: false };
  const envelope = { v: 1, at: desk.clock.now(), desk: 'desk-1', author: '林晓雯', line: 'main', call };
  await desk.ask.calls.report({
    events: [
      {
        ...envelope,
        id: desk.clock.ulid(),
        number: erased.number,
        type: 'recording.started',
        data: started,
      } as Reported,
    ],
  });
  desk.person = { author: '赵启明', role: 'supervisor' };
  desk.clock.advance(1000);
  await desk.ask.calls.erase({ number: erased.number });
  expect(recordingsIn()).toEqual([`${other.recording}.lwr`]);
  expect(await desk.ask.recordings.ofCall({ call: erased.call })).toEqual([]);
  const more = { recording: running, call, index: 1, data: base64('y'), isLast: false };
  expect((await refusal(desk.ask.recordings.append(more))).code).toBe('NOT_FOUND');
  // nor does one that is begun only now, in the call that goes on: no event would tell of it
  const anew = { ...more, recording: ulidAt(desk.clock.now()), index: 0 };
  expect((await refusal(desk.ask.recordings.append(anew))).code).toBe('NOT_FOUND');
  expect(recordingsIn()).toEqual([`${other.recording}.lwr`]);
});

it('has a key that is made once, kept with the passwords, and never replaced', async () => {
  const dir = tempDir();
  try {
    const file = join(dir.path, 'secrets.json');
    const keyIn = async () => recordingKeyIn(await openSecretStore(file, null), () => false);
    const one = await keyIn();
    const [made, again] = await Promise.all([one(), one()]);
    expect(made).toHaveLength(32);
    expect(again).toEqual(made);
    expect(await (await keyIn())()).toEqual(made);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);

    // sealed by a keystore that is not there any more
    const sealed = await openSecretStore(join(dir.path, 'sealed.json'), {
      isAvailable: () => Promise.resolve(true),
      seal: (text) => Promise.resolve(Buffer.from(text).toString('base64')),
      open: (text) => Promise.resolve(Buffer.from(text, 'base64').toString()),
    });
    await recordingKeyIn(sealed, () => false)();
    expect(readFileSync(join(dir.path, 'sealed.json'), 'utf8')).toContain('"sealed": true');
    const locked = await openSecretStore(join(dir.path, 'sealed.json'), null);
    await expect(recordingKeyIn(locked, () => false)()).rejects.toThrow(/keystore/);

    // a damaged file is put aside: no new key while there is something that the old one sealed
    const kept = readFileSync(file, 'utf8');
    writeFileSync(file, kept.slice(0, -20));
    const damaged = await openSecretStore(file, null);
    let hasRecordings = true;
    const key = recordingKeyIn(damaged, () => hasRecordings);
    await expect(key()).rejects.toThrow(/no key of theirs/);
    expect(damaged.has('recordings')).toBe(false);
    // put back, it is the old one; with nothing left to lose, there is a new one
    writeFileSync(file, kept);
    expect(await (await keyIn())()).toEqual(made);
    hasRecordings = false;
    expect(await key()).not.toEqual(made);
  } finally {
    dir.remove();
  }
});
