import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { EventQueue, maxUnsent, type CallFact } from './event-queue.ts';
import type { PhoneEvent } from './phone-desk.ts';

const call = ulid();
const fact = (at: number): CallFact => ({
  v: 1,
  id: ulid(),
  at,
  line: 'main',
  call,
  type: 'call.answered',
  data: { ringMs: at },
});

class Desk {
  isDown = false;
  readonly kept: PhoneEvent[] = [];
  refuse: ((events: readonly PhoneEvent[]) => boolean) | null = null;
  hangs = false;
  hello(): Promise<{ desk: string; person: { name: string } }> {
    return this.isDown
      ? Promise.reject(new Error('down'))
      : Promise.resolve({ desk: 'desk-1', person: { name: 'Alice' } });
  }
  report(events: readonly PhoneEvent[]): Promise<unknown> {
    if (this.hangs) return new Promise(() => undefined);
    if (this.refuse?.(events) === true) return Promise.reject(Object.assign(new Error('no'), { code: 'BAD_REQUEST' }));
    for (const event of events) if (!this.kept.some(({ id }) => id === event.id)) this.kept.push(event);
    return Promise.resolve({});
  }
}

let desk: Desk;
let problems: string[];
let queue: EventQueue;
beforeEach(() => {
  vi.useFakeTimers();
  desk = new Desk();
  problems = [];
  queue = new EventQueue({
    desk,
    clock: systemClock,
    random: () => 0,
    numberOf: () => Promise.resolve('+8613800138000'),
    onChange: () => undefined,
    keep: () => undefined,
    drop: () => undefined,
    onProblem: (message) => problems.push(message),
  });
});
afterEach(() => {
  queue.stop();
  vi.useRealTimers();
});

describe('events of calls', () => {
  it('reach the desk service in order, with desk, author and number', async () => {
    for (let at = 1; at <= 200; at += 1) queue.add(fact(at));
    await vi.advanceTimersByTimeAsync(10);
    expect(desk.kept.map(({ at }) => at)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
    expect(desk.kept[0]).toMatchObject({ desk: 'desk-1', author: 'Alice', number: '+8613800138000' });
    expect(queue.unsent).toBe(0);
  });

  it('wait while the desk service is away, and arrive once each when it is back', async () => {
    desk.isDown = true;
    queue.add(fact(1));
    queue.add(fact(2));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queue.unsent).toBe(2);
    desk.isDown = false;
    queue.retryNow();
    await vi.advanceTimersByTimeAsync(10);
    expect(desk.kept.map(({ at }) => at)).toEqual([1, 2]);
    expect(queue.unsent).toBe(0);
  });

  it('are sent again with the same ids when the acknowledgement never came', async () => {
    desk.hangs = true;
    const one = fact(1);
    queue.add(one);
    await vi.advanceTimersByTimeAsync(5100);
    desk.hangs = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(desk.kept.map(({ id }) => id)).toEqual([one.id]);
  });

  it('that the desk service will never take do not block those behind them', async () => {
    const bad = fact(1);
    desk.refuse = (events) => events.some(({ id }) => id === bad.id);
    queue.add(bad);
    queue.add(fact(2));
    await vi.advanceTimersByTimeAsync(10);
    expect(desk.kept.map(({ at }) => at)).toEqual([2]);
    expect(problems.join()).toContain('refused');
  });

  it('do not go with the one beside them that is refused', async () => {
    desk.isDown = true;
    const bad = fact(5);
    for (let at = 1; at <= 4; at += 1) queue.add(fact(at));
    queue.add(bad);
    for (let at = 6; at <= 100; at += 1) queue.add(fact(at));
    await vi.advanceTimersByTimeAsync(10);
    desk.refuse = (events) => events.some(({ id }) => id === bad.id);
    desk.isDown = false;
    queue.retryNow();
    await vi.advanceTimersByTimeAsync(10);
    expect(desk.kept.map(({ at }) => at)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1).filter((n) => n !== 5));
    expect(queue.unsent).toBe(0);
  });

  it('are bounded: the oldest go, and the log says so', async () => {
    desk.isDown = true;
    for (let at = 0; at < maxUnsent + 3; at += 1) queue.add(fact(at));
    expect(queue.unsent).toBe(maxUnsent);
    expect(problems.filter((message) => message.includes('dropped'))).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(0);
  });
});
