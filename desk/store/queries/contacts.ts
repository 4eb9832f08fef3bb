/** Long read: contacts by name, company or number. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { Line } from '../../../core/event/line.ts';
import type { RowOf } from '../../../core/projection/table.ts';
import { toContact } from '../rows.ts';
import { all, allOf, anyOf, contains, numberContains } from './query-db.ts';
import type { QueryDb } from './query-db.ts';

export interface ContactsPage {
  readonly rows: readonly Contact[];
  readonly total: number;
}

export function contacts({ projections }: QueryDb, input: { line: Line; text: string; limit: number }): ContactsPage {
  const text = input.text.trim();
  const number = numberContains('n.number', text);
  const where = allOf([
    { sql: 'c.line = ?', values: [input.line] },
    text === ''
      ? null
      : anyOf([
          contains('c.name', text),
          contains('c.company', text),
          number && {
            sql: `c.id in (select n.contact from contactNumbers n where n.line = c.line and ${number.sql})`,
            values: number.values,
          },
        ]),
  ]);
  const [total] = all<{ n: number }>(
    projections,
    `select count(*) as n from contacts c where ${where.sql}`,
    where.values,
  );
  const rows = all<RowOf<'contacts'>>(
    projections,
    `select c.* from contacts c where ${where.sql} order by c.vip desc, c.name, c.id limit ?`,
    [...where.values, input.limit],
  );
  return {
    total: total?.n ?? 0,
    rows: rows.map((row) => {
      const numbers = all<{ number: string }>(
        projections,
        'select number from contactNumbers where line = ? and contact = ? order by position',
        [row.line, row.id],
      );
      return toContact(
        row,
        numbers.map(({ number: key }) => key),
      );
    }),
  };
}
