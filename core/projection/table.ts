/**
 * The tables that projections fill, as data: the store makes its SQL from this and TypeScript its row types.
 * Every table is keyed with `line`, so that what happens on the practice line can never mix with the main line's.
 * Raise `projectionVersion` with every change here or in a projection: the store then rebuilds all tables from the log.
 */
import type { Line } from '../event/line.ts';

export const projectionVersion = 6;

type ColumnType = 'text' | 'integer' | 'text?' | 'integer?';

interface TableDefinition {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly key: readonly string[];
  /** named `<table>_<columns>`; point look-ups name theirs, since SQLite cannot know that `line` tells little apart */
  readonly indexes: readonly (readonly string[])[];
}

export const tables = {
  /** history: one row a call */
  calls: {
    columns: {
      line: 'text',
      call: 'text',
      number: 'text',
      at: 'integer',
      direction: 'text',
      display: 'text',
      claimedName: 'text',
      agent: 'text',
      action: 'text?',
      warn: 'integer',
      score: 'integer?',
      band: 'text?',
      listEntry: 'text?',
      outcome: 'text',
      endedBy: 'text?',
      status: 'integer?',
      ringMs: 'integer',
      talkMs: 'integer',
      answeredAt: 'integer?',
      undone: 'integer',
      /** its `call.started` was folded, so the number's counters hold it */
      started: 'integer',
    },
    key: ['line', 'call'],
    indexes: [
      // with `action`, so that a history page's counts are read from the index alone
      ['line', 'at', 'action'],
      ['line', 'number', 'at'],
      ['line', 'listEntry', 'at'],
    ],
  },
  /** apart from `calls`, whose rows are read by the dozen for every ringing call and have to stay small */
  verdicts: {
    columns: { line: 'text', call: 'text', number: 'text', verdict: 'text' },
    key: ['line', 'call'],
    indexes: [['line', 'number']],
  },
  /** how calls sounded */
  callQuality: {
    columns: { line: 'text', call: 'text', number: 'text', quality: 'text' },
    key: ['line', 'call'],
    indexes: [['line', 'number']],
  },
  /** a number's counters; incoming calls only, `dialled` counts the others */
  numbers: {
    columns: {
      line: 'text',
      number: 'text',
      calls: 'integer',
      answered: 'integer',
      blocked: 'integer',
      dialled: 'integer',
      firstAt: 'integer',
      lastAt: 'integer',
    },
    key: ['line', 'number'],
    indexes: [],
  },
  tags: {
    columns: {
      line: 'text',
      id: 'text',
      number: 'text',
      call: 'text?',
      tag: 'text',
      subtype: 'text?',
      author: 'text',
      at: 'integer',
      withdrawnAt: 'integer?',
      /** the event that withdrew it: a `tag.withdrawn`, or a decision that can be undone */
      withdrawnBy: 'text?',
    },
    key: ['line', 'id'],
    indexes: [
      ['line', 'number', 'at'],
      ['line', 'call'],
      ['line', 'at'],
    ],
  },
  listEntries: {
    columns: {
      line: 'text',
      id: 'text',
      /** the event's number: the exact number, or a pattern that no number can equal */
      number: 'text',
      kind: 'text',
      matchType: 'text',
      /** what a point look-up finds it by: the number, the prefix, or the digits that both ends of a range share */
      stem: 'text',
      low: 'text',
      high: 'text',
      vip: 'integer',
      reason: 'text',
      author: 'text',
      createdAt: 'integer',
      expiresAt: 'integer?',
      source: 'text',
      removedAt: 'integer?',
    },
    key: ['line', 'id'],
    indexes: [
      ['line', 'stem'],
      ['line', 'number'],
      ['line', 'createdAt'],
    ],
  },
  contacts: {
    columns: {
      line: 'text',
      id: 'text',
      name: 'text',
      company: 'text',
      vip: 'integer',
      source: 'text',
    },
    key: ['line', 'id'],
    indexes: [['line', 'name']],
  },
  contactNumbers: {
    columns: { line: 'text', contact: 'text', number: 'text', position: 'integer' },
    key: ['line', 'contact', 'number'],
    indexes: [['line', 'number', 'contact']],
  },
  escalations: {
    columns: {
      line: 'text',
      id: 'text',
      number: 'text',
      call: 'text?',
      kind: 'text',
      note: 'text',
      context: 'text',
      openedBy: 'text',
      openedAt: 'integer',
      state: 'text',
      claimedBy: 'text?',
      claimedAt: 'integer?',
      decision: 'text?',
      /** the list entry that the decision made, for undo */
      entry: 'text?',
      withdrawnTags: 'text',
      /** the `number.tagged` that the decision made, for undo */
      addedTag: 'text?',
      decidedEvent: 'text?',
      decidedBy: 'text?',
      decidedAt: 'integer?',
    },
    key: ['line', 'id'],
    indexes: [
      ['line', 'number'],
      ['line', 'state', 'openedAt'],
      ['line', 'openedAt'],
      ['line', 'decidedAt'],
    ],
  },
  /** one row a desk: what its agent is available for now */
  agents: {
    columns: { line: 'text', desk: 'text', agent: 'text', mode: 'text', state: 'text', at: 'integer' },
    key: ['line', 'desk'],
    indexes: [],
  },
  notes: {
    columns: { line: 'text', call: 'text', number: 'text', text: 'text', author: 'text', at: 'integer' },
    key: ['line', 'call'],
    indexes: [['line', 'number']],
  },
  recordings: {
    columns: {
      line: 'text',
      id: 'text',
      call: 'text',
      number: 'text',
      agent: 'text',
      startedAt: 'integer',
      /** `policy` or `agent` wanted it */
      mode: 'text',
      announced: 'integer',
      endedAt: 'integer?',
      why: 'text?',
      removedAt: 'integer?',
      removedWhy: 'text?',
    },
    key: ['line', 'id'],
    indexes: [
      ['line', 'call'],
      ['line', 'number'],
      ['removedAt', 'startedAt'],
    ],
  },
  /** where something was left out */
  recordingPauses: {
    columns: {
      line: 'text',
      id: 'text',
      recording: 'text',
      call: 'text',
      number: 'text',
      at: 'integer',
      /** of recorded time */
      ms: 'integer',
    },
    key: ['line', 'id'],
    indexes: [
      ['line', 'recording'],
      ['line', 'number'],
    ],
  },
  scriptSteps: {
    columns: {
      line: 'text',
      id: 'text',
      call: 'text',
      number: 'text',
      script: 'text',
      version: 'integer',
      step: 'text',
      move: 'text',
      answer: 'text?',
      obvious: 'integer',
      outcome: 'text?',
      author: 'text',
      at: 'integer',
      seq: 'integer',
    },
    key: ['line', 'id'],
    indexes: [
      ['line', 'call', 'seq'],
      ['line', 'number'],
    ],
  },
} as const satisfies Readonly<Record<string, TableDefinition>>;

