/**
 * Long read: what a list entry would have done to the incoming calls since a moment, and which customers would have been among
 * them. A customer is a contact, a number tagged so, or somebody we talked to and who carries no bad tag.
 */
import type { Line } from '../../../core/event/line.ts';
import type { Match } from '../../../core/list/list-entry.ts';
import { badTags } from '../../../core/tag/tag.ts';
import { all } from './query-db.ts';
import type { Condition, QueryDb } from './query-db.ts';

export interface ImpactInput {
  readonly line: Line;
  readonly match: Match;
  readonly since: number;
  /** from this length on an answered call is taken for a talk */
  readonly talkMs: number;
  readonly limit: number;
}

export interface Impact {
  readonly calls: number;
  /** newest first */
  readonly customers: readonly { readonly number: string; readonly name: string; readonly at: number }[];
}

export function impact({ projections }: QueryDb, input: ImpactInput): Impact {
  const where = covered(input.match);
  const bad = [...badTags].map((tag) => `'${tag}'`).join();
  const numbers = all<{ number: string; n: number; at: number; name: string | null; isCustomer: number }>(
    projections,
    `select g.number as number, g.n as n, g.at as at,
      (select c.name from contactNumbers cn join contacts c on c.line = cn.line and c.id = cn.contact
        where cn.line = ?1 and cn.number = g.number order by c.vip desc, c.id limit 1) as name,
      exists (select 1 from contactNumbers cn where cn.line = ?1 and cn.number = g.number)
      or exists (select 1 from tags t where t.line = ?1 and t.number = g.number and t.withdrawnAt is null and t.tag = 'customer')
      or (g.talk >= ?2 and not exists (select 1 from tags t where t.line = ?1 and t.number = g.number
        and t.withdrawnAt is null and t.tag in (${bad}))) as isCustomer
      from (select number, count(*) as n, max(at) as at, max(case outcome when 'answered' then talkMs else 0 end) as talk
        from calls where line = ?1 and at >= ?3 and direction = 'in' and ${where.sql} group by number) g
      order by g.at desc`,
    [input.line, input.talkMs, input.since, ...where.values],
  );
  return {
    calls: numbers.reduce((sum, { n }) => sum + n, 0),
    customers: numbers
      .filter(({ isCustomer }) => isCustomer === 1)
      .slice(0, input.limit)
      .map(({ number, name, at }) => ({ number, name: name ?? '', at })),
  };
}

/** The same reach as core's `covers`, as SQL. */
function covered(match: Match): Condition {
  switch (match.type) {
    case 'exact':
      return { sql: 'number = ?4', values: [match.number] };
    case 'prefix':
      // ':' follows '9': all keys of digits that start with the prefix
      return { sql: "number >= ?4 and number < ?4 || ':' and number not glob '*[^0-9+]*'", values: [match.prefix] };
    case 'range':
      return {
        sql: 'number >= ?4 and number <= ?5 and length(number) = length(?4) and length(number) = length(?5)',
        values: [match.from, match.to],
      };
    default:
      return match satisfies never;
  }
}
