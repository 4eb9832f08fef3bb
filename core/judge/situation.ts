/** What every step of `judge` looks at: the call and what may be believed of its number. Pure; `now` is passed in. */
import { isInForce, matches, reach } from '../list/reach.ts';
import type { ListEntry } from '../list/list-entry.ts';
import { badTags } from '../tag/tag.ts';
import type { JudgeInput, Knowledge, PastCall } from './knowledge.ts';
import { noKnowledge } from './knowledge.ts';

export const dayMs = 86_400_000;

export interface Situation {
  readonly call: JudgeInput;
  readonly knowledge: Knowledge;
  readonly now: number;
  /** the allow or block entry that decides */
  readonly decisive: ListEntry | null;
  /** the narrowest watch entry in force: shown, decides nothing */
  readonly watch: ListEntry | null;
}

export function situationOf(call: JudgeInput, knowledge: Knowledge, now: number): Situation {
  const inForce = knowledge.entries.filter((entry) => matches(entry, call.number.key) && isInForce(entry, now));
  return {
    call,
    // All hidden callers share one key: what one of them did must not be held against, or for, the next.
    knowledge: call.number.kind === 'hidden' ? { ...noKnowledge, entries: knowledge.entries } : knowledge,
    now,
    decisive: narrowest(inForce.filter((entry) => entry.kind !== 'watch')),
    watch: narrowest(inForce.filter((entry) => entry.kind === 'watch')),
  };
}

function rank(entry: ListEntry): number {
  if (entry.kind !== 'allow') return 0;
  return entry.vip ? 2 : 1;
}

/** Exact beats range beats prefix; at equal reach allow beats block, VIP beats allow, and then the newest counts. */
function narrowest(entries: readonly ListEntry[]): ListEntry | null {
  const [first] = entries.toSorted(
    (a, b) =>
      reach(b) - reach(a) || rank(b) - rank(a) || b.createdAt - a.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  return first ?? null;
}

/** Age in ms; what another desk's fast clock dates in the future is new. */
export function ageOf(at: number, now: number): number {
  return Math.max(0, now - at);
}

/** Whole days, at least 1: "within {{days}} d". */
export function daysOf(at: number, now: number): number {
  return Math.max(1, Math.ceil(ageOf(at, now) / dayMs));
}

/** A bad tag in the call itself or after it: answered, then reported. */
export function isTaggedBadSince({ knowledge }: Situation, at: number): boolean {
  return knowledge.tags.some((mark) => badTags.has(mark.tag) && mark.at >= at);
}

export function isBlock(call: PastCall): boolean {
  return call.outcome === 'rejected' || (call.outcome === 'blocked' && !call.undone);
}

/** Rejected by screening or by an agent, or put on the block list, in or after `at`. */
export function isBlockedSince({ knowledge, call: { number } }: Situation, at: number): boolean {
  return (
    knowledge.history.calls.some((call) => isBlock(call) && call.at >= at) ||
    knowledge.entries.some((entry) => entry.kind === 'block' && entry.createdAt >= at && matches(entry, number.key))
  );
}
