/** The clock that deletes, over real files: what one start has seen, the next one knows. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { tempDir } from '../store/test-support/temp-store.ts';
import { SeenClock } from './seen-clock.ts';
import { TestDesks } from './test-support/test-desk.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 24, 8);
let dir: ReturnType<typeof tempDir>;
let now: number;
let ran: number;
let told: string[];

beforeEach(() => {
  dir = tempDir();
  now = start;
  ran = 0;
  told = [];
});
afterEach(() => dir.remove());

const file = (): string => join(dir.path, 'seen-time.json');
const open = (newest: number | null = null): SeenClock =>
  new SeenClock({
    file: file(),
    newest: () => newest,
    now: () => now,
    running: () => ran,
    log: {
      info: (message: unknown) => told.push(String(message)),
      warn: (message: unknown) => told.push(String(message)),
    },
  });
function pass(clock: SeenClock, hours: number): number {
  let at = 0;
  for (let passed = 0; passed < hours; passed += 1) {
    now += hour;
    ran += hour;
    at = clock.now();
  }
  return at;
}

test('the first start of an empty desk believes the clock', () => {
  expect(open().now()).toBe(start);
  expect(told).toEqual([]);
});

test('a start with a clock far ahead is told, and believed after 24 hours of running, over two starts', () => {
  open().now();
  now = start + 200 * day;
  const clock = open();
  expect(clock.now()).toBe(start);
  expect(told).toEqual([expect.stringContaining('200 days ahead')]);
  expect(pass(clock, 10)).toBe(start + 10 * hour);
  const again = open();
  expect(again.now()).toBe(start + 10 * hour);
  expect(pass(again, 13)).toBe(start + 23 * hour);
  expect(pass(again, 1)).toBe(start + 200 * day + 24 * hour);
  expect(told).toHaveLength(2);
});

test('a clock that is put right in time has deleted nothing', () => {
  open().now();
  now = start + 200 * day;
  expect(open().now()).toBe(start);
  now = start + hour;
  expect(open().now()).toBe(start + hour);
});

test('a desk that has no such file, or a damaged one, goes by the newest thing in its log', () => {
  now = start + 30 * day;
  expect(open(start).now()).toBe(start);
  writeFileSync(file(), '{"v":1,"at":');
  expect(open(start + 29 * day).now()).toBe(now);
  // written by a clock that was ahead
  writeFileSync(file(), '{"v":2}');
  expect(open(start + 400 * day).now()).toBe(now);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ v: 1, at: now, doubt: null });
});

test('a folder that cannot be written: told to the log, and still no time is believed that was not seen', () => {
  open().now();
  now = start + 30 * day;
  const clock = new SeenClock({
    file: join(dir.path, 'nowhere', 'seen-time.json'),
    newest: () => start,
    now: () => now,
    running: () => ran,
    log: { info: () => undefined, warn: (message: unknown) => told.push(String(message)) },
  });
  expect(clock.now()).toBe(start);
  expect(told).toEqual([expect.stringContaining('days ahead'), expect.stringContaining('not kept')]);
});

describe('on a whole desk', () => {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const idAt = (ms: number): string =>
    Array.from({ length: 10 }, (_, place) => digits[Math.floor(ms / 32 ** (9 - place)) % 32]).join('') + '0'.repeat(16);
  let desks: TestDesks;
  beforeEach(() => {
    desks = new TestDesks();
  });
  afterEach(() => desks.remove());

  it('a clock that has leapt removes neither calls nor recordings, one that is believed does', async () => {
    const first = await desks.start();
    const { files } = first.profile;
    await desks.stop();
    const today = Date.now();
    // kept for 90 and 180 days; half a year and more ago by the clock, less by the time that was seen last
    const old = today - 185 * day;
    const recording = join(files.recordings, `${idAt(old)}.lwr`);
    mkdirSync(files.recordings, { recursive: true });
    writeFileSync(recording, 'x');
    const seen = (at: number): void => writeFileSync(files.seenTime, JSON.stringify({ v: 1, at, doubt: null }));

    seen(today - 120 * day);
    const leapt = await desks.start();
    const call = idAt(old);
    const number = '+8613800138000';
    const envelope = { v: 1, id: call, at: old, desk: 'd', author: 'Agent', line: 'practice', call, number } as const;
    const data = { direction: 'in', display: '', claimedName: '', sipCallId: 'a' } as const;
    const ended = { by: 'caller', outcome: 'missed', status: null, ringMs: 1, talkMs: 0 } as const;
    await leapt.client.calls.report({
      events: [
        { ...envelope, type: 'call.started', data },
        { ...envelope, id: idAt(old + 1), type: 'call.ended', data: ended },
      ],
    });
    const calls = async (client: typeof leapt.client) => (await client.calls.number({ number })).card.history.calls;
    expect(await calls(leapt.client)).toBe(1);
    // a shorter policy looks at once: 100 days back from what was seen last, not from the clock
    await leapt.client.settings.setPolicy({ keepDays: 100, recordKeepDays: 100 });
    await desks.stop();
    expect(existsSync(recording)).toBe(true);
    expect(readFileSync(join(files.logs, 'linewarden.log'), 'utf8')).toContain('120 days ahead');

    seen(today);
    const believed = await desks.start();
    await expect.poll(() => existsSync(recording)).toBe(false);
    await expect.poll(() => calls(believed.client)).toBe(0);
  });
});
