/**
 * What `judge` is told: the call, and all that is known of its number, read beforehand by point look-ups.
 * Plain data; nothing here may look anything up, and only what belongs to the call's own line may be put in.
 */
import type { CallOutcome } from '../call/call-outcome.ts';
import type { ContactName, TagMark } from '../call/caller-card.ts';
import type { Line } from '../event/line.ts';
import type { ListEntry } from '../list/list-entry.ts';
import type { CallerNumber, CarrierClass, Words } from '../number/caller-number.ts';

/** The ringing call itself. */
export interface JudgeInput {
  readonly number: CallerNumber;
  readonly line: Line;
  /** the network's own check of the number (RFC 8224 `verstat`); null or 'none' where the trunk says nothing */
  readonly verstat: 'passed' | 'failed' | 'none' | null;
}

/** An earlier call with this number. The call being judged is never among them. */
export interface PastCall {
  /** start, ms since the epoch */
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly outcome: CallOutcome;
  readonly talkMs: number;
  /** how long it rang, where known: callers that ring once and hang up are counted */
  readonly ringMs?: number;
  /** an automatic rejection that somebody undid: counts as no block */
  readonly undone: boolean;
}

export interface Knowledge {
  /** every entry that `candidateKeys` finds for the number, of any kind, in any order; `judge` checks match and expiry again */
  readonly entries: readonly ListEntry[];
  /** tags on the number that were not withdrawn, in any order */
  readonly tags: readonly TagMark[];
  /** the newest ≤ 50 calls, in any order */
  readonly history: { readonly calls: readonly PastCall[] };
  readonly contact: ContactName | null;
  /** from `PlaceTable.lookUp` */
  readonly place: Words | null;
  /** from `carrierOf` */
  readonly carrier: CarrierClass | null;
}

/** For a number of which nothing is known (also what a failed or late look-up is judged with). */
export const noKnowledge: Knowledge = {
  entries: [],
  tags: [],
  history: { calls: [] },
  contact: null,
  place: null,
  carrier: null,
};
