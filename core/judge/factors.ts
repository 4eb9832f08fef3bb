/**
 * The one table of all factors: how much each weighs, how fast its evidence fades, and when it applies. A factor's points
 * are added to the baseline; `risk.ts` does the sum.
 */
import type { PastCall } from './knowledge.ts';
import { numberForm } from './number-form.ts';
import type { FactorId, FactorParams, factorParams } from './reason-ids.ts';
import { factor, tagFactor } from './reason-ids.ts';
import type { Situation } from './situation.ts';
import { ageOf, dayMs, daysOf, isBlock, isTaggedBadSince } from './situation.ts';
import type { Factor } from './verdict.ts';

/** Risk of a number of which nothing is known. */
export const baseline = 45;

interface FactorRule {
  /** points for one fresh piece of evidence */
  readonly weight: number;
  /** days after which evidence counts half; absent = it holds as long as it is there */
  readonly halfLife?: number;
  /** most points that repetition can make of it, by amount */
  readonly most?: number;
  /** said of the number's prefix alone, which the practice line's invented numbers cannot bear */
  readonly byPrefix?: true;
}

const factorTable: Readonly<Record<FactorId, FactorRule>> = {
  vip: { weight: -45 },
  'allow-listed': { weight: -45 },
  'block-listed': { weight: 45 },
  watched: { weight: 15 },
  contact: { weight: -30 },
  'contact-vip': { weight: -40 },
  'tagged-sales': { weight: 20, halfLife: 14, most: 60 },
  'tagged-loan': { weight: 20, halfLife: 14, most: 60 },
  'tagged-invoice': { weight: 25, halfLife: 14, most: 60 },
  'tagged-fraud': { weight: 35, halfLife: 14, most: 60 },
  'tagged-robocall': { weight: 25, halfLife: 14, most: 60 },
  'tagged-silent': { weight: 10, halfLife: 14, most: 60 },
  'tagged-abuse': { weight: 25, halfLife: 14, most: 60 },
  'tagged-prank': { weight: 12, halfLife: 14, most: 60 },
  /** Customers stay customers longer than callers stay a nuisance: numbers change hands slowly, campaigns end soon. */
  'tagged-customer': { weight: -30, halfLife: 125, most: 60 },
  /** per short call from the third on */
  'short-calls': { weight: 10, most: 30 },
  'rejected-before': { weight: 8, halfLife: 14, most: 16 },
  'answered-long': { weight: -12, halfLife: 60, most: 24 },
  'we-called': { weight: -15, halfLife: 30, most: 15 },
  'first-seen': { weight: 0 },
  verified: { weight: -10 },
  'verification-failed': { weight: 25 },
  internal: { weight: -45 },
  hidden: { weight: 15 },
  malformed: { weight: 25 },
  overseas: { weight: 15 },
  iot: { weight: 25 },
  'toll-free': { weight: 20 },
  'receive-only': { weight: 20 },
  'sms-only': { weight: 20 },
  'call-centre': { weight: 5, byPrefix: true },
  'virtual-operator': { weight: 8, byPrefix: true },
  unallocated: { weight: 20, byPrefix: true },
};

const shortCallWindowMs = dayMs;
const fewestShortCalls = 3;
const shortTalkMs = 6000;
const shortRingMs = 4000;
const longTalkMs = 60_000;

/** Factors that apply, in the table's order; `weight` rounded; those faded to nothing are left out. */
export function factorsOf(situation: Situation): Factor[] {
  return [
    ...listFactors(situation),
    ...contactFactors(situation),
    ...tagFactors(situation),
    ...historyFactors(situation),
    ...networkFactors(situation),
    ...numberFactors(situation),
  ].filter((found) => found.weight !== 0 || found.id === 'first-seen');
}

/** Is anything known but the number and what can be told from its digits? */
export function isKnown(situation: Situation): boolean {
  const { call, knowledge, decisive, watch } = situation;
  return (
    decisive !== null ||
    watch !== null ||
    knowledge.contact !== null ||
    knowledge.tags.length > 0 ||
    knowledge.history.calls.length > 0 ||
    call.number.kind === 'internal' ||
    call.verstat === 'failed'
  );
}

function listFactors({ decisive, watch, call }: Situation): Factor[] {
  const found: Factor[] = [];
  if (decisive?.kind === 'block') found.push(fixed('block-listed', { reason: decisive.reason }));
  // A number that anyone may have faked earns nothing from the allow list.
  else if (decisive && call.verstat !== 'failed')
    found.push(fixed(decisive.vip ? 'vip' : 'allow-listed', { reason: decisive.reason }));
  if (watch) found.push(fixed('watched', { reason: watch.reason }));
  return found;
}

