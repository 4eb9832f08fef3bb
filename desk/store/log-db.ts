/** The event log's file: append, read in order, erase. Used by the writer thread only; nothing here knows projections. */
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import type { DeskEvent, LoggedEvent } from '../../core/event/event.ts';
import type { Line } from '../../core/event/line.ts';
import { numberOfPattern, wholeNumberPatterns } from '../../core/projection/list-projection.ts';
import { Erasures, readTombstones } from './erasures.ts';
import type { Tombstone } from './erasures.ts';
import { tombstoneOf } from './erased-number.ts';
import type { StorePaths } from './store-paths.ts';
import { StoreOpenError } from './store-error.ts';

/** Raised when an older product could no longer read the file. */
export const logVersion = 1;

/** Up to this size the file is checked before it is used; a check reads all of it. */
const checkAtOpenBytes = 64 * 1024 * 1024;

const schema = `
  create table events (
    seq integer primary key, id text not null unique, at integer not null, type text not null,
    line text not null, call text, number text, json text not null
  ) strict;
  create index events_number on events (line, number, seq);
  create index events_contact on events (type, line) where type in ('contact.set', 'number.erased');
  create table meta (key text primary key, value text not null) strict;
`;

export interface AppendResult {
  readonly seqs: readonly number[];
  /** what is new, in log order; an erasure carries its number in clear for the projections */
  readonly added: readonly LoggedEvent[];
}

export class LogDb {
  readonly #db: DatabaseSync;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #erasures = new Erasures();
  readonly #erasuresFile: string;
  #next: number;
  readonly logId: string;
  /** false: too large to be checked at opening */
  readonly checked: boolean;
  #purges: number;
  /** what could not be done, for the desk's log */
  readonly warnings: string[] = [];
  /** numbers were erased at opening: the log is older than an erasure that this profile knows of */
  readonly hasErased: boolean;

