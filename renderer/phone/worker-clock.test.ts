import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerClock, type TimerPort, type ToTimerWorker } from './worker-clock.ts';

/** A worker whose time the spec moves. */
class FakeWorker implements TimerPort {
  readonly sent: ToTimerWorker[] = [];
  isTerminated = false;
  readonly #target = new EventTarget();
  addEventListener(type: string, listener: (event: never) => void): void {
    this.#target.addEventListener(type, listener as (event: Event) => void);
  }
  postMessage(message: ToTimerWorker): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.isTerminated = true;
  }
  say(data: unknown): void {
    this.#target.dispatchEvent(new MessageEvent('message', { data }));
  }
  break(): void {
    this.#target.dispatchEvent(new Event('error'));
  }
}

let worker: FakeWorker;
let problems: string[];
const make = (): WorkerClock =>
  new WorkerClock({ createWorker: () => worker, onProblem: (message) => problems.push(message) });

beforeEach(() => {
  vi.useFakeTimers();
  worker = new FakeWorker();
  problems = [];
});
afterEach(() => void vi.useRealTimers());

describe('a clock in a worker', () => {
  it('leaves all counting to the worker once that is there', () => {
    const clock = make();
    worker.say({ kind: 'ready' });
    const done = vi.fn();
    clock.after(100, done);
    const tick = vi.fn();
    const cancel = clock.every(1000, tick);
    expect(worker.sent).toEqual([
      { kind: 'after', id: 1, ms: 100 },
      { kind: 'every', id: 2, ms: 1000 },
    ]);
    vi.advanceTimersByTime(60_000);
    expect(done).not.toHaveBeenCalled();
    worker.say({ kind: 'due', id: 1 });
    worker.say({ kind: 'due', id: 1 });
    worker.say({ kind: 'due', id: 2 });
    worker.say({ kind: 'due', id: 2 });
    expect(done).toHaveBeenCalledTimes(1);
    expect(tick).toHaveBeenCalledTimes(2);
    cancel();
    expect(worker.sent.at(-1)).toEqual({ kind: 'stop', id: 2 });
    // one that was already under way
    worker.say({ kind: 'due', id: 2 });
    expect(tick).toHaveBeenCalledTimes(2);
  });

  it('counts in the page until the worker is there, and hands over the rest', () => {
    const clock = make();
    const first = vi.fn();
    const second = vi.fn();
    clock.after(50, first);
    clock.after(500, second);
    vi.advanceTimersByTime(60);
    expect(first).toHaveBeenCalledTimes(1);
    worker.say({ kind: 'ready' });
    expect(worker.sent).toEqual([{ kind: 'after', id: 2, ms: 440 }]);
    vi.advanceTimersByTime(1000);
    expect(second).not.toHaveBeenCalled();
    worker.say({ kind: 'due', id: 2 });
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('takes the timers back when the worker fails, and says so', () => {
    const clock = make();
    worker.say({ kind: 'ready' });
    const done = vi.fn();
    const tick = vi.fn();
    clock.after(500, done);
    clock.every(100, tick);
    vi.advanceTimersByTime(200);
    worker.break();
    expect(worker.isTerminated).toBe(true);
    expect(problems).toHaveLength(1);
    expect(clock.isUnthrottled).toBe(false);
    vi.advanceTimersByTime(299);
    expect(done).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(done).toHaveBeenCalledTimes(1);
    expect(tick).toHaveBeenCalledTimes(3);
  });

  it('does without where there are no workers', () => {
    const clock = new WorkerClock({
      createWorker: () => {
        throw new Error('no workers here');
      },
      onProblem: (message) => problems.push(message),
    });
    const done = vi.fn();
    clock.after(5, done);
    vi.advanceTimersByTime(5);
    expect(done).toHaveBeenCalledTimes(1);
    expect(problems[0]).toContain('no workers here');
  });

  it('is not led astray by messages that mean nothing', () => {
    const clock = make();
    worker.say(null);
    worker.say({ kind: 'due' });
    worker.say({ kind: 'due', id: 7 });
    worker.say('ready');
    expect(clock.isUnthrottled).toBe(false);
  });
});
