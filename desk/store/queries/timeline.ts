/** Long read: the events of one number from the log itself, newest first. */
import type { DeskEvent, LoggedEvent } from '../../../core/event/event.ts';
import type { Line } from '../../../core/event/line.ts';
import { all } from './query-db.ts';
import type { QueryDb } from './query-db.ts';

export function timeline(
  { log }: QueryDb,
  { line, number, limit }: { line: Line; number: string; limit: number },
): LoggedEvent[] {
  const rows = all<{ seq: number; json: string }>(
    log,
    'select seq, json from events where line = ? and number = ? order by seq desc limit ?',
    [line, number, limit],
  );
  return rows.map(({ seq, json }) => ({ ...(JSON.parse(json) as DeskEvent), seq }));
}

/** How many events an erasure of this number would remove. */
export function eventsOf({ log }: QueryDb, { line, number }: { line: Line; number: string }): { events: number } {
  const [row] = all<{ n: number }>(log, 'select count(*) as n from events where line = ? and number = ?', [
    line,
    number,
  ]);
  return { events: row?.n ?? 0 };
}
