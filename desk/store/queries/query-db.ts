/** The two read-only connections that a long read may use, and its search text as SQL. */
import type { DatabaseSync } from 'node:sqlite';

export interface QueryDb {
  readonly projections: DatabaseSync;
  readonly log: DatabaseSync;
}

export type SqlValue = string | number | null;

/** A condition with its values, in order. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export function all<R>(db: DatabaseSync, sql: string, values: readonly SqlValue[]): R[] {
  return db.prepare(sql).all(...values) as R[];
}

/** `text` anywhere in `column`, wildcards taken literally; case matters only outside ASCII. */
export function contains(column: string, text: string): Condition {
  return { sql: `${column} like ? escape '\\'`, values: [`%${text.replace(/[\\%_]/g, '\\$&')}%`] };
}

/**
 * What was typed as part of a number: its digits anywhere in the key. A leading 0 (010-8888…) is not part of the key
 * (+8610…), nor are the groups' spaces. Null where the text holds no two digits.
 */
export function numberContains(column: string, text: string): Condition | null {
  if (!/^[\d\s+*()-]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 2) return null;
  return contains(column, digits.replace(/^0+/, '') || digits);
}

export function anyOf(conditions: readonly (Condition | null)[]): Condition {
  const some = conditions.filter((condition) => condition !== null);
  return {
    sql: `(${some.map(({ sql }) => sql).join(' or ')})`,
    values: some.flatMap(({ values }) => values),
  };
}

export function allOf(conditions: readonly (Condition | null)[]): Condition {
  const some = conditions.filter((condition) => condition !== null);
  return { sql: some.map(({ sql }) => sql).join(' and '), values: some.flatMap(({ values }) => values) };
}
