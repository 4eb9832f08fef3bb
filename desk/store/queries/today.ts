/** Long read: what happened on this desk since a moment, in numbers. */
import type { Today } from '../../../core/contract/calls.ts';
import type { Line } from '../../../core/event/line.ts';
import type { Tag } from '../../../core/tag/tag.ts';
import { all } from './query-db.ts';
import type { QueryDb } from './query-db.ts';

export function today({ projections }: QueryDb, { line, since }: { line: Line; since: number }): Today {
  const [calls] = all<Record<'answered' | 'blocked' | 'undone' | 'missed', number> & { mean: number | null }>(
    projections,
    `select count(*) filter (where outcome = 'answered') as answered,
      count(*) filter (where outcome = 'blocked') as blocked,
      count(*) filter (where undone = 1) as undone,
      count(*) filter (where outcome = 'missed') as missed,
      avg(ringMs) filter (where outcome = 'answered' and direction = 'in') as mean
      from calls where line = ? and at >= ?`,
    [line, since],
  );
  const tags = all<{ tag: Tag; count: number }>(
    projections,
    `select tag, count(*) as count from tags where line = ? and at >= ? and withdrawnAt is null
      group by tag order by count desc, tag`,
    [line, since],
  );
  const [escalations] = all<{ escalated: number; decided: number }>(
    projections,
    `select (select count(*) from escalations where line = ?1 and openedAt >= ?2) as escalated,
      (select count(*) from escalations where line = ?1 and decidedAt >= ?2) as decided`,
    [line, since],
  );
  return {
    answered: calls?.answered ?? 0,
    blocked: calls?.blocked ?? 0,
    undone: calls?.undone ?? 0,
    missed: calls?.missed ?? 0,
    tagged: tags.reduce((sum, { count }) => sum + count, 0),
    tags: tags.map(({ tag, count }) => ({ tag, count })),
    escalated: escalations?.escalated ?? 0,
    decided: escalations?.decided ?? 0,
    meanAnswerMs: calls?.mean ?? null,
  };
}
