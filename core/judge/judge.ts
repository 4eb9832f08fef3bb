/**
 * Decides a ringing call: design.md's five steps, first match wins, every reason kept. Pure and total.
 *
 * `gate` is answered where the policy asks for it. A desk that has no gate yet must ring such a call with `warn`; that is
 * the caller's business, since only the caller knows what the line can do.
 */
import type { Policy } from '../settings/settings.ts';
import type { JudgeInput, Knowledge } from './knowledge.ts';
import { knownCustomer } from './known-customer.ts';
import { traceStep } from './reason-ids.ts';
import { assess } from './risk.ts';
import { applyRules, builtInRules } from './rules.ts';
import type { Situation } from './situation.ts';
import { situationOf } from './situation.ts';
import type { Action, TraceStep, Verdict } from './verdict.ts';

/** What a step that decides says; null = it leaves the call to the next step. */
interface Decision {
  readonly action: Action;
  readonly warn: boolean;
  readonly status: Verdict['status'];
}

interface Judged {
  readonly trace: readonly TraceStep[];
  readonly decision: Decision | null;
  /** a step may make the card warn without deciding */
  readonly warn?: boolean;
}

const ring: Decision = { action: 'ring', warn: false, status: null };
const ringWithWarning: Decision = { action: 'ring', warn: true, status: null };
/** 608: a machine decided (RFC 8688) */
const rejectByMachine: Decision = { action: 'reject', warn: true, status: 608 };

export function judge(call: JudgeInput, knowledge: Knowledge, policy: Policy, now: number): Verdict {
  const situation = situationOf(call, knowledge, now);
  const { risk, factors } = assess(situation);
  const steps: readonly (readonly [TraceStep['step'], () => Judged])[] = [
    ['list', () => byList(situation, policy)],
    ['known-customer', () => byKnownCustomer(situation)],
    ['rule', () => byRules(situation)],
    ['risk', () => byRisk(risk.score, policy)],
    ['otherwise', () => ({ trace: [traceStep('otherwise', true, 'otherwise-ring', {})], decision: ring })],
  ];
  const trace: TraceStep[] = [];
  let decision: Decision | null = null;
  let warn = false;
  for (const [step, ask] of steps) {
    if (decision) {
      trace.push(traceStep(step, false, 'not-reached', {}));
      continue;
    }
    const judged = ask();
    trace.push(...judged.trace);
    decision = judged.decision;
    warn ||= judged.warn === true || decision?.warn === true;
  }
  const { action, status } = decision ?? ring;
  return {
    action,
    warn,
    status,
    risk,
    factors,
    trace,
    listEntry: situation.decisive?.id ?? situation.watch?.id ?? null,
    policyVersion: policy.version,
  };
}

function byList({ call, decisive, watch }: Situation, policy: Policy): Judged {
  const seen: TraceStep[] = [];
  if (watch) seen.push(traceStep('list', false, 'list-watch', { reason: watch.reason, author: watch.author }));
  if (!decisive) return { trace: seen.length > 0 ? seen : [traceStep('list', false, 'list-none', {})], decision: null };
  const said = { reason: decisive.reason, author: decisive.author };
  if (decisive.kind === 'block') {
    // 607 Unwanted (RFC 8197): a person decided; 603 for a PBX that knows no 607
    const decision: Decision = { action: 'reject', warn: true, status: policy.blockStatus };
    return { trace: [...seen, traceStep('list', true, 'list-block', said)], decision };
  }
  if (call.verstat === 'failed')
    return { trace: [...seen, traceStep('list', true, 'list-unverified', said)], decision: ringWithWarning };
  return decisive.vip
    ? { trace: [...seen, traceStep('list', true, 'list-vip', said)], decision: { ...ring, action: 'vip' } }
    : { trace: [...seen, traceStep('list', true, 'list-allow', said)], decision: ring };
}

function byKnownCustomer(situation: Situation): Judged {
  const step = knownCustomer(situation);
  return { trace: [step], decision: step.hit ? ring : null };
}

function byRules(situation: Situation): Judged {
  const { applied, warn, decision } = applyRules(situation, builtInRules);
  const trace = applied.map(({ id, effect }) => traceStep('rule', effect.type === 'decide', id, {}));
  return {
    trace: trace.length > 0 ? trace : [traceStep('rule', false, 'rule-none', {})],
    // a rule is a person's doing, but the number was not judged by one: 608
    decision: decision && {
      action: decision.action,
      warn: decision.warn,
      status: decision.action === 'reject' ? 608 : null,
    },
    warn,
  };
}

function byRisk(score: number, policy: Policy): Judged {
  const { rejectFrom, gateFrom, warnFrom } = policy;
  if (score >= rejectFrom)
    return { trace: [traceStep('risk', true, 'risk-reject', { score, from: rejectFrom })], decision: rejectByMachine };
  if (score >= gateFrom) {
    const decision: Decision = { action: 'gate', warn: true, status: null };
    return { trace: [traceStep('risk', true, 'risk-gate', { score, from: gateFrom })], decision };
  }
  if (score >= warnFrom)
    return { trace: [traceStep('risk', true, 'risk-warn', { score, from: warnFrom })], decision: ringWithWarning };
  const isOff = warnFrom > 100;
  return {
    trace: [
      isOff
        ? traceStep('risk', false, 'risk-off', { score })
        : traceStep('risk', false, 'risk-below', { score, from: warnFrom }),
    ],
    decision: null,
  };
}
