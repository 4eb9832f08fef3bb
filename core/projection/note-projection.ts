/** Folds a call's note: the last one written stands. Pure. */
import type { LoggedEvent } from '../event/event.ts';
import { noChange } from './table.ts';
import type { TableChange } from './table.ts';

export function projectNote(event: LoggedEvent): readonly TableChange[] {
  if (event.type !== 'note.set') return noChange;
  return [
    {
      op: 'merge',
      table: 'notes',
      key: { line: event.line, call: event.call },
      set: { number: event.number, text: event.data.text, author: event.author, at: event.at },
    },
  ];
}
