/** Long read: a page of history with its total, and the counts by action that its tabs show. */
import type { ContactName } from '../../../core/call/caller-card.ts';
import type { Line } from '../../../core/event/line.ts';
import type { RowOf } from '../../../core/projection/table.ts';
import type { Tag } from '../../../core/tag/tag.ts';
import type { CallQuality } from '../../../core/quality/call-quality.ts';
import { toContactName, toQuality } from '../rows.ts';
import { all, allOf, anyOf, contains, numberContains } from './query-db.ts';
import type { Condition, QueryDb } from './query-db.ts';

export interface HistoryFilterInput {
  readonly line: Line;
  readonly text: string;
  readonly since: number | null;
  readonly band: string;
  readonly tag: string | null;
  readonly action: string | null;
  /** only calls of this agent; null = everybody's */
  readonly agent: string | null;
  readonly before: { readonly at: number; readonly call: string } | null;
  readonly limit: number;
}

export interface HistoryItem {
  readonly call: RowOf<'calls'>;
  readonly contact: ContactName | null;
  /** the number's tags, newest first, each once */
  readonly tags: readonly Tag[];
  readonly note: string;
  readonly quality: CallQuality | null;
  /** there is, or was, a recording of it */
  readonly recorded: boolean;
}

export interface HistoryPage {
  readonly items: readonly HistoryItem[];
  /** rows under the filter, all pages */
  readonly total: number;
  /** rows by action under the filter but for its action: `all`, `ring`, `vip`, `gate`, `reject`, and `none` for calls never judged */
  readonly counts: Readonly<Record<string, number>>;
}

export function history(db: QueryDb, filter: HistoryFilterInput): HistoryPage {
  const { projections } = db;
  const base = baseCondition(filter);
  const counts: Record<string, number> = { all: 0, ring: 0, vip: 0, gate: 0, reject: 0, none: 0 };
  const groups = all<{ action: string; n: number }>(
    projections,
    `select coalesce(action, 'none') as action, count(*) as n from calls where ${base.sql} group by 1`,
    base.values,
  );
  for (const { action, n } of groups) {
    counts[action] = n;
    counts['all'] = (counts['all'] ?? 0) + n;
  }
  const page = allOf([
    base,
    filter.action === null ? null : { sql: 'action = ?', values: [filter.action] },
    filter.before === null ? null : { sql: '(at, call) < (?, ?)', values: [filter.before.at, filter.before.call] },
  ]);
  const rows = all<RowOf<'calls'>>(
    projections,
    `select * from calls where ${page.sql} order by at desc, call desc limit ?`,
    [...page.values, filter.limit],
  );
  return {
    items: rows.map((call) => toItem(db, call)),
    total: counts[filter.action ?? 'all'] ?? 0,
    counts,
  };
}

function baseCondition(filter: HistoryFilterInput): Condition {
  const { text, since, band, tag, agent } = filter;
  return allOf([
    { sql: 'line = ?', values: [filter.line] },
    since === null ? null : { sql: 'at >= ?', values: [since] },
    band === 'any' ? null : { sql: 'band = ?', values: [band] },
    agent === null ? null : { sql: 'agent = ?', values: [agent] },
    tag === null
      ? null
      : {
          sql:
            'exists (select 1 from tags t where t.line = calls.line and t.number = calls.number and t.tag = ? ' +
            'and t.withdrawnAt is null)',
          values: [tag],
        },
    text.trim() === '' ? null : textCondition(text.trim()),
  ]);
}

function textCondition(text: string): Condition {
  const name = anyOf([contains('c.name', text), contains('c.company', text)]);
  const note = contains('n.text', text);
  return anyOf([
    numberContains('number', text),
    contains('claimedName', text),
    {
      sql:
        'number in (select cn.number from contacts c join contactNumbers cn on cn.line = c.line and cn.contact = c.id ' +
        `where c.line = calls.line and ${name.sql})`,
      values: name.values,
    },
    {
      sql: `exists (select 1 from notes n where n.line = calls.line and n.call = calls.call and ${note.sql})`,
      values: note.values,
    },
  ]);
}

function toItem({ projections }: QueryDb, call: RowOf<'calls'>): HistoryItem {
  const key = [call.line, call.number];
  const [contact] = all<RowOf<'contacts'>>(
    projections,
    'select c.* from contactNumbers n join contacts c on c.line = n.line and c.id = n.contact ' +
      'where n.line = ? and n.number = ? order by c.vip desc, c.id limit 1',
    key,
  );
  const tags = all<{ tag: Tag }>(
    projections,
    'select tag from tags where line = ? and number = ? and withdrawnAt is null group by tag order by max(at) desc',
    key,
  );
  const [note] = all<{ text: string }>(projections, 'select text from notes where line = ? and call = ?', [
    call.line,
    call.call,
  ]);
  const [quality] = all<RowOf<'callQuality'>>(projections, 'select * from callQuality where line = ? and call = ?', [
    call.line,
    call.call,
  ]);
  const recordings = all<{ id: string }>(
    projections,
    'select id from recordings indexed by recordings_line_call where line = ? and call = ? limit 1',
    [call.line, call.call],
  );
  return {
    call,
    contact: contact === undefined ? null : toContactName(contact),
    tags: tags.map(({ tag }) => tag),
    note: note?.text ?? '',
    quality: quality === undefined ? null : toQuality(quality),
    recorded: recordings.length > 0,
  };
}
