/** Long read: numbers (and patterns of list entries) with something that may have been kept long enough. */
import type { Line } from '../../../core/event/line.ts';
import { all } from './query-db.ts';
import type { QueryDb } from './query-db.ts';

export function agedNumbers({ projections }: QueryDb, { line, before }: { line: Line; before: number }): string[] {
  return all<{ number: string }>(
    projections,
    `select number from calls where line = ?1 and at < ?2
     union select number from notes where line = ?1 and at < ?2
     union select number from scriptSteps where line = ?1 and at < ?2
     union select number from recordings where line = ?1 and startedAt < ?2 and removedAt is not null
     union select number from tags where line = ?1 and withdrawnAt < ?2
     union select number from escalations where line = ?1 and decidedAt < ?2
     union select number from listEntries where line = ?1 and (removedAt < ?2 or expiresAt < ?2)`,
    [line, before],
  ).map(({ number }) => number);
}
