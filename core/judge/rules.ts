/**
 * Step 3 of a verdict: rules in order of priority, each a pure predicate and an effect. Those below are built in and only
 * warn; rules that people write will join the same list and may decide.
 */
import { numberForm } from './number-form.ts';
import type { TraceId } from './reason-ids.ts';
import type { Situation } from './situation.ts';
import type { Action } from './verdict.ts';

/** `warn` goes on to the next rule and step; `decide` ends the judging. */
export type RuleEffect =
  { readonly type: 'warn' } | { readonly type: 'decide'; readonly action: Action; readonly warn: boolean };

export type RuleTraceId = Extract<TraceId, `rule-${string}`>;

export interface Rule {
  /** id of its sentence */
  readonly id: Exclude<RuleTraceId, 'rule-none'>;
  /** lower comes first; the built-in rules leave room around them */
  readonly priority: number;
  readonly applies: (situation: Situation) => boolean;
  readonly effect: RuleEffect;
}

const warn: RuleEffect = { type: 'warn' };

export const builtInRules: readonly Rule[] = [
  {
    id: 'rule-verification-failed',
    priority: 100,
    applies: ({ call }) => call.verstat === 'failed',
    effect: warn,
  },
  { id: 'rule-hidden', priority: 200, applies: ({ call }) => call.number.kind === 'hidden', effect: warn },
  { id: 'rule-malformed', priority: 210, applies: ({ call }) => call.number.kind === 'malformed', effect: warn },
  { id: 'rule-iot', priority: 300, applies: ({ call }) => call.number.kind === 'iot', effect: warn },
  { id: 'rule-toll-free', priority: 310, applies: ({ call }) => call.number.kind === 'toll-free', effect: warn },
  {
    id: 'rule-receive-only',
    priority: 320,
    applies: ({ call }) => numberForm(call.number) === 'receive-only',
    effect: warn,
  },
  { id: 'rule-sms-only', priority: 330, applies: ({ call }) => numberForm(call.number) === 'sms-only', effect: warn },
];

export interface RuleResult {
  /** every rule that applied, up to and including the one that decided */
  readonly applied: readonly Rule[];
  readonly warn: boolean;
  readonly decision: Extract<RuleEffect, { type: 'decide' }> | null;
}

export function applyRules(situation: Situation, rules: readonly Rule[]): RuleResult {
  const applied: Rule[] = [];
  let warns = false;
  for (const rule of rules.toSorted((a, b) => a.priority - b.priority)) {
    if (!rule.applies(situation)) continue;
    applied.push(rule);
    if (rule.effect.type === 'decide') return { applied, warn: warns || rule.effect.warn, decision: rule.effect };
    warns = true;
  }
  return { applied, warn: warns, decision: null };
}
