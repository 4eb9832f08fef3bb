/** The store's end of the reader thread: one promise a long read, and a new thread at the next read when one has died. */
import { Worker } from 'node:worker_threads';
import { StoreError } from './store-error.ts';
import type { FromReader, QueryName, ReaderData, ReaderQueries, ToReader } from './reader-messages.ts';
import type { StoreLog } from './store.ts';

export type Searches = {
  readonly [N in QueryName]: (input: ReaderQueries[N]['input']) => Promise<ReaderQueries[N]['output']>;
};

interface ReaderOptions extends ReaderData {
  readonly worker: string | URL;
  readonly log: StoreLog;
}

interface Waiting {
  resolve(output: unknown): void;
  reject(error: StoreError): void;
}

interface Thread {
  readonly worker: Worker;
  readonly opened: Promise<void>;
  readonly ended: Promise<void>;
}

export class ReaderClient {
  readonly #options: ReaderOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly searches: Searches;
  #ticket = 0;
  #thread: Thread | null = null;
  #isClosing = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    const bind =
      <N extends QueryName>(name: N) =>
      (input: ReaderQueries[N]['input']) =>
        this.#ask(name, input) as Promise<ReaderQueries[N]['output']>;
    this.searches = {
      history: bind('history'),
      timeline: bind('timeline'),
      lists: bind('lists'),
      impact: bind('impact'),
      contacts: bind('contacts'),
      escalations: bind('escalations'),
      today: bind('today'),
      eventsOf: bind('eventsOf'),
      agedNumbers: bind('agedNumbers'),
      backupLog: bind('backupLog'),
      check: bind('check'),
    };
  }

  async opened(): Promise<void> {
    this.#thread ??= this.#start();
    await this.#thread.opened;
  }

  check(): Promise<string | null> {
    return this.searches.check({});
  }

  #start(): Thread {
    const worker = new Worker(this.#options.worker, {
      workerData: { paths: this.#options.paths } satisfies ReaderData,
      execArgv: [],
      name: 'store-reader',
    });
    let resolveEnded: () => void;
    const ended = new Promise<void>((resolve) => {
      resolveEnded = resolve;
    });
    const opened = new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromReader) => {
        switch (message.kind) {
          case 'opened':
            resolve();
            return;
          case 'not-opened':
            reject(new StoreError(message.cause, message.detail));
            return;
          case 'answer':
            this.#take(message.ticket)?.resolve(message.output);
            return;
          case 'failed':
            this.#take(message.ticket)?.reject(new StoreError(message.cause, message.detail));
            return;
          default:
            message satisfies never;
        }
      });
      worker.on('error', (error) => this.#options.log.error(`the store's reader failed: ${String(error)}`));
      worker.once('exit', (code) => {
        const stopped = new StoreError('stopped', `the store's reader ended with code ${code}`);
        reject(stopped);
        this.#thread = null;
        for (const ticket of [...this.#waiting.keys()]) this.#take(ticket)?.reject(stopped);
        resolveEnded();
      });
    });
    opened.catch(() => undefined);
    return { worker, opened, ended };
  }

  #take(ticket: number): Waiting | undefined {
    const waiting = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    return waiting;
  }

  async #ask(name: QueryName, input: unknown): Promise<unknown> {
    if (this.#isClosing) throw new StoreError('stopped', 'the store is closed');
    this.#thread ??= this.#start();
    const { worker, opened } = this.#thread;
    await opened;
    this.#ticket += 1;
    const ticket = this.#ticket;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { resolve, reject });
      worker.postMessage({ kind: 'query', ticket, name, input } satisfies ToReader);
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const thread = this.#thread;
    if (thread === null) return;
    thread.worker.postMessage({ kind: 'close' } satisfies ToReader);
    await thread.ended;
  }
}
