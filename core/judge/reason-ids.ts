/**
 * Every id that a verdict's factors and trace may carry, with the parameters of its sentence. The sentences are in
 * `reason-words.ts`; views show `factor.<id>` and `trace.<id>`.
 */
import type { Tag } from '../tag/tag.ts';
import type { Factor, TraceStep } from './verdict.ts';

/**
 * `reason`, `author`: of the list entry. `people`: how many colleagues. `days`: whole days that the newest evidence is
 * old, at least 1. `calls`: how many calls. `seconds`: of the longest call.
 */
export const factorParams = {
  vip: ['reason'],
  'allow-listed': ['reason'],
  'block-listed': ['reason'],
  watched: ['reason'],
  contact: ['name'],
  'contact-vip': ['name'],
  'tagged-sales': ['people', 'days'],
  'tagged-loan': ['people', 'days'],
  'tagged-invoice': ['people', 'days'],
  'tagged-fraud': ['people', 'days'],
  'tagged-robocall': ['people', 'days'],
  'tagged-silent': ['people', 'days'],
  'tagged-abuse': ['people', 'days'],
  'tagged-prank': ['people', 'days'],
  'tagged-customer': ['people', 'days'],
  'short-calls': ['calls'],
  'rejected-before': ['calls', 'days'],
  'answered-long': ['calls', 'seconds', 'days'],
  'we-called': ['calls', 'days'],
  'first-seen': [],
  verified: [],
  'verification-failed': [],
  internal: [],
  hidden: [],
  malformed: [],
  overseas: [],
  iot: [],
  'toll-free': [],
  'receive-only': [],
  'sms-only': [],
  'call-centre': [],
  'virtual-operator': [],
  unallocated: [],
} as const satisfies Record<string, readonly string[]>;

export type FactorId = keyof typeof factorParams;
export const factorIds = Object.keys(factorParams) as readonly FactorId[];

/** The factor of each tag that speaks for or against a number. */
export const tagFactor = {
  sales: 'tagged-sales',
  loan: 'tagged-loan',
  invoice: 'tagged-invoice',
  fraud: 'tagged-fraud',
  robocall: 'tagged-robocall',
  silent: 'tagged-silent',
  abuse: 'tagged-abuse',
  prank: 'tagged-prank',
  customer: 'tagged-customer',
} as const satisfies Record<Exclude<Tag, 'wrong-number'>, FactorId>;

/** `score`, `from`: the risk and the policy's threshold. */
export const traceParams = {
  /** an earlier step decided */
  'not-reached': [],
  'list-none': [],
  'list-vip': ['reason', 'author'],
  'list-allow': ['reason', 'author'],
  'list-unverified': ['reason', 'author'],
  'list-block': ['reason', 'author'],
  'list-watch': ['reason', 'author'],
  'known-none': [],
  'known-called': ['days'],
  'known-answered': ['seconds', 'days'],
  'known-tagged-since': [],
  'known-blocked-since': [],
  'known-unverified': [],
  'known-hidden': [],
  'rule-none': [],
  'rule-hidden': [],
  'rule-malformed': [],
  'rule-iot': [],
  'rule-toll-free': [],
  'rule-receive-only': [],
  'rule-sms-only': [],
  'rule-verification-failed': [],
  'risk-reject': ['score', 'from'],
  'risk-gate': ['score', 'from'],
  'risk-warn': ['score', 'from'],
  'risk-below': ['score', 'from'],
  'risk-off': ['score'],
  'otherwise-ring': [],
} as const satisfies Record<string, readonly string[]>;

export type TraceId = keyof typeof traceParams;
export const traceIds = Object.keys(traceParams) as readonly TraceId[];

type ParamsOf<Names extends readonly string[]> = Readonly<Record<Names[number], string | number>>;
export type FactorParams<Id extends FactorId> = ParamsOf<(typeof factorParams)[Id]>;
export type TraceParams<Id extends TraceId> = ParamsOf<(typeof traceParams)[Id]>;

/** A trace step whose parameters fit its sentence. */
export function traceStep<Id extends TraceId>(
  step: TraceStep['step'],
  hit: boolean,
  id: Id,
  params: TraceParams<Id>,
): TraceStep {
  return { step, hit, id, params };
}

/** A factor whose parameters fit its sentence; `weight` is rounded here, so that what is shown adds up to the score. */
export function factor<Id extends FactorId>(id: Id, weight: number, params: FactorParams<Id>): Factor {
  // `+ 0` turns -0 into 0
  return { id, weight: Math.round(weight) + 0, params };
}
