/** Number → knowledge → verdict → card, by point look-ups only: no disk write and no long read may stand in its way. */
import type { CallerCard, HistorySummary } from '../../../core/call/caller-card.ts';
import { isCustomer, seesMasked } from '../../../core/call/customer.ts';
import { judge } from '../../../core/judge/judge.ts';
import type { Knowledge, PastCall } from '../../../core/judge/knowledge.ts';
import { noKnowledge } from '../../../core/judge/knowledge.ts';
import type { Verdict } from '../../../core/judge/verdict.ts';
import { isInForce } from '../../../core/list/reach.ts';
import type { CallerNumber } from '../../../core/number/caller-number.ts';
import { carrierOf } from '../../../core/place/carrier-table.ts';
import type { Line } from '../../../core/event/line.ts';
import type { ScreenInput } from '../../../core/contract/calls.ts';
import type { FeatureDeps } from '../deps.ts';
import type { LiveCalls } from './live-calls.ts';

export interface Caller {
  /** '' for a number's page: no call is left out of its history */
  readonly call: string;
  readonly line: Line;
  readonly number: CallerNumber;
  readonly claimedName: string;
  readonly verstat: ScreenInput['verstat'];
}

const judgedCalls = 50;

/** Never throws: a call whose look-ups fail is judged by what its number alone tells, and the log says why. */
export function makeCard(deps: FeatureDeps, live: LiveCalls, caller: Caller): CallerCard {
  const { number, line } = caller;
  const now = deps.clock.now();
  let knowledge: Knowledge = { ...noKnowledge, ...placeOf(deps, number) };
  let history: HistorySummary = { calls: 0, answered: 0, blocked: 0, last: null };
  try {
    ({ knowledge, history } = lookUp(deps, live, caller));
  } catch (error) {
    deps.log.error(`look-ups failed, judged by the number alone: ${String(error)}`);
  }
  const masked = seesMasked(deps.policy(), deps.who().role) && isCustomer({ ...knowledge, list: allowing(knowledge) });
  const verdict = withoutGate(judge({ number, line, verstat: caller.verstat }, knowledge, deps.policy(), now));
  return {
    number,
    place: knowledge.place,
    carrier: knowledge.carrier,
    claimedName: caller.claimedName,
    contact: knowledge.contact,
    list: knowledge.entries.find(({ id }) => id === verdict.listEntry) ?? null,
    history,
    tags: [...knowledge.tags],
    verdict,
    ...(masked ? { masked } : {}),
    at: now,
  };
}

function allowing({ entries }: Knowledge): Knowledge['entries'][number] | null {
  return entries.find(({ kind }) => kind === 'allow') ?? null;
}

/** As for the card; for rows that tell less of their number. */
export function isCustomerNumber({ store, clock }: FeatureDeps, line: Line, number: string): boolean {
  const { reads } = store;
  const contact = reads.contactOf(line, number);
  if (contact !== null) return true;
  const entries = reads.entriesFor(line, number).filter((entry) => isInForce(entry, clock.now()));
  return isCustomer({
    contact,
    tags: reads.tagsOf(line, number),
    list: entries.find(({ kind }) => kind === 'allow') ?? null,
  });
}

function placeOf(deps: FeatureDeps, { key }: CallerNumber): Pick<Knowledge, 'place' | 'carrier'> {
  return { place: deps.places.lookUp(key).place, carrier: carrierOf(key) };
}

function lookUp(
  deps: FeatureDeps,
  live: LiveCalls,
  { call, line, number }: Caller,
): { knowledge: Knowledge; history: HistorySummary } {
  const { reads } = deps.store;
  const { key } = number;
  const calls = reads
    .callsOf(line, key, judgedCalls, call)
    .map((row): PastCall & { readonly endedBy: string | null } => ({
      at: row.at,
      direction: row.direction === 'out' ? 'out' : 'in',
      outcome: live.outcomeOf(row),
      talkMs: row.talkMs,
      // only what the caller ended tells of the caller
      ...(row.outcome === 'missed' && row.endedBy === 'caller' ? { ringMs: row.ringMs } : {}),
      undone: row.undone === 1,
      endedBy: row.endedBy,
    }));
  const counters = reads.countersOf(line, key);
  const own = call === '' ? null : reads.call(line, call);
  const isCounted = own?.started === 1 && own.direction === 'in';
  const [last] = calls;
  return {
    knowledge: {
      entries: reads.entriesFor(line, key),
      tags: reads.tagsOf(line, key),
      history: { calls },
      contact: reads.contactOf(line, key),
      ...placeOf(deps, number),
    },
    history: {
      // this call is no history of itself
      calls: Math.max(0, (counters?.calls ?? 0) - (isCounted ? 1 : 0)),
      answered: Math.max(0, (counters?.answered ?? 0) - (own?.outcome === 'answered' ? 1 : 0)),
      blocked: Math.max(0, (counters?.blocked ?? 0) - (own?.outcome === 'blocked' ? 1 : 0)),
      last: last === undefined ? null : { at: last.at, outcome: last.outcome, talkMs: last.talkMs, by: last.endedBy },
    },
  };
}

/** Until the gate is built, a call that the policy would send there rings with a warning; the trace still says why. */
function withoutGate(verdict: Verdict): Verdict {
  return verdict.action === 'gate' ? { ...verdict, action: 'ring', warn: true } : verdict;
}
