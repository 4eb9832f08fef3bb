import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Located } from './locate-servers.ts';
import { retryMs, ServerNames } from './server-names.ts';

let zone: Located | Error;
let asked: string[];
let changes: number;
let names: ServerNames;
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  changes = 0;
  names = new ServerNames({
    locate(scheme, domain) {
      asked.push(`${scheme}:${domain}`);
      return zone instanceof Error ? Promise.reject(zone) : Promise.resolve(zone);
    },
    now: () => Date.now(),
    after(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    onChange: () => (changes += 1),
    log: () => undefined,
  });
});
afterEach(() => {
  names.stop();
  vi.useRealTimers();
});

const list = ['sips:example.com', 'wss://fixed/'];

test('a domain stands for its servers, in its place of the list; addresses stay as they are', async () => {
  zone = { urls: ['wss://a/', 'wss://b/', 'wss://fixed/'], ttl: 60 };
  expect(await names.follow(list)).toEqual(['wss://a/', 'wss://b/', 'wss://fixed/']);
  expect(changes).toBe(1);
});

test('asked again when its time is over, and only then; another order alone changes nothing', async () => {
  zone = { urls: ['wss://a/', 'wss://b/'], ttl: 60 };
  await names.follow(list);
  await names.follow(list);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(asked).toHaveLength(1);
  zone = { urls: ['wss://b/', 'wss://a/'], ttl: 60 };
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toHaveLength(2);
  expect(changes).toBe(1);
  expect(names.known(list)).toEqual(['wss://a/', 'wss://b/', 'wss://fixed/']);
  zone = { urls: ['wss://c/'], ttl: 60 };
  await vi.advanceTimersByTimeAsync(60_000);
  expect(changes).toBe(2);
  expect(names.known(list)).toEqual(['wss://c/', 'wss://fixed/']);
});

test('DNS that fails, or names nothing: what was known stays, the rest of the list is there, and it is tried again', async () => {
  zone = new Error('no answer');
  expect(await names.follow(list)).toEqual(['wss://fixed/']);
  zone = { urls: ['wss://a/'], ttl: 20 };
  await vi.advanceTimersByTimeAsync(retryMs);
  expect(changes).toBe(1);
  for (const gone of [new Error('no answer'), { urls: [], ttl: Number.POSITIVE_INFINITY }]) {
    zone = gone;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(names.known(list)).toEqual(['wss://a/', 'wss://fixed/']);
  }
});

test('DNS that hangs keeps nobody waiting', async () => {
  zone = { urls: [], ttl: 1 };
  const hanging = new ServerNames({
    locate: () => new Promise(() => undefined),
    now: () => Date.now(),
    after(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    onChange: () => undefined,
    log: () => undefined,
  });
  const known = hanging.follow(list);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await known).toEqual(['wss://fixed/']);
});

test('another list, or the end: the old names are followed no more', async () => {
  zone = { urls: ['wss://a/'], ttl: 10 };
  await names.follow(list);
  await names.follow(['wss://fixed/']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
});

test('looked up for a test of the line first: no phone is told, and once it is followed it is asked again in time', async () => {
  zone = { urls: ['wss://a/'], ttl: 60 };
  await names.look(list);
  expect(changes).toBe(0);
  await names.follow(list);
  zone = { urls: ['wss://b/'], ttl: 60 };
  await vi.advanceTimersByTimeAsync(61_000);
  expect(names.known(list)).toEqual(['wss://b/', 'wss://fixed/']);
  expect(changes).toBe(1);
});