  /** Throws StoreOpenError, or SQLite's error. */
  constructor(
    { log: path, erasures }: Pick<StorePaths, 'log' | 'erasures'>,
    newId: () => string,
    maxPages: number | null,
  ) {
    this.#erasuresFile = erasures;
    this.#db = new DatabaseSync(path, { timeout: 500 });
    try {
      const db = this.#db;
      const version = pragmaNumber(db, 'user_version');
      if (version > logVersion) {
        throw new StoreOpenError('newer', `log.db has version ${version}, this product knows ${logVersion}`);
      }
      if (maxPages !== null) db.exec(`pragma max_page_count = ${maxPages}`);
      db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;');
      if (version === 0) this.#create(newId());
      const bytes = pragmaNumber(db, 'page_count') * pragmaNumber(db, 'page_size');
      this.checked = bytes <= checkAtOpenBytes;
      if (this.checked) {
        const found = quickCheck(db);
        if (found !== null) throw new StoreOpenError('corrupt', `log.db: ${found}`);
      }
      assertWritable(db);
      this.#find = db.prepare('select seq from events where id = ?');
      this.#insert = db.prepare(
        'insert into events (seq, id, at, type, line, call, number, json) values (?, ?, ?, ?, ?, ?, ?, ?)',
      );
      this.#next = this.lastSeq() + 1;
      this.#purges = Number(metaOf(db, 'purges') ?? 0);
      this.logId = String(metaOf(db, 'logId'));
      for (const row of db.prepare("select json from events where type = 'number.erased'").all()) {
        this.#erasures.remember(JSON.parse(String(row['json'])) as Tombstone);
      }
      this.hasErased = this.#eraseAgain();
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  #create(logId: string): void {
    const db = this.#db;
    db.exec('begin immediate');
    try {
      db.exec(schema);
      db.prepare("insert into meta values ('logId', ?)").run(logId);
      db.exec(`pragma user_version = ${logVersion}; commit`);
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  }

  /** Of the newest event; of the newest there ever was, where what was kept long enough has left the log's end. */
  lastSeq(): number {
    const last = Number(this.#db.prepare('select max(seq) as seq from events').get()?.['seq'] ?? 0);
    return Math.max(last, Number(metaOf(this.#db, 'seqFloor') ?? 0));
  }

  /** How often events have been removed: tables that were made before the last time hold what the log no longer does. */
  get purges(): number {
    return this.#purges;
  }

  count(): number {
    return Number(this.#db.prepare('select count(*) as n from events').get()?.['n']);
  }

  /** All of these or none; durable when it returns. Throws SQLite's error, then nothing was kept. */
  append(events: readonly DeskEvent[]): AppendResult {
    const db = this.#db;
    const first = this.#next;
    const erased: Tombstone[] = [];
    const seqs: number[] = [];
    const added: LoggedEvent[] = [];
    db.exec('begin immediate');
    try {
      for (const event of events) {
        const known = this.#find.get(event.id);
        if (known !== undefined) {
          seqs.push(Number(known['seq']));
        } else if (this.#erasures.isErased(event)) {
          seqs.push(0);
        } else {
          const seq = this.#next;
          this.#next += 1;
          if (event.type === 'number.erased') erased.push(this.#addErasure(event, seq));
          else this.#run(event, seq);
          seqs.push(seq);
          added.push({ ...event, seq });
        }
      }
      db.exec('commit');
    } catch (error) {
      // a full disk has rolled back by itself
      if (db.isTransaction) db.exec('rollback');
      this.#next = first;
      for (const { id } of erased) this.#erasures.forget(id);
      throw error;
    }
    if (erased.length > 0) this.#writeErasures();
    return { seqs, added };
  }

  /** Removes the number's events and leaves a tombstone. */
  #addErasure(event: Tombstone, seq: number): Tombstone {
    this.#erase(event.line, event.number, Number.MAX_SAFE_INTEGER);
    const tombstone = { ...event, number: tombstoneOf(event.number) };
    this.#erasures.remember(tombstone);
    this.#run(tombstone, seq);
    return tombstone;
  }

  /**
   * An older log in the place of one that knew of an erasure: what it holds of that number goes again. True where a tombstone
   * was missing. The log tells no number from its tombstone, so each number that it holds is tried.
   */
  #eraseAgain(): boolean {
    const kept = readTombstones(this.#erasuresFile);
    if (kept === null)
      this.warnings.push('the list of erased numbers cannot be read; it is written again from the log');
    const missing = (kept ?? []).filter(({ id }) => !this.#erasures.has(id));
    if (missing.length > 0) {
      const db = this.#db;
      db.exec('begin immediate');
      try {
        for (const tombstone of missing) {
          for (const number of this.#numbersOf(tombstone.line)) {
            if (tombstoneOf(number) === tombstone.number) this.#erase(tombstone.line, number, tombstone.at);
          }
          this.#run(tombstone, this.#next);
          this.#next += 1;
        }
        db.exec('commit');
      } catch (error) {
        if (db.isTransaction) db.exec('rollback');
        throw error;
      }
      for (const tombstone of missing) this.#erasures.remember(tombstone);
    }
    if (kept === null || this.#erasures.size !== kept.length) this.#writeErasures();
    return missing.length > 0;
  }

  /** Every number that stands in this line's events, those of contacts and of list patterns, too. */
  #numbersOf(line: Line): ReadonlySet<string> {
    const numbers = new Set<string>();
    for (const row of this.#db
      .prepare('select distinct number from events where line = ? and number is not null')
      .all(line)) {
      numbers.add(numberOfPattern(String(row['number'])));
    }
    for (const row of this.#db.prepare("select json from events where type = 'contact.set' and line = ?").all(line)) {
      const event = JSON.parse(String(row['json'])) as DeskEvent;
      if (event.type === 'contact.set') for (const number of event.data.numbers) numbers.add(number);
    }
    return numbers;
  }

  #writeErasures(): void {
    try {
      this.#erasures.writeTo(this.#erasuresFile);
    } catch (error) {
      // the log has the tombstones, and the next start tries again
      this.warnings.push(`the list of erased numbers was not written: ${String(error)}`);
    }
  }

  #run(event: DeskEvent, seq: number): void {
    const call = 'call' in event ? (event.call ?? null) : null;
    const number = 'number' in event ? event.number : null;
    this.#insert.run(seq, event.id, event.at, event.type, event.line, call, number, JSON.stringify(event));
  }

  /** Of what was made before `before` (ms). */
  #erase(line: string, number: string, before: number): void {
    const db = this.#db;
    const remove = db.prepare('delete from events where line = ? and number = ? and at < ?');
    for (const form of [number, ...wholeNumberPatterns(number)]) remove.run(line, form, before);
    // A contact keeps its other numbers. One that had no other becomes a removal, and its older versions go: they are the
    // same person's, and must not come back when the log is folded again.
    const rows = db
      .prepare("select seq, json from events where type = 'contact.set' and line = ? and at < ? and instr(json, ?) > 0")
      .all(line, before, JSON.stringify(number));
    const update = db.prepare('update events set type = ?, json = ? where seq = ?');
    const forget = db.prepare(
      "delete from events where type = 'contact.set' and line = ? and seq < ? and json_extract(json, '$.data.id') = ?",
    );
    for (const row of rows) {
      const event = JSON.parse(String(row['json'])) as DeskEvent;
      if (event.type !== 'contact.set' || !event.data.numbers.includes(number)) continue;
      const numbers = event.data.numbers.filter((other) => other !== number);
      const kept: DeskEvent =
        numbers.length > 0
          ? { ...event, data: { ...event.data, numbers } }
          : { ...event, type: 'contact.removed', data: { contact: event.data.id } };
      update.run(kept.type, JSON.stringify(kept), Number(row['seq']));
      if (kept.type === 'contact.removed') forget.run(line, Number(row['seq']), event.data.id);
    }
  }

  /** In log order, from `after` on. Rows were parsed by the schema before they were appended. */
  *read(after: number): Generator<LoggedEvent> {
    const rows = this.#db.prepare('select seq, json from events where seq > ? order by seq').iterate(after);
    for (const row of rows) yield { ...(JSON.parse(String(row['json'])) as DeskEvent), seq: Number(row['seq']) };
  }

  /** The events of one number, or with null those that have none, in log order. */
  eventsOf(line: Line, number: string | null): LoggedEvent[] {
    const rows = this.#db
      .prepare('select seq, json from events where line = ? and number is ? order by seq')
      .all(line, number);
    return rows.map((row) => ({ ...(JSON.parse(String(row['json'])) as DeskEvent), seq: Number(row['seq']) }));
  }

  /** All of these or none. Their sequence numbers are not given again. Throws SQLite's error. */
  remove(seqs: readonly number[]): void {
    const db = this.#db;
    db.exec('begin immediate');
    try {
      const put = db.prepare('insert into meta values (?, ?) on conflict (key) do update set value = excluded.value');
      put.run('seqFloor', String(this.lastSeq()));
      put.run('purges', String(this.#purges + 1));
      const remove = db.prepare('delete from events where seq = ?');
      for (const seq of seqs) remove.run(seq);
      db.exec('commit');
      this.#purges += 1;
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  }

  /** After an erasure: no byte of it stays in the file or in the write-ahead log. False while a reader still needs the latter. */
  scrub(): boolean {
    return scrub(this.#db);
  }

  emptyWal(): boolean {
    return emptyWal(this.#db);
  }

  close(): void {
    this.#db.close();
  }
}

/** `secure_delete` has zeroed what was deleted; VACUUM drops what page splits left behind, the checkpoint empties the WAL. */
export function scrub(db: DatabaseSync): boolean {
  db.exec('vacuum');
  return emptyWal(db);
}

/** False while a reader still needs it. */
export function emptyWal(db: DatabaseSync): boolean {
  return Number(db.prepare('pragma wal_checkpoint(truncate)').get()?.['busy']) === 0;
}

function metaOf(db: DatabaseSync, key: string): string | null {
  const value = db.prepare('select value from meta where key = ?').get(key)?.['value'];
  return value === undefined ? null : String(value);
}

export function pragmaNumber(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`pragma ${name}`).get()?.[name] ?? 0);
}

/** What is wrong with the file, or null. Throws SQLite's error where it cannot even be read. */
export function quickCheck(db: DatabaseSync): string | null {
  const found = String(db.prepare('pragma quick_check(1)').get()?.['quick_check']);
  return found === 'ok' ? null : found;
}

/** A read-only file opens without complaint and fails at the first append: better told at the start. */
function assertWritable(db: DatabaseSync): void {
  db.exec('begin immediate; update meta set value = value; rollback');
}
