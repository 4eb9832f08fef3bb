/** The table of long reads: what the reader thread can be asked. */
import { quickCheck } from '../log-db.ts';
import type { QueryName, ReaderQueries } from '../reader-messages.ts';
import { agedNumbers } from './aged-numbers.ts';
import { contacts } from './contacts.ts';
import { escalations } from './escalations.ts';
import { history } from './history.ts';
import { impact } from './impact.ts';
import { lists } from './lists.ts';
import { eventsOf, timeline } from './timeline.ts';
import { today } from './today.ts';
import type { QueryDb } from './query-db.ts';

export const queries: {
  readonly [N in QueryName]: (db: QueryDb, input: ReaderQueries[N]['input']) => ReaderQueries[N]['output'];
} = {
  history,
  timeline,
  lists,
  impact,
  contacts,
  escalations,
  today,
  eventsOf,
  agedNumbers,
  backupLog: ({ log }, { path }) => {
    log.prepare('vacuum into ?').run(path);
  },
  check: ({ log }) => quickCheck(log),
};
