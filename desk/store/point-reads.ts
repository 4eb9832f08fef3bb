/**
 * Point look-ups on the caller's own thread: what `judge` and the commands need of one number, call or id, µs each.
 * Nothing here may scan: every statement is answered by a key or by the index it names, and has a limit where a number can
 * have many. (Without the name SQLite, which has no statistics of ours, may prefer an index that starts with `line` alone.)
 */
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import type { ContactName, TagMark } from '../../core/call/caller-card.ts';
import type { Contact } from '../../core/contact/contact.ts';
import type { Escalation } from '../../core/escalation/escalation.ts';
import { lineSchema, type Line } from '../../core/event/line.ts';
import type { Verdict } from '../../core/judge/verdict.ts';
import type { ListEntry } from '../../core/list/list-entry.ts';
import type { RowOf } from '../../core/projection/table.ts';
import { toContact, toContactName, toEscalation, toListEntry, toTagMark } from './rows.ts';

/** What is kept of one number. */
const tagLimit = 200;
const entryLimit = 500;

export interface NumberCounters {
  readonly calls: number;
  readonly answered: number;
  readonly blocked: number;
  readonly dialled: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What judging needs of an earlier call. */
export type PastCallRow = Pick<
  RowOf<'calls'>,
  'call' | 'at' | 'direction' | 'outcome' | 'endedBy' | 'ringMs' | 'talkMs' | 'answeredAt' | 'undone'
>;

export type StoredTag = TagMark & { readonly number: string; readonly isWithdrawn: boolean };
export type StoredEntry = ListEntry & { readonly number: string; readonly isRemoved: boolean };
export type StoredEscalation = Escalation & {
  readonly entry: ListEntry | null;
  readonly withdrawnTags: readonly string[];
  readonly addedTag: string | null;
};

export class PointReads {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string) {
    this.#db = new DatabaseSync(path, { readOnly: true, timeout: 50 });
    this.#db.exec('pragma cache_size = -16384; pragma mmap_size = 268435456');
  }

  /** Every entry that may cover this number key, narrowest first, expired ones too, removed ones not. */
  entriesFor(line: Line, number: string): ListEntry[] {
    const isPlain = /^\+?\d+$/.test(number);
    // a prefix or range that covers the number has a stem that the number starts with, '' included
    const stems = isPlain
      ? Array.from({ length: number.length + 1 }, (_, length) => number.slice(0, length))
      : [number];
    const sql =
      `select * from listEntries indexed by listEntries_line_stem where line = ? and stem in (${stems.map(() => '?').join()}) and removedAt is null ` +
      `and low <= ? and (matchType = 'prefix' or high >= ?) and (matchType <> 'exact' or low = ?) ` +
      `and (matchType <> 'range' or length(low) = ?) ` +
      `order by matchType = 'exact' desc, length(stem) desc, createdAt desc limit ${entryLimit}`;
    const rows = this.#all<RowOf<'listEntries'>>(sql, line, ...stems, number, number, number, number.length);
    return rows.filter((row) => isPlain || row.matchType === 'exact').map(toListEntry);
  }

