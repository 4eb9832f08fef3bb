/** A page dies while the desk service is away: the next page sends what it had, once, in order, with the same ids. */
import { ulid } from 'ulid';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { EventQueue, type CallFact } from './event-queue.ts';
import { KeptEvents, type KeptEventsOptions } from './kept-events.ts';
import type { KnownCall } from './cards.ts';
import type { PhoneEvent } from './phone-desk.ts';

type Area = NonNullable<KeptEventsOptions['storage']>;

/** What Web Storage promises, with a limit of entries in place of bytes. */
class MemoryStorage implements Area {
  readonly entries = new Map<string, string>();
  limit = Number.POSITIVE_INFINITY;
  get length(): number {
    return this.entries.size;
  }
  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.entries.size >= this.limit) throw new DOMException('full', 'QuotaExceededError');
    this.entries.set(key, value);
  }
  removeItem(key: string): void {
    this.entries.delete(key);
  }
}

const call = ulid();
const input: KnownCall['input'] = {
  call,
  direction: 'in',
  fromUser: '13800138000',
  fromName: '',
  assertedUser: null,
  assertedName: null,
  verstat: null,
};
const fact = (at: number): CallFact => ({
  v: 1,
  id: ulid(),
  at,
  line: 'main',
  call,
  type: 'call.answered',
  data: { ringMs: at },
});

let storage: MemoryStorage;
let isDown: boolean;
let sent: PhoneEvent[];
let problems: string[];
const queues: EventQueue[] = [];

function openPage(name: string, known: KnownCall | null = { number: '+8613800138000', input }) {
  const log = (message: string): void => void problems.push(message);
  const kept = new KeptEvents({ storage, page: name, log });
  const numbers = new Map<string, string>();
  const queue = new EventQueue({
    desk: {
      hello: () =>
        isDown ? Promise.reject(new Error('down')) : Promise.resolve({ desk: 'desk-1', person: { name: name } }),
      report: (events) => {
        sent.push(...events);
        return Promise.resolve({});
      },
    },
    clock: systemClock,
    random: () => 0,
    numberOf: (of) => Promise.resolve(numbers.get(of) ?? '+8613800138000'),
    keep: (each) => kept.keep({ fact: each, known }),
    drop: (id) => kept.drop(id),
    onChange: () => undefined,
    onProblem: log,
  });
  queues.push(queue);
  const left = kept.takeOver();
  for (const each of left) numbers.set(each.fact.call, each.known.number ?? `asked by ${each.known.input.fromUser}`);
  queue.takeOver(left.map((each) => each.fact));
  return queue;
}

beforeEach(() => {
  vi.useFakeTimers();
  storage = new MemoryStorage();
  isDown = false;
  sent = [];
  problems = [];
});
afterEach(() => {
  for (const queue of queues.splice(0)) queue.stop();
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(10);

test('what is acknowledged is kept no longer', async () => {
  const queue = openPage('one');
  queue.add(fact(1));
  await settle();
  expect(sent).toHaveLength(1);
  expect(storage.length).toBe(0);
});

test('the next page sends what a dead one could not, before its own events', async () => {
  isDown = true;
  const dead = openPage('one');
  const facts = [fact(3), fact(1), fact(2)];
  for (const each of facts) dead.add(each);
  await settle();
  dead.stop();
  expect(storage.length).toBe(3);

  const next = openPage('two');
  const own = fact(4);
  next.add(own);
  await settle();
  expect(next.unsent).toBe(4);
  isDown = false;
  next.retryNow();
  await settle();
  expect(sent.map(({ id }) => id)).toEqual([...facts, own].map(({ id }) => id));
  expect(sent[0]).toMatchObject({ desk: 'desk-1', author: 'two', number: '+8613800138000', data: { ringMs: 3 } });
  expect(storage.length).toBe(0);
  // a third page has nothing left to do
  expect(openPage('three').unsent).toBe(0);
});

test('a call that nobody could judge is asked after by its headers', async () => {
  isDown = true;
  openPage('one', { number: null, input }).add(fact(1));
  await settle();
  isDown = false;
  openPage('two');
  await settle();
  expect(sent).toMatchObject([{ number: 'asked by 13800138000' }]);
});

test('what cannot be read or sent is dropped and said, and blocks nothing', async () => {
  isDown = true;
  openPage('one').add(fact(1));
  openPage('other', null).add({ ...fact(2), call: ulid() });
  await settle();
  storage.entries.set('linewarden-event:zero:000000000', '{"fact": 1}');
  storage.entries.set('linewarden-event:zero:000000001', 'not JSON');
  storage.entries.set('another-key', 'stays');
  isDown = false;
  openPage('two');
  await settle();
  expect(sent).toHaveLength(1);
  expect([...storage.entries.keys()]).toEqual(['another-key']);
  expect(problems.filter((problem) => problem.includes('cannot be read'))).toHaveLength(2);
  expect(problems.filter((problem) => problem.includes('nobody knows'))).toHaveLength(1);
});

test('a full storage costs only the keeping, and is said once', async () => {
  isDown = true;
  storage.limit = 1;
  const queue = openPage('one');
  for (let at = 1; at <= 4; at += 1) queue.add(fact(at));
  await settle();
  expect(problems.filter((problem) => problem.includes('not kept'))).toHaveLength(1);
  isDown = false;
  queue.retryNow();
  await settle();
  expect(sent).toHaveLength(4);
  expect(storage.length).toBe(0);
});
