/** What the store and its reader thread tell each other, and the long reads there are. Of one build, so nothing is parsed. */
import type { HistoryFilterInput, HistoryPage } from './queries/history.ts';
import type { ContactsPage } from './queries/contacts.ts';
import type { Escalation } from '../../core/escalation/escalation.ts';
import type { Impact, ImpactInput } from './queries/impact.ts';
import type { Line } from '../../core/event/line.ts';
import type { ListPage, ListPageInput } from './queries/lists.ts';
import type { LoggedEvent } from '../../core/event/event.ts';
import type { Today } from '../../core/contract/calls.ts';
import type { StoreCause } from './store-error.ts';

/** Name of a long read → what it is given and what it answers. */
export interface ReaderQueries {
  history: { input: HistoryFilterInput; output: HistoryPage };
  /** a number's events, newest first */
  timeline: { input: { line: Line; number: string; limit: number }; output: LoggedEvent[] };
  lists: { input: ListPageInput; output: ListPage };
  impact: { input: ImpactInput; output: Impact };
  contacts: { input: { line: Line; text: string; limit: number }; output: ContactsPage };
  /** inbox: not decided, oldest first; mine: opened by `author`, newest first; decided: newest first */
  escalations: { input: { line: Line; view: 'inbox' | 'mine' | 'decided'; author: string }; output: Escalation[] };
  today: { input: { line: Line; since: number }; output: Today };
  eventsOf: { input: { line: Line; number: string }; output: { events: number } };
  /** with something that may have been kept since before `before` (ms) */
  agedNumbers: { input: { line: Line; before: number }; output: string[] };
  backupLog: { input: { path: string }; output: void };
  /** what is wrong with the log's file, or null */
  check: { input: Record<string, never>; output: string | null };
}

export type QueryName = keyof ReaderQueries;

export interface ReaderData {
  readonly paths: { readonly log: string; readonly projections: string };
}

export type ToReader =
  | { readonly kind: 'query'; readonly ticket: number; readonly name: QueryName; readonly input: unknown }
  | { readonly kind: 'close' };

export type FromReader =
  | { readonly kind: 'opened' }
  | { readonly kind: 'not-opened'; readonly detail: string; readonly cause: StoreCause }
  | { readonly kind: 'answer'; readonly ticket: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly ticket: number; readonly cause: StoreCause; readonly detail: string };
