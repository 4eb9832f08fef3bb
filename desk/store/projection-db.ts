/**
 * The projections' file: made from core's table definitions, folded from the log, thrown away and folded again when it does
 * not fit. Used by the writer thread only. It holds nothing that the log does not hold, so losing it loses nothing.
 */
import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { project } from '../../core/projection/project.ts';
import { projectionVersion, tableNames, tables } from '../../core/projection/table.ts';
import type { TableChange, TableName } from '../../core/projection/table.ts';
import type { LoggedEvent } from '../../core/event/event.ts';
import type { Line } from '../../core/event/line.ts';
import { ChangeRunner } from './change-runner.ts';
import { emptyWal, pragmaNumber, quickCheck, scrub } from './log-db.ts';
import type { LogDb } from './log-db.ts';
import { causeOf } from './store-error.ts';

/** Events a transaction when catching up: large enough to amortise a commit, small enough to bound the WAL. */
const batch = 5_000;

const columnTypes = {
  text: "text not null default ''",
  integer: 'integer not null default 0',
  'text?': 'text',
  'integer?': 'integer',
} as const;

/** Tables whose rows follow from the events of their number alone. A contact's numbers follow from the contact's. */
const numberTables = tableNames.filter((table) => table !== 'contactNumbers' && 'number' in tables[table].columns);

export class ProjectionDb {
  readonly #db: DatabaseSync;
  readonly #runner: ChangeRunner;
  readonly #setLastSeq: StatementSync;
  #lastSeq: number;
  #purges: number;

  /** A file that is damaged, or of another version or another log, is emptied: `lastSeq` is 0 then. */
  constructor(path: string, logId: string) {
    this.#db = openUsable(path);
    try {
      if (!this.#fits(logId)) this.#reset(logId);
      this.#runner = new ChangeRunner(this.#db);
      this.#setLastSeq = this.#db.prepare("update meta set value = ? where key = 'lastSeq'");
      this.#lastSeq = Number(this.#meta('lastSeq') ?? 0);
      this.#purges = Number(this.#meta('purges') ?? 0);
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** The log's own count when what it had removed was last followed here. */
  get purges(): number {
    return this.#purges;
  }

  #fits(logId: string): boolean {
    if (pragmaNumber(this.#db, 'user_version') !== projectionVersion) return false;
    return this.#meta('logId') === logId;
  }

  #meta(key: string): string | null {
    const value = this.#db.prepare('select value from meta where key = ?').get(key)?.['value'];
    return value === undefined ? null : String(value);
  }

  /** Empties everything, in one transaction: readers see the old tables or the new ones. */
  #reset(logId: string): void {
    const db = this.#db;
    transaction(db, () => {
      dropAll(db);
      db.exec('create table meta (key text primary key, value text not null) strict');
      const put = db.prepare('insert into meta values (?, ?)');
      put.run('logId', logId);
      put.run('lastSeq', '0');
      put.run('purges', '0');
      for (const table of tableNames) createTable(db, table);
      for (const table of tableNames) createIndexes(db, table);
      db.exec(`pragma user_version = ${projectionVersion}`);
    });
  }

  /** Folds what is new; what was folded before is passed over, so that folding twice is harmless. Throws SQLite's error. */
  fold(events: readonly LoggedEvent[]): void {
    const db = this.#db;
    let last = this.#lastSeq;
    transaction(db, () => {
      for (const event of events) {
        if (event.seq <= last) continue;
        for (const change of project(event)) this.#runner.run(change);
        last = event.seq;
      }
      this.#setLastSeq.run(String(last));
    });
    this.#lastSeq = last;
  }

  /**
   * Folds the rest of the log in batches; returns how many events that were, or null where it met the tombstone of an erasure
   * that was not folded: the log no longer knows which number that was, so only a rebuild can follow it.
   */
  catchUp(events: Iterable<LoggedEvent>): number | null {
    let count = 0;
    let some: LoggedEvent[] = [];
    for (const event of events) {
      if (event.type === 'number.erased') return null;
      some.push(event);
      count += 1;
      if (some.length === batch) {
        this.fold(some);
        some = [];
      }
    }
    if (some.length > 0) this.fold(some);
    return count;
  }

  /** Is this list entry in force, or was it at `before` or later? */
  isEntryKept(line: Line, entry: string, before: number): boolean {
    const row = this.#db
      .prepare(
        'select 1 from listEntries where line = ? and id = ? and coalesce(removedAt, ?3) >= ?3 and coalesce(expiresAt, ?3) >= ?3',
      )
      .get(line, entry, before);
    return row !== undefined;
  }

  /** What the log has removed of these numbers goes here, too: their rows are folded again from the events that are left. */
  refold(left: readonly { line: Line; number: string; events: readonly LoggedEvent[] }[], purges: number): void {
    transaction(this.#db, () => {
      for (const { line, number, events } of left) {
        for (const table of numberTables) {
          this.#runner.run({ op: 'delete', table, where: { line, number } } as TableChange);
        }
        for (const event of events) {
          if (event.type !== 'number.erased') for (const change of project(event)) this.#runner.run(change);
        }
      }
      this.#putPurges(purges);
    });
    this.#purges = purges;
  }

  #putPurges(purges: number): void {
    this.#db.prepare("insert or replace into meta values ('purges', ?)").run(String(purges));
  }

