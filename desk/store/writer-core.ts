/** What the writer thread does with its messages, apart from the thread: group commit, folding, rebuilding, erasing. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { LoggedEvent } from '../../core/event/event.ts';
import type { Line } from '../../core/event/line.ts';
import { expiredEvents } from '../../core/retention/expired-events.ts';
import { LogDb } from './log-db.ts';
import { ProjectionDb, removeFiles } from './projection-db.ts';
import { causeOf, toStoreError } from './store-error.ts';
import type { Expired, Expiring, FromWriter, Rebuilt, ToWriter, WriterData } from './writer-messages.ts';

/** Events that may share a commit. */
const groupLimit = 2_000;
/** Then what a slice removes is committed, in two or three times that: an append waits some 50 ms at most. */
const sliceMs = 12;

type AppendMessage = Extract<ToWriter, { kind: 'append' }>;

export class WriterCore {
  readonly #tell: (message: FromWriter) => void;
  readonly #log: LogDb;
  readonly #projections: ProjectionDb;
  readonly #now: () => number;
  #needsScrub = false;
  /** write-ahead logs hold removed events as they were */
  #holdsRemoved = false;
  isClosed = false;

  /** Throws where the log cannot be opened. */
  constructor(data: WriterData, tell: (message: FromWriter) => void, now: () => number = () => performance.now()) {
    this.#tell = tell;
    this.#now = now;
    this.#log = new LogDb(data.paths, randomUUID, data.maxLogPages);
    this.#needsScrub = this.#log.hasErased;
    let rebuilt: Rebuilt | null = null;
    try {
      [this.#projections, rebuilt] = this.#openProjections(data.paths.projections);
    } catch (error) {
      this.#log.close();
      throw error;
    }
    tell({ kind: 'opened', checked: this.#log.checked, rebuilt });
    if (this.#needsScrub) this.#scrub();
    this.#tellWarnings();
  }

  #tellWarnings(): void {
    for (const message of this.#log.warnings.splice(0)) this.#tell({ kind: 'warn', message });
  }

  #openProjections(path: string): [ProjectionDb, Rebuilt | null] {
    let projections: ProjectionDb | null = null;
    try {
      projections = new ProjectionDb(path, this.#log.logId);
      return [projections, this.#bringUpToDate(projections)];
    } catch (error) {
      projections?.close();
      if (causeOf(error) !== 'corrupt') throw error;
      removeFiles(path);
      const fresh = new ProjectionDb(path, this.#log.logId);
      return [fresh, this.#rebuild(fresh)];
    }
  }

  #bringUpToDate(projections: ProjectionDb): Rebuilt | null {
    const last = this.#log.lastSeq();
    if (projections.purges !== this.#log.purges) return this.#rebuild(projections);
    if (projections.lastSeq === last) return null;
    // ahead of the log: an older log was put in its place
    if (projections.lastSeq === 0 || projections.lastSeq > last) return this.#rebuild(projections);
    if (projections.catchUp(this.#log.read(projections.lastSeq)) !== null) return null;
    const rebuilt = this.#rebuild(projections);
    this.#log.scrub();
    projections.scrub();
    return rebuilt;
  }

  #rebuild(projections: ProjectionDb): Rebuilt {
    const start = performance.now();
    const events = projections.rebuild(this.#log);
    return { events, ms: performance.now() - start, rows: projections.rows() };
  }

  work(messages: readonly ToWriter[]): void {
    let group: AppendMessage[] = [];
    let size = 0;
    const flush = (): void => {
      if (group.length > 0) this.#append(group);
      group = [];
      size = 0;
    };
    for (const message of messages) {
      if (message.kind === 'append') {
        if (size > 0 && size + message.events.length > groupLimit) flush();
        group.push(message);
        size += message.events.length;
      } else {
        flush();
        this.#other(message);
      }
    }
    flush();
    if (this.#needsScrub && !this.isClosed) this.#scrub();
  }

  #append(group: readonly AppendMessage[]): void {
    let result;
    try {
      result = this.#log.append(group.flatMap((message) => message.events));
    } catch (error) {
      if (group.length > 1) {
        // one too large for what is left of the disk must not fail the others
        for (const message of group) this.#append([message]);
        return;
      }
      for (const { ticket } of group) this.#fail(ticket, error);
      return;
    }
    this.#fold(result.added);
    if (result.added.some((event) => event.type === 'number.erased')) this.#scrub();
    this.#tellWarnings();
    let from = 0;
    for (const { ticket, events } of group) {
      this.#tell({ kind: 'appended', ticket, seqs: result.seqs.slice(from, from + events.length) });
      from += events.length;
    }
  }

  /** The events are durable already: a failure here is told to the log and made good by the next append or start. */
  #fold(added: readonly LoggedEvent[]): void {
    const [first] = added;
    if (first === undefined) return;
    try {
      const isNext = this.#projections.lastSeq === first.seq - 1;
      if (isNext && this.#projections.purges === this.#log.purges) this.#projections.fold(added);
      else this.#bringUpToDate(this.#projections);
    } catch (error) {
      this.#tell({ kind: 'warn', message: `the projections are behind: ${toStoreError(error).message}` });
    }
  }

  /**
   * Removes what has been kept since before `before` (ms) from the log and from the tables: a slice of it, and a number is the
   * least. Should the tables' disk fail in between, their count of purges tells, and they are made again.
   */
  #expire({ before, line, numbers, isLast }: Expiring): Expired {
    this.#bringUpToDate(this.#projections);
    const until = this.#now() + sliceMs;
    const isEntryKept = (entry: string): boolean => this.#projections.isEntryKept(line, entry, before);
    const gone: number[] = [];
    const left: { line: Line; number: string; events: LoggedEvent[] }[] = [];
    let done = 0;
    for (const number of numbers) {
      if (done > 0 && this.#now() >= until) break;
      done += 1;
      const events = this.#log.eventsOf(line, number);
      const expired = new Set(expiredEvents(events, before, isEntryKept));
      if (expired.size === 0) continue;
      for (const { seq } of expired) gone.push(seq);
      if (number !== null) left.push({ line, number, events: events.filter((event) => !expired.has(event)) });
    }
    if (gone.length > 0) {
      this.#log.remove(gone);
      this.#holdsRemoved = true;
      this.#projections.refold(left, this.#log.purges);
    }
    if (isLast && done === numbers.length && this.#holdsRemoved) {
      // the removed cells are zeroed already; the write-ahead logs still hold them as they were
      const isLogClean = this.#log.emptyWal();
      if (!this.#projections.emptyWal() || !isLogClean) this.#needsScrub = true;
      this.#holdsRemoved = false;
    }
    return { events: gone.length, done };
  }

  #scrub(): void {
    try {
      const isLogClean = this.#log.scrub();
      this.#needsScrub = !this.#projections.scrub() || !isLogClean;
    } catch (error) {
      this.#needsScrub = true;
      this.#tell({ kind: 'warn', message: `erased bytes wait to be scrubbed: ${toStoreError(error).message}` });
    }
  }

  #other(message: Exclude<ToWriter, { kind: 'append' }>): void {
    switch (message.kind) {
      case 'rebuild':
        try {
          this.#tell({ kind: 'rebuilt', ticket: message.ticket, report: this.#rebuild(this.#projections) });
        } catch (error) {
          this.#fail(message.ticket, error);
        }
        return;
      case 'counts':
        try {
          this.#tell({
            kind: 'counts',
            ticket: message.ticket,
            counts: {
              events: this.#log.count(),
              lastSeq: this.#log.lastSeq(),
              foldedSeq: this.#projections.lastSeq,
              rows: this.#projections.rows(),
            },
          });
        } catch (error) {
          this.#fail(message.ticket, error);
        }
        return;
      case 'expire':
        try {
          this.#tell({ kind: 'expired', ticket: message.ticket, ...this.#expire(message) });
        } catch (error) {
          this.#fail(message.ticket, error);
        }
        return;
      case 'close':
        if (this.#needsScrub) this.#scrub();
        this.#projections.close();
        this.#log.close();
        this.isClosed = true;
        return;
      default:
        message satisfies never;
    }
  }

  #fail(ticket: number, error: unknown): void {
    const { cause, detail } = toStoreError(error);
    this.#tell({ kind: 'failed', ticket, cause, detail });
  }
}
