/** Turns table changes into SQL and runs them; one prepared statement a shape of change. Knows no event. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { wholeNumberPatterns } from '../../core/projection/list-projection.ts';
import { tableNames, tables } from '../../core/projection/table.ts';
import type { TableChange, TableName } from '../../core/projection/table.ts';

type Value = string | number | null;
type Values = Readonly<Record<string, Value>>;

export class ChangeRunner {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  run(change: TableChange): void {
    switch (change.op) {
      case 'merge':
        this.#merge(change.table, change.key, change.init ?? none, change.set ?? none, change.add ?? none);
        return;
      case 'patch':
        this.#patch(change.table, change.where, change.set);
        return;
      case 'delete':
        this.#delete(change.table, change.where);
        return;
      case 'erase':
        this.#erase(change.line, change.number);
        return;
      default:
        change satisfies never;
    }
  }

  #merge(table: TableName, key: Values, init: Values, set: Values, add: Values): void {
    const keys = Object.keys(key);
    const inits = Object.keys(init);
    const sets = Object.keys(set);
    const adds = Object.keys(add);
    const statement = this.#prepared(`m ${table} ${keys.join()} ${inits.join()} ${sets.join()} ${adds.join()}`, () => {
      const columns = [...keys, ...inits, ...sets, ...adds];
      const updates = [
        ...sets.map((column) => `${column} = excluded.${column}`),
        ...adds.map((column) => `${column} = ${table}.${column} + excluded.${column}`),
      ];
      const then = updates.length > 0 ? `update set ${updates.join()}` : 'nothing';
      return (
        `insert into ${table} (${columns.join()}) values (${columns.map(() => '?').join()}) ` +
        `on conflict (${tables[table].key.join()}) do ${then}`
      );
    });
    const values: Value[] = [];
    push(values, keys, key);
    push(values, inits, init);
    push(values, sets, set);
    push(values, adds, add);
    statement.run(...values);
  }

  #patch(table: TableName, where: Values, set: Values): void {
    const sets = Object.keys(set);
    const wheres = Object.keys(where);
    const shape = `p ${table} ${sets.join()} ${conditions(where)}`;
    const statement = this.#prepared(
      shape,
      () => `update ${table} set ${sets.map((column) => `${column} = ?`).join()} where ${conditions(where)}`,
    );
    const values: Value[] = [];
    push(values, sets, set);
    push(values, wheres, where, true);
    statement.run(...values);
  }

  #delete(table: TableName, where: Values): void {
    const statement = this.#prepared(
      `d ${table} ${conditions(where)}`,
      () => `delete from ${table} where ${conditions(where)}`,
    );
    const values: Value[] = [];
    push(values, Object.keys(where), where, true);
    statement.run(...values);
  }

  #erase(line: string, number: string): void {
    const owners = `select contact from contactNumbers where line = ?1 and number = ?2`;
    const orphans =
      `delete from contacts where line = ?1 and id in (${owners}) and not exists ` +
      `(select 1 from contactNumbers o where o.line = ?1 and o.contact = contacts.id and o.number <> ?2)`;
    const closeRanks =
      `update contactNumbers set position = position - 1 where line = ?1 and exists (select 1 from contactNumbers e ` +
      `where e.line = ?1 and e.contact = contactNumbers.contact and e.number = ?2 and e.position < contactNumbers.position) ` +
      `and contact in (${owners})`;
    this.#prepared(orphans, () => orphans).run(line, number);
    this.#prepared(closeRanks, () => closeRanks).run(line, number);
    for (const table of tableNames) {
      if ('number' in tables[table].columns) this.#delete(table, { line, number });
    }
    for (const pattern of wholeNumberPatterns(number)) this.#delete('listEntries', { line, number: pattern });
  }

  #prepared(shape: string, sql: () => string): StatementSync {
    let statement = this.#statements.get(shape);
    if (statement === undefined) {
      statement = this.#db.prepare(sql());
      this.#statements.set(shape, statement);
    }
    return statement;
  }
}

const none: Values = {};

function push(into: Value[], columns: readonly string[], values: Values, skipNull = false): void {
  for (const column of columns) {
    const value = values[column] ?? null;
    if (value !== null || !skipNull) into.push(value);
  }
}

function conditions(where: Values): string {
  return Object.keys(where)
    .map((column) => (where[column] === null ? `${column} is null` : `${column} = ?`))
    .join(' and ');
}