  /** Everything from the log again, in one transaction: a reader sees the old tables until the new ones are whole. */
  rebuild(log: Pick<LogDb, 'logId' | 'purges' | 'read' | 'lastSeq'>): number {
    const db = this.#db;
    // a rebuild dirties most pages: the default 2 MB of cache would write each of them many times
    db.exec('pragma cache_size = -131072');
    try {
      let count = 0;
      transaction(db, () => {
        for (const table of tableNames) db.exec(`delete from ${table}`);
        for (const table of tableNames) dropIndexes(db, table);
        const runner = new ChangeRunner(db);
        let isIndexed = false;
        for (const event of log.read(0)) {
          // the one change that is looked up by more than a key; tombstones erase nothing here, the log has done it
          if (event.type === 'escalation.undone' && !isIndexed) {
            createIndexes(db, 'tags');
            isIndexed = true;
          }
          if (event.type !== 'number.erased') for (const change of project(event)) runner.run(change);
          count += 1;
        }
        for (const table of tableNames) createIndexes(db, table);
        // not the last event's: what was newest may have been removed
        const last = log.lastSeq();
        this.#setLastSeq.run(String(last));
        this.#putPurges(log.purges);
        this.#purges = log.purges;
        db.prepare("update meta set value = ? where key = 'logId'").run(log.logId);
        this.#lastSeq = last;
      });
      return count;
    } catch (error) {
      this.#lastSeq = Number(this.#meta('lastSeq') ?? 0);
      this.#purges = Number(this.#meta('purges') ?? 0);
      throw error;
    } finally {
      db.exec('pragma cache_size = -8192; pragma wal_checkpoint(passive)');
    }
  }

  rows(): Record<TableName, number> {
    const counts = tableNames.map((table) => [
      table,
      Number(this.#db.prepare(`select count(*) as n from ${table}`).get()?.['n']),
    ]);
    return Object.fromEntries(counts) as Record<TableName, number>;
  }

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

/** Opens the file; one that SQLite finds damaged is removed first, for it can be folded again. */
function openUsable(path: string): DatabaseSync {
  for (let attempt = 0; ; attempt += 1) {
    const db = new DatabaseSync(path, { timeout: 500 });
    try {
      db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on;');
      db.exec('pragma cache_size = -8192; pragma journal_size_limit = 67108864');
      if (pragmaNumber(db, 'page_count') < 16_384 && quickCheck(db) !== null) throw new DamagedError();
      return db;
    } catch (error) {
      db.close();
      const isDamaged = error instanceof DamagedError || causeOf(error) === 'corrupt';
      if (!isDamaged || attempt > 0) throw error;
      removeFiles(path);
    }
  }
}

class DamagedError extends Error {}

export function removeFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(path + suffix)) rmSync(path + suffix);
}

function transaction(db: DatabaseSync, work: () => void): void {
  db.exec('begin immediate');
  try {
    work();
    db.exec('commit');
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

function dropAll(db: DatabaseSync): void {
  const rows = db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").all();
  for (const row of rows) db.exec(`drop table "${String(row['name']).replaceAll('"', '""')}"`);
}

function createTable(db: DatabaseSync, table: TableName): void {
  const columns = Object.entries(tables[table].columns).map(([name, type]) => `${name} ${columnTypes[type]}`);
  db.exec(`create table ${table} (${columns.join()}, primary key (${tables[table].key.join()})) strict`);
}

function createIndexes(db: DatabaseSync, table: TableName): void {
  for (const columns of tables[table].indexes) {
    db.exec(`create index if not exists ${table}_${columns.join('_')} on ${table} (${columns.join()})`);
  }
}

function dropIndexes(db: DatabaseSync, table: TableName): void {
  for (const columns of tables[table].indexes) db.exec(`drop index if exists ${table}_${columns.join('_')}`);
}
