/** The store's end of the writer thread: tickets for what is under way, and a new thread when the old one dies. */
import { Worker } from 'node:worker_threads';
import type { DeskEvent } from '../../core/event/event.ts';
import { StoreError, StoreOpenError } from './store-error.ts';
import type { Appended, RebuildReport, StoreLog } from './store.ts';
import type { Expired, Expiring, FromWriter, StoreCounts, ToWriter, WriterData } from './writer-messages.ts';

interface WriterOptions extends WriterData {
  readonly worker: string | URL;
  readonly log: StoreLog;
}

interface Waiting {
  resolve(message: FromWriter): void;
  reject(error: StoreError): void;
}

type Opened = Extract<FromWriter, { kind: 'opened' }>;
type Ask<T> = T extends { ticket: number } ? Omit<T, 'ticket'> : never;

/** Pauses before a new thread is tried; after the last one the writer stays stopped. */
const restartPauses = [0, 100, 500, 2_000, 5_000];

export class WriterClient {
  readonly #options: WriterOptions;
  readonly #waiting = new Map<number, Waiting>();
  #ticket = 0;
  #worker: Worker;
  #opened: Promise<Opened>;
  #ended: Promise<void> = Promise.resolve();
  #deaths = 0;
  #isClosing = false;
  /** a store that could not be opened at all is not tried again: what is wrong has to be told first */
  #wasOpened = false;

  constructor(options: WriterOptions) {
    this.#options = options;
    [this.#worker, this.#opened] = this.#start();
  }

  opened(): Promise<Opened> {
    return this.#opened;
  }

  /** The worker thread itself, for tests that kill it. */
  get worker(): Worker {
    return this.#worker;
  }

  #start(): [Worker, Promise<Opened>] {
    const { paths, maxLogPages, log } = this.#options;
    const worker = new Worker(this.#options.worker, {
      workerData: { paths, maxLogPages } satisfies WriterData,
      execArgv: [],
      name: 'store-writer',
    });
    const opened = new Promise<Opened>((resolve, reject) => {
      worker.on('message', (message: FromWriter) => {
        switch (message.kind) {
          case 'opened':
            this.#wasOpened = true;
            resolve(message);
            return;
          case 'not-opened':
            reject(new StoreOpenError(message.code, message.detail));
            return;
          case 'warn':
            log.warn(message.message);
            return;
          default: {
            const waiting = this.#waiting.get(message.ticket);
            this.#waiting.delete(message.ticket);
            // a durable append proves the thread sound: later deaths start with short pauses again
            if (message.kind === 'appended') this.#deaths = 0;
            if (message.kind === 'failed') waiting?.reject(new StoreError(message.cause, message.detail));
            else waiting?.resolve(message);
          }
        }
      });
      worker.on('error', (error) => log.error(`the store's writer failed: ${String(error)}`));
      this.#ended = new Promise((ended) => {
        worker.once('exit', (code) => {
          reject(new StoreOpenError('failed', `the store's writer ended with code ${code}`));
          this.#died();
          ended();
        });
      });
    });
    // whoever appends hears of it; without this a restart that fails would end the process
    opened.catch(() => undefined);
    return [worker, opened];
  }

  /** What was under way may or may not be durable: the sender sends it again, which is harmless. */
  #died(): void {
    const left = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const waiting of left) waiting.reject(new StoreError('stopped', "the store's writer stopped"));
    if (this.#isClosing || !this.#wasOpened) return;
    const pause = restartPauses[this.#deaths];
    this.#deaths += 1;
    if (pause === undefined) {
      this.#opened = Promise.reject(new StoreOpenError('failed', "the store's writer stopped again and again"));
      this.#opened.catch(() => undefined);
      return;
    }
    this.#opened = new Promise((resolve) => {
      setTimeout(resolve, pause).unref();
    }).then(() => {
      if (this.#isClosing) throw new StoreOpenError('failed', 'the store is closing');
      const [worker, opened] = this.#start();
      this.#worker = worker;
      return opened;
    });
    this.#opened.catch(() => undefined);
  }

  async #ask(message: Ask<ToWriter>): Promise<FromWriter> {
    if (this.#isClosing) throw new StoreError('stopped', 'the store is closed');
    try {
      await this.#opened;
    } catch (error) {
      if (!(error instanceof StoreOpenError)) throw error;
      const { code, detail } = error;
      throw new StoreError(code === 'failed' || code === 'newer' ? 'stopped' : code, detail);
    }
    this.#ticket += 1;
    const ticket = this.#ticket;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { resolve, reject });
      this.#worker.postMessage({ ...message, ticket });
    });
  }

  async append(events: readonly DeskEvent[]): Promise<Appended> {
    if (events.length === 0) return { seqs: [], seq: 0 };
    const answer = await this.#ask({ kind: 'append', events });
    if (answer.kind !== 'appended') throw new StoreError('stopped', `unexpected answer ${answer.kind}`);
    return { seqs: answer.seqs, seq: answer.seqs.reduce((a, b) => Math.max(a, b), 0) };
  }

  async rebuild(): Promise<RebuildReport> {
    const answer = await this.#ask({ kind: 'rebuild' });
    if (answer.kind !== 'rebuilt') throw new StoreError('stopped', `unexpected answer ${answer.kind}`);
    return answer.report;
  }

  async counts(): Promise<StoreCounts> {
    const answer = await this.#ask({ kind: 'counts' });
    if (answer.kind !== 'counts') throw new StoreError('stopped', `unexpected answer ${answer.kind}`);
    return answer.counts;
  }

  async expire(slice: Expiring): Promise<Expired> {
    const answer = await this.#ask({ kind: 'expire', ...slice });
    if (answer.kind !== 'expired') throw new StoreError('stopped', `unexpected answer ${answer.kind}`);
    return answer;
  }

  /** Ends the thread after what is queued; appends that have not been posted yet are refused. */
  async close(): Promise<void> {
    if (this.#isClosing) return this.#ended;
    this.#isClosing = true;
    this.#worker.postMessage({ kind: 'close' } satisfies ToWriter);
    await this.#ended;
  }
}
