/** Long read: the list entries in force, with how many calls each has decided or marked of late. */
import type { Line } from '../../../core/event/line.ts';
import type { ListEntry, ListKind } from '../../../core/list/list-entry.ts';
import type { RowOf } from '../../../core/projection/table.ts';
import { toListEntry } from '../rows.ts';
import { all, allOf, anyOf, contains, numberContains } from './query-db.ts';
import type { Condition, QueryDb } from './query-db.ts';

export interface ListPageInput {
  readonly line: Line;
  readonly kind: ListKind | null;
  readonly text: string;
  readonly now: number;
  readonly hitsSince: number;
  readonly limit: number;
}

export interface ListPage {
  readonly rows: readonly { readonly entry: ListEntry; readonly hits: number; readonly contactName: string | null }[];
  readonly counts: { readonly allow: number; readonly block: number; readonly watch: number };
}

export function lists({ projections }: QueryDb, input: ListPageInput): ListPage {
  const inForce: Condition = {
    sql: 'e.line = ? and e.removedAt is null and (e.expiresAt is null or e.expiresAt > ?)',
    values: [input.line, input.now],
  };
  const counts = { allow: 0, block: 0, watch: 0 };
  for (const { kind, n } of all<{ kind: ListKind; n: number }>(
    projections,
    `select e.kind as kind, count(*) as n from listEntries e where ${inForce.sql} group by e.kind`,
    inForce.values,
  )) {
    counts[kind] = n;
  }
  const where = allOf([
    inForce,
    input.kind === null ? null : { sql: 'e.kind = ?', values: [input.kind] },
    input.text.trim() === '' ? null : textCondition(input.text.trim()),
  ]);
  const rows = all<RowOf<'listEntries'> & { hits: number; contactName: string | null }>(
    projections,
    `select e.*,
      (select count(*) from calls c where c.line = e.line and c.listEntry = e.id and c.at >= ?) as hits,
      (select c.name from contactNumbers n join contacts c on c.line = n.line and c.id = n.contact
        where n.line = e.line and n.number = e.number order by c.vip desc, c.id limit 1) as contactName
      from listEntries e where ${where.sql} order by e.createdAt desc, e.id desc limit ?`,
    [input.hitsSince, ...where.values, input.limit],
  );
  return {
    rows: rows.map((row) => ({ entry: toListEntry(row), hits: row.hits, contactName: row.contactName })),
    counts,
  };
}

function textCondition(text: string): Condition {
  const name = contains('c.name', text);
  return anyOf([
    numberContains('e.low', text),
    contains('e.reason', text),
    contains('e.author', text),
    {
      sql:
        'e.number in (select n.number from contacts c join contactNumbers n on n.line = c.line and n.contact = c.id ' +
        `where c.line = e.line and ${name.sql})`,
      values: name.values,
    },
  ]);
}