export type TableName = keyof typeof tables;
export const tableNames = Object.keys(tables) as TableName[];

type ValueOf<C extends ColumnType> = C extends 'text'
  ? string
  : C extends 'integer'
    ? number
    : C extends 'text?'
      ? string | null
      : number | null;

/** A row as SQLite gives it back; `line` is always a Line, JSON columns are text. */
export type RowOf<T extends TableName> = {
  readonly [C in keyof (typeof tables)[T]['columns']]: (typeof tables)[T]['columns'][C] extends ColumnType
    ? ValueOf<(typeof tables)[T]['columns'][C]>
    : never;
};

type KeyOf<T extends TableName> = Pick<RowOf<T>, Extract<(typeof tables)[T]['key'][number], keyof RowOf<T>>>;

/** Adds a row, or changes the one with this key: `init` holds only where the row is new, `add` is added to what is there. */
interface Merge<T extends TableName> {
  readonly op: 'merge';
  readonly table: T;
  readonly key: KeyOf<T>;
  readonly init?: Partial<RowOf<T>>;
  readonly set?: Partial<RowOf<T>>;
  readonly add?: Partial<RowOf<T>>;
}
/** Changes the rows that are there; adds none. */
interface Patch<T extends TableName> {
  readonly op: 'patch';
  readonly table: T;
  readonly where: Partial<RowOf<T>>;
  readonly set: Partial<RowOf<T>>;
}
interface Delete<T extends TableName> {
  readonly op: 'delete';
  readonly table: T;
  readonly where: Partial<RowOf<T>>;
}
/** Removes a number from every table that has a `number` column, and contacts left without a number. */
interface Erase {
  readonly op: 'erase';
  readonly line: Line;
  readonly number: string;
}

type ForEachTable<T extends TableName = TableName> = T extends TableName ? Merge<T> | Patch<T> | Delete<T> : never;
export type TableChange = ForEachTable | Erase;

/** Shared, so that a projection with nothing to say allocates nothing. */
export const noChange: readonly TableChange[] = [];