  /** Newest first, withdrawn ones not. */
  tagsOf(line: Line, number: string): TagMark[] {
    return this.#all<RowOf<'tags'>>(
      `select * from tags indexed by tags_line_number_at where line = ? and number = ? and withdrawnAt is null order by at desc limit ${tagLimit}`,
      line,
      number,
    ).map(toTagMark);
  }

  /** The newest calls with this number, newest first, without `except`. */
  callsOf(line: Line, number: string, limit: number, except: string): PastCallRow[] {
    return this.#all<PastCallRow>(
      'select call, at, direction, outcome, endedBy, ringMs, talkMs, answeredAt, undone from calls indexed by calls_line_number_at where line = ? and number = ? and call <> ? order by at desc limit ?',
      line,
      number,
      except,
      limit,
    );
  }

  countersOf(line: Line, number: string): NumberCounters | null {
    const row = first(this.#all<RowOf<'numbers'>>('select * from numbers where line = ? and number = ?', line, number));
    if (row === null) return null;
    const { calls, answered, blocked, dialled, firstAt, lastAt } = row;
    return { calls, answered, blocked, dialled, firstAt, lastAt };
  }

  /** Where several contacts have the number: a VIP first, else the one of the smallest id. */
  contactOf(line: Line, number: string): ContactName | null {
    const row = first(
      this.#all<RowOf<'contacts'>>(
        'select c.* from contactNumbers n indexed by contactNumbers_line_number_contact cross join contacts c on c.line = n.line and c.id = n.contact ' +
          'where n.line = ? and n.number = ? order by c.vip desc, c.id limit 1',
        line,
        number,
      ),
    );
    return row === null ? null : toContactName(row);
  }

  call(line: Line, call: string): RowOf<'calls'> | null {
    return first(this.#all<RowOf<'calls'>>('select * from calls where line = ? and call = ?', line, call));
  }

  /** When the newest call on any line began, ms; null: there is none. */
  newestCallAt(): number | null {
    const sql = 'select max(at) as at from calls indexed by calls_line_at_action where line = ?';
    const times = lineSchema.options.map((line) => first(this.#all<{ at: number | null }>(sql, line))?.at ?? null);
    return times.reduce((newest, at) => (at !== null && (newest === null || at > newest) ? at : newest), null);
  }

  /** as it was screened */
  verdictOf(line: Line, call: string): Verdict | null {
    const row = first(this.#all<RowOf<'verdicts'>>('select * from verdicts where line = ? and call = ?', line, call));
    return row === null ? null : (JSON.parse(row.verdict) as Verdict);
  }

  /** what this desk's agent was available for, as it was kept last */
  agentState(line: Line, desk: string): string | null {
    const row = first(this.#all<{ state: string }>('select state from agents where line = ? and desk = ?', line, desk));
    return row?.state ?? null;
  }

  noteOf(line: Line, call: string): string | null {
    const row = first(this.#all<{ text: string }>('select text from notes where line = ? and call = ?', line, call));
    return row?.text ?? null;
  }

  /** In log order. */
  stepsOf(line: Line, call: string): RowOf<'scriptSteps'>[] {
    return this.#all<RowOf<'scriptSteps'>>(
      'select * from scriptSteps indexed by scriptSteps_line_call_seq where line = ? and call = ? order by seq limit 200',
      line,
      call,
    );
  }

  tag(line: Line, id: string): StoredTag | null {
    const row = first(this.#all<RowOf<'tags'>>('select * from tags where line = ? and id = ?', line, id));
    return row === null ? null : { ...toTagMark(row), number: row.number, isWithdrawn: row.withdrawnAt !== null };
  }

  listEntry(line: Line, id: string): StoredEntry | null {
    const row = first(this.#all<RowOf<'listEntries'>>('select * from listEntries where line = ? and id = ?', line, id));
    return row === null ? null : { ...toListEntry(row), number: row.number, isRemoved: row.removedAt !== null };
  }

  contact(line: Line, id: string): Contact | null {
    const row = first(this.#all<RowOf<'contacts'>>('select * from contacts where line = ? and id = ?', line, id));
    if (row === null) return null;
    const numbers = this.#all<{ number: string }>(
      'select number from contactNumbers where line = ? and contact = ? order by position',
      line,
      id,
    );
    return toContact(
      row,
      numbers.map(({ number }) => number),
    );
  }

  /** All contacts that have this number. */
  contactsWith(line: Line, number: string): Contact[] {
    const rows = this.#all<{ contact: string }>(
      'select contact from contactNumbers indexed by contactNumbers_line_number_contact where line = ? and number = ? limit 100',
      line,
      number,
    );
    return rows.flatMap(({ contact }) => this.contact(line, contact) ?? []);
  }

  escalation(line: Line, id: string): StoredEscalation | null {
    const row = first(this.#all<RowOf<'escalations'>>('select * from escalations where line = ? and id = ?', line, id));
    if (row === null) return null;
    return {
      ...toEscalation(row),
      entry: row.entry === null ? null : (JSON.parse(row.entry) as ListEntry),
      withdrawnTags: JSON.parse(row.withdrawnTags) as string[],
      addedTag: row.addedTag,
    };
  }

  /** Of one call, oldest first. */
  recordingsOf(line: Line, call: string): RowOf<'recordings'>[] {
    return this.#all<RowOf<'recordings'>>(
      'select * from recordings indexed by recordings_line_call where line = ? and call = ? order by startedAt limit 100',
      line,
      call,
    );
  }

  recording(line: Line, id: string): RowOf<'recordings'> | null {
    return first(this.#all<RowOf<'recordings'>>('select * from recordings where line = ? and id = ?', line, id));
  }

  recordingsOfNumber(line: Line, number: string): RowOf<'recordings'>[] {
    return this.#all<RowOf<'recordings'>>(
      'select * from recordings indexed by recordings_line_number where line = ? and number = ?',
      line,
      number,
    );
  }

  /** Of every line, begun before `before` and not removed: the oldest `limit`. */
  recordingsBefore(before: number, limit: number): RowOf<'recordings'>[] {
    return this.#all<RowOf<'recordings'>>(
      'select * from recordings indexed by recordings_removedAt_startedAt where removedAt is null and startedAt < ? order by startedAt limit ?',
      before,
      limit,
    );
  }

  /** ms of recorded time at which something was left out */
  pausesOf(line: Line, recording: string): number[] {
    return this.#all<{ ms: number }>(
      'select ms from recordingPauses indexed by recordingPauses_line_recording where line = ? and recording = ? order by ms limit 500',
      line,
      recording,
    ).map(({ ms }) => ms);
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #all<R>(sql: string, ...values: (string | number)[]): R[] {
    return this.#prepared(sql).all(...values) as R[];
  }

  close(): void {
    this.#db.close();
  }
}

function first<R>(rows: readonly R[]): R | null {
  return rows[0] ?? null;
}
