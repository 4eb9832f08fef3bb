/** Folds calls into a number's counters. Pure; each event counts once because the store folds each event once. */
import type { LoggedEvent } from '../event/event.ts';
import { noChange } from './table.ts';
import type { TableChange } from './table.ts';

type Counters = NonNullable<Extract<TableChange, { op: 'merge'; table: 'numbers' }>['add']>;

export function projectNumber(event: LoggedEvent): readonly TableChange[] {
  switch (event.type) {
    case 'call.started':
      return count(event, event.data.direction === 'in' ? { calls: 1 } : { dialled: 1 });
    case 'call.ended':
      if (event.data.outcome === 'answered') return count(event, { answered: 1 });
      if (event.data.outcome === 'blocked') return count(event, { blocked: 1 });
      return noChange;
    default:
      return noChange;
  }
}

function count(event: Extract<LoggedEvent, { number: string }>, add: Counters): readonly TableChange[] {
  return [
    {
      op: 'merge',
      table: 'numbers',
      key: { line: event.line, number: event.number },
      init: { firstAt: event.at },
      set: { lastAt: event.at },
      add,
    },
  ];
}
