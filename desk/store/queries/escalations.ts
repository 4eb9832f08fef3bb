/** Long read: the supervisor's inbox, an agent's own escalations, and what was decided. */
import type { Escalation } from '../../../core/escalation/escalation.ts';
import type { Line } from '../../../core/event/line.ts';
import type { RowOf } from '../../../core/projection/table.ts';
import { toEscalation } from '../rows.ts';
import { all } from './query-db.ts';
import type { QueryDb, SqlValue } from './query-db.ts';

const limit = 500;

/** `live` tells that no end of the call was reported; whether the phone still has it is the feature's to know. */
export function escalations(
  { projections }: QueryDb,
  { line, view, author }: { line: Line; view: 'inbox' | 'mine' | 'decided'; author: string },
): Escalation[] {
  const [where, order, values] = parts(view, author);
  const rows = all<RowOf<'escalations'> & { isOpenCall: number }>(
    projections,
    `select e.*, exists (select 1 from calls c where c.line = e.line and c.call = e.call and c.outcome = 'live') as isOpenCall
      from escalations e where e.line = ? and ${where} order by ${order} limit ${limit}`,
    [line, ...values],
  );
  return rows.map((row) => ({ ...toEscalation(row), live: row.isOpenCall === 1 }));
}

function parts(view: 'inbox' | 'mine' | 'decided', author: string): [string, string, SqlValue[]] {
  switch (view) {
    case 'inbox':
      return ["e.state in ('open', 'claimed')", 'e.openedAt, e.id', []];
    case 'mine':
      return ['e.openedBy = ?', 'e.openedAt desc, e.id desc', [author]];
    case 'decided':
      return ["e.state in ('decided', 'returned')", 'e.decidedAt desc, e.id desc', []];
    default:
      return view satisfies never;
  }
}