function contactFactors({ knowledge: { contact } }: Situation): Factor[] {
  if (!contact) return [];
  return [
    fixed(contact.vip ? 'contact-vip' : 'contact', { name: contact.name === '' ? contact.company : contact.name }),
  ];
}

/** Each person counts once a number, with the latest tag that says anything; `wrong-number` speaks neither way. */
function tagFactors({ knowledge, now }: Situation): Factor[] {
  const latest = new Map<string, { readonly id: (typeof tagFactor)[keyof typeof tagFactor]; readonly at: number }>();
  for (const { tag, author, at } of knowledge.tags) {
    if (tag === 'wrong-number') continue;
    const known = latest.get(author);
    if (known === undefined || at > known.at) latest.set(author, { id: tagFactor[tag], at });
  }
  return Object.values(tagFactor).flatMap((id) => {
    const times = [...latest.values()].filter((mark) => mark.id === id).map((mark) => mark.at);
    return times.length === 0
      ? []
      : [factor(id, points(id, times, now), { people: times.length, days: daysOf(Math.max(...times), now) })];
  });
}

function historyFactors(situation: Situation): Factor[] {
  const { knowledge, now } = situation;
  const { calls } = knowledge.history;
  const found: Factor[] = [];
  const short = calls.filter((past) => ageOf(past.at, now) <= shortCallWindowMs && isShort(past)).length;
  if (short >= fewestShortCalls) {
    const { weight, most = Infinity } = factorTable['short-calls'];
    found.push(factor('short-calls', Math.min(most, weight * (short - fewestShortCalls + 1)), { calls: short }));
  }
  const rejected = calls.filter(isBlock).map((past) => past.at);
  if (rejected.length > 0)
    found.push(factor('rejected-before', points('rejected-before', rejected, now), summary(rejected, now)));
  const long = calls.filter(
    (past) => past.outcome === 'answered' && past.talkMs >= longTalkMs && !isTaggedBadSince(situation, past.at),
  );
  if (long.length > 0) {
    const times = long.map((past) => past.at);
    const seconds = Math.floor(Math.max(...long.map((past) => past.talkMs)) / 1000);
    found.push(factor('answered-long', points('answered-long', times, now), { ...summary(times, now), seconds }));
  }
  const called = calls
    .filter((past) => past.direction === 'out' && !isTaggedBadSince(situation, past.at))
    .map((past) => past.at);
  if (called.length > 0) found.push(factor('we-called', points('we-called', called, now), summary(called, now)));
  return found;
}

function networkFactors({ call }: Situation): Factor[] {
  if (call.verstat === 'failed') return [fixed('verification-failed', {})];
  return call.verstat === 'passed' ? [fixed('verified', {})] : [];
}

function numberFactors(situation: Situation): Factor[] {
  const { call, knowledge } = situation;
  const ids: FactorIdWithoutParams[] = [];
  const { kind } = call.number;
  const form = numberForm(call.number);
  if (!isKnown(situation) && kind !== 'hidden') ids.push('first-seen');
  if (kind !== 'mobile' && kind !== 'landline' && kind !== 'service') ids.push(kind);
  if (form !== 'plain') ids.push(form);
  if (knowledge.carrier === 'unallocated') ids.push('unallocated');
  if (knowledge.carrier?.startsWith('virtual-') === true) ids.push('virtual-operator');
  return ids.filter((id) => call.line !== 'practice' || factorTable[id].byPrefix !== true).map((id) => fixed(id, {}));
}

type FactorIdWithoutParams = {
  [Id in FactorId]: (typeof factorParams)[Id] extends readonly [] ? Id : never;
}[FactorId];

function fixed<Id extends FactorId>(id: Id, params: FactorParams<Id>): Factor {
  return factor(id, factorTable[id].weight, params);
}

/** Sum of the evidence, each piece faded by its age, within the factor's bound. */
function points(id: FactorId, times: readonly number[], now: number): number {
  const { weight, halfLife, most = Infinity } = factorTable[id];
  const sum = times.reduce(
    (total, at) => total + (halfLife === undefined ? 1 : 2 ** (-ageOf(at, now) / (halfLife * dayMs))),
    0,
  );
  return Math.sign(weight) * Math.min(most, Math.abs(weight) * sum);
}

function summary(times: readonly number[], now: number): { readonly calls: number; readonly days: number } {
  return { calls: times.length, days: daysOf(Math.max(...times), now) };
}

/** One ring, or picked up and at once hung up. A missed call whose ringing is not known counts for nothing: it may be our fault. */
function isShort(past: PastCall): boolean {
  if (past.direction !== 'in') return false;
  if (past.outcome === 'answered') return past.talkMs < shortTalkMs;
  return past.outcome === 'missed' && past.ringMs !== undefined && past.ringMs < shortRingMs;
}
