/** Folds how a call sounded into one row a call. Pure; apart from `calls`, whose rows have to stay small. */
import type { EventOf } from '../event/event.ts';
import type { TableChange } from './table.ts';

export function projectQuality(event: EventOf<'call.quality'>): readonly TableChange[] {
  return [
    {
      op: 'merge',
      table: 'callQuality',
      key: { line: event.line, call: event.call },
      set: { number: event.number, quality: JSON.stringify(event.data) },
    },
  ];
}
