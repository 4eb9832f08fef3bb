/**
 * A clock whose timers run in a worker, so that a hidden page is on time. Until the worker is there, and should it ever fail,
 * the page's own timers do the work: late is better than never. Must not know what the timers are for.
 */
import { systemClock, type Clock } from './clock.ts';

export type ToTimerWorker =
  | { readonly kind: 'after' | 'every'; readonly id: number; readonly ms: number }
  | { readonly kind: 'stop'; readonly id: number };
export type FromTimerWorker = { readonly kind: 'ready' } | { readonly kind: 'due'; readonly id: number };

/** The part of Worker that is used; tests pass their own. */
export interface TimerPort {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void;
  postMessage(message: ToTimerWorker): void;
  terminate(): void;
}

interface Timer {
  readonly kind: 'after' | 'every';
  readonly ms: number;
  readonly dueAt: number;
  readonly task: () => void;
  /** null: the worker counts */
  own: (() => void) | null;
}

export interface WorkerClockOptions {
  /** throws, or reports an error later, where workers cannot be had */
  readonly createWorker: () => TimerPort;
  readonly fallback?: Clock;
  readonly onProblem: (message: string) => void;
}

export class WorkerClock implements Clock {
  readonly #fallback: Clock;
  readonly #timers = new Map<number, Timer>();
  readonly #onProblem: (message: string) => void;
  #worker: TimerPort | null = null;
  #isReady = false;
  #lastId = 0;

  constructor({ createWorker, fallback = systemClock, onProblem }: WorkerClockOptions) {
    this.#fallback = fallback;
    this.#onProblem = onProblem;
    try {
      const worker = createWorker();
      worker.addEventListener('message', ({ data }) => this.#receive(data));
      worker.addEventListener('error', () => this.#fail('the timer worker failed'));
      worker.addEventListener('messageerror', () => this.#fail('the timer worker cannot be understood'));
      this.#worker = worker;
    } catch (error) {
      onProblem(`no timer worker: ${String(error)}`);
    }
  }

  /** Does the worker count? (else the page does) */
  get isUnthrottled(): boolean {
    return this.#isReady;
  }

  now(): number {
    return this.#fallback.now();
  }
  after(ms: number, task: () => void): () => void {
    return this.#start('after', ms, task);
  }
  every(ms: number, task: () => void): () => void {
    return this.#start('every', ms, task);
  }

  #start(kind: Timer['kind'], ms: number, task: () => void): () => void {
    const id = (this.#lastId += 1);
    const timer: Timer = { kind, ms, dueAt: this.now() + ms, task, own: null };
    this.#timers.set(id, timer);
    if (this.#isReady) this.#worker?.postMessage({ kind, id, ms });
    else this.#countHere(id, timer, ms);
    return () => {
      if (!this.#timers.delete(id)) return;
      if (timer.own === null) this.#worker?.postMessage({ kind: 'stop', id });
      else timer.own();
    };
  }

  #countHere(id: number, timer: Timer, ms: number): void {
    const due = (): void => this.#due(id);
    timer.own = timer.kind === 'after' ? this.#fallback.after(ms, due) : this.#fallback.every(ms, due);
  }

  #due(id: number): void {
    const timer = this.#timers.get(id);
    // cancelled while its message was under way
    if (timer === undefined) return;
    if (timer.kind === 'after') this.#timers.delete(id);
    timer.task();
  }

  #receive(data: unknown): void {
    if (typeof data !== 'object' || data === null || !('kind' in data)) return;
    if (data.kind === 'due' && 'id' in data && typeof data.id === 'number') this.#due(data.id);
    else if (data.kind === 'ready') this.#handOver();
  }

  /** What the page began to count, the worker goes on with. */
  #handOver(): void {
    this.#isReady = true;
    for (const [id, timer] of this.#timers) {
      timer.own?.();
      timer.own = null;
      const ms = timer.kind === 'every' ? timer.ms : Math.max(0, timer.dueAt - this.now());
      this.#worker?.postMessage({ kind: timer.kind, id, ms });
    }
  }

  #fail(why: string): void {
    const worker = this.#worker;
    if (worker === null) return;
    this.#worker = null;
    this.#isReady = false;
    worker.terminate();
    this.#onProblem(`${why}: timers run in the page from now on`);
    for (const [id, timer] of this.#timers)
      if (timer.own === null)
        this.#countHere(id, timer, timer.kind === 'every' ? timer.ms : Math.max(0, timer.dueAt - this.now()));
  }
}

/** A worker of this page where there is such a thing. */
export function pageClock(onProblem: (message: string) => void): WorkerClock {
  return new WorkerClock({
    createWorker: () => new Worker(new URL('./timer-worker.ts', import.meta.url), { type: 'module' }),
    onProblem,
  });
}
