/**
 * The store: the event log (truth, `log.db`) and the tables folded from it (`projections.db`), both owned by a writer
 * thread; long reads have a reader thread; point look-ups run on the caller's thread. Nothing here knows a feature.
 */
import type { Warning } from '../../core/contract/word-ids.ts';
import type { DeskEvent } from '../../core/event/event.ts';
import { expireInSlices } from './expire-in-slices.ts';
import { makeFolder } from '../profile/profile-dir.ts';
import { PointReads } from './point-reads.ts';
import { ReaderClient } from './reader-client.ts';
import type { Searches } from './reader-client.ts';
import { storePaths } from './store-paths.ts';
import { toOpenError } from './store-error.ts';
import { WriterClient } from './writer-client.ts';
import type { StoreCounts } from './writer-messages.ts';

/** Where the worker threads' code is: `.ts` files when run from source, bundled `.cjs` in the product. */
export interface StoreWorkers {
  readonly writer: string | URL;
  readonly reader: string | URL;
}

export interface StoreLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface StoreOptions {
  readonly profileDir: string;
  readonly workers: StoreWorkers;
  readonly log: StoreLog;
  /** tests only: SQLite's page limit for log.db, which makes a disk that is full */
  readonly maxLogPages?: number;
}

export interface Appended {
  /** sequence number of each event in the order given; an event already kept has the one it had, an erased one 0 */
  readonly seqs: readonly number[];
  /** the greatest of them */
  readonly seq: number;
}

export interface RebuildReport {
  readonly events: number;
  readonly ms: number;
  /** rows a table */
  readonly rows: Readonly<Record<string, number>>;
}

export interface Store {
  /**
   * Keeps all of these events or none. Resolves once they are durable and, unless the projections' disk fails, folded.
   * An event whose id is kept already is acknowledged and not kept again. Rejects with StoreError.
   */
  append(events: readonly DeskEvent[]): Promise<Appended>;
  /** Synchronous point look-ups, µs each. */
  readonly reads: PointReads;
  /** Long reads, on a thread of their own. */
  readonly searches: Searches;
  /** Folds the whole log again. Appends wait. */
  rebuild(): Promise<RebuildReport>;
  /** Removes what has been kept since before `before` (ms) and is in force no longer, in slices: appends go between them. */
  expire(before: number): Promise<{ readonly events: number }>;
  counts(): Promise<StoreCounts>;
  /** A consistent copy of the log (the projections follow from it) as a new file. */
  backupLog(path: string): Promise<void>;
  /** What the check at opening found and people must know; empty when all is well. */
  warnings(): readonly Warning[];
  /** Waits for what is queued, then ends the threads. */
  close(): Promise<void>;
}

/** Rejects with StoreOpenError. Creates what is missing; brings the projections up to date with the log before it resolves. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { profileDir, log } = options;
  const paths = storePaths(profileDir);
  const warnings: Warning[] = [];
  let writer: WriterClient | null = null;
  let reader: ReaderClient | null = null;
  try {
    makeFolder(profileDir);
    writer = new WriterClient({ worker: options.workers.writer, paths, log, maxLogPages: options.maxLogPages ?? null });
    const opened = await writer.opened();
    if (opened.rebuilt !== null) {
      log.info(`projections rebuilt: ${opened.rebuilt.events} events in ${Math.round(opened.rebuilt.ms)} ms`);
    }
    reader = new ReaderClient({ worker: options.workers.reader, paths, log });
    await reader.opened();
    const reads = new PointReads(paths.projections);
    if (!opened.checked) {
      // a large log is checked behind the start, so that a big profile does not delay the line
      reader.check().then(
        (found) => {
          if (found === null) return;
          warnings.push({ code: 'log-corrupt', detail: found });
          log.error(`log.db is damaged: ${found}`);
        },
        (error: unknown) => log.warn(`log.db could not be checked: ${String(error)}`),
      );
    }
    return createStore(writer, reader, reads, warnings);
  } catch (error) {
    await reader?.close();
    await writer?.close();
    throw toOpenError(error);
  }
}

function createStore(
  writer: WriterClient,
  reader: ReaderClient,
  reads: PointReads,
  warnings: readonly Warning[],
): Store {
  return {
    append: (events) => writer.append(events),
    reads,
    searches: reader.searches,
    rebuild: () => writer.rebuild(),
    expire: (before) => expireInSlices(writer, reader.searches, before),
    counts: () => writer.counts(),
    backupLog: (path) => reader.searches.backupLog({ path }),
    warnings: () => warnings,
    close: async () => {
      await writer.close();
      await reader.close();
      reads.close();
    },
  };
}
