/** Folds the steps taken in a script into the call's trail, in log order. Pure. */
import type { LoggedEvent } from '../event/event.ts';
import { noChange } from './table.ts';
import type { TableChange } from './table.ts';

export function projectScript(event: LoggedEvent): readonly TableChange[] {
  if (event.type !== 'script.stepped') return noChange;
  const { script, version, step, move, answer, obvious, outcome } = event.data;
  return [
    {
      op: 'merge',
      table: 'scriptSteps',
      key: { line: event.line, id: event.id },
      set: {
        call: event.call,
        number: event.number,
        script,
        version,
        step,
        move,
        answer,
        obvious: obvious ? 1 : 0,
        outcome,
        author: event.author,
        at: event.at,
        seq: event.seq,
      },
    },
  ];
}
