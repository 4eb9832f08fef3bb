/** Scenarios of screening, step by step. */
import { describe, expect, it } from 'vitest';
import { carrierOf } from '../place/carrier-table.ts';
import {
  now,
  day,
  hour,
  policy,
  mobile,
  callFrom,
  entry,
  tagged,
  past,
  history,
  judged,
  decidedBy,
  stepIds,
} from './test-support/judging.ts';

describe('a number nobody has seen', () => {
  it('rings as unknown at the baseline, and says so', () => {
    expect(judged({ place: { 'zh-CN': '北京', en: 'Beijing' }, carrier: 'basic-mobile' })).toEqual({
      action: 'ring',
      warn: false,
      status: null,
      risk: { score: 45, band: 'unknown' },
      factors: [{ id: 'first-seen', weight: 0, params: {} }],
      trace: [
        { step: 'list', hit: false, id: 'list-none', params: {} },
        { step: 'known-customer', hit: false, id: 'known-none', params: {} },
        { step: 'rule', hit: false, id: 'rule-none', params: {} },
        { step: 'risk', hit: false, id: 'risk-below', params: { score: 45, from: 50 } },
        { step: 'otherwise', hit: true, id: 'otherwise-ring', params: {} },
      ],
      listEntry: null,
      policyVersion: 1,
    });
  });

  it('weighs an unallocated segment, but stays unknown and rings', () => {
    const call = callFrom('14200281101');
    const verdict = judged({ carrier: carrierOf(call.number.key) }, call);
    expect(verdict).toMatchObject({ action: 'ring', warn: true, risk: { score: 65, band: 'unknown' } });
    expect(decidedBy(verdict)).toBe('risk-warn');
  });

  it('does not hold the practice line’s invented numbers against it', () => {
    const call = callFrom('14200281101', { line: 'practice' });
    expect(judged({ carrier: carrierOf(call.number.key) }, call).risk.score).toBe(45);
    expect(judged({ carrier: 'virtual-unicom' }, callFrom('17112345678', { line: 'practice' })).risk.score).toBe(45);
    expect(judged({ carrier: 'virtual-unicom' }, callFrom('17112345678')).risk.score).toBe(53);
  });
});

describe('step 1, lists', () => {
  it('rejects a blocked number with 607, or 603 where the policy says so', () => {
    const verdict = judged({ entries: [entry()] });
    expect(verdict).toMatchObject({ action: 'reject', status: 607, listEntry: 'entry', risk: { band: 'nuisance' } });
    expect(stepIds(verdict)).toEqual(['list-block', 'not-reached', 'not-reached', 'not-reached', 'not-reached']);
    expect(judged({ entries: [entry()] }, callFrom(mobile), { ...policy, blockStatus: 603 }).status).toBe(603);
  });

  it('puts a VIP through first and lets other allowed numbers ring', () => {
    expect(judged({ entries: [entry({ kind: 'allow', vip: true })] })).toMatchObject({
      action: 'vip',
      warn: false,
      risk: { score: 0, band: 'trusted' },
    });
    expect(judged({ entries: [entry({ kind: 'allow' })] })).toMatchObject({ action: 'ring', warn: false });
  });

  it('lets exact beat range beat prefix, a longer prefix a shorter one, and allow beat block at equal reach', () => {
    const exact = entry({ id: 'exact', kind: 'allow' });
    const range = entry({
      id: 'range',
      match: { type: 'range', from: '+8613800138000', to: '+8613800138099' },
    });
    const prefix = entry({ id: 'prefix', kind: 'allow', match: { type: 'prefix', prefix: '+86138' } });
    const longer = entry({ id: 'longer', match: { type: 'prefix', prefix: '+86138001' } });
    expect(judged({ entries: [prefix, range, exact] })).toMatchObject({ action: 'ring', listEntry: 'exact' });
    expect(judged({ entries: [prefix, range] })).toMatchObject({ action: 'reject', listEntry: 'range' });
    expect(judged({ entries: [prefix, longer] })).toMatchObject({ action: 'reject', listEntry: 'longer' });
    expect(judged({ entries: [entry({ id: 'block' }), exact] })).toMatchObject({ action: 'ring', listEntry: 'exact' });
  });

  it('ignores entries that expired or do not match after all', () => {
    expect(judged({ entries: [entry({ expiresAt: now })] }).action).toBe('ring');
    expect(judged({ entries: [entry({ expiresAt: now + 1 })] }).action).toBe('reject');
    expect(judged({ entries: [entry({ match: { type: 'exact', number: '+8613900000000' } })] }).action).toBe('ring');
  });

  it('gives a number that failed verification no trust from the allow list: it rings with a warning', () => {
    const verdict = judged({ entries: [entry({ kind: 'allow', vip: true })] }, callFrom(mobile, { verstat: 'failed' }));
    expect(verdict).toMatchObject({ action: 'ring', warn: true, listEntry: 'entry' });
    expect(decidedBy(verdict)).toBe('list-unverified');
    expect(verdict.factors.map(({ id }) => id)).toEqual(['verification-failed']);
  });

  it('shows a watch entry without deciding by it', () => {
    const verdict = judged({ entries: [entry({ kind: 'watch' })] });
    expect(verdict).toMatchObject({
      action: 'ring',
      warn: true,
      listEntry: 'entry',
      risk: { score: 60, band: 'suspect' },
    });
    expect(stepIds(verdict)[0]).toBe('list-watch');
    const blocked = judged({
      entries: [entry({ kind: 'watch', id: 'w' }), entry({ match: { type: 'prefix', prefix: '+86138' } })],
    });
    expect(blocked).toMatchObject({ action: 'reject', listEntry: 'entry' });
  });

  it('blocks all hidden numbers where somebody wants that', () => {
    const hidden = entry({ match: { type: 'exact', number: 'hidden' } });
    expect(judged({ entries: [hidden] }, callFrom('anonymous')).action).toBe('reject');
  });
});

describe('step 2, known customers', () => {
  it('lets through whom we called or answered for 15 s in the last 7 days', () => {
    expect(decidedBy(judged(history(past({ talkMs: 15_000 }))))).toBe('known-answered');
    expect(decidedBy(judged(history(past({ direction: 'out', outcome: 'failed', talkMs: 0 }))))).toBe('known-called');
    expect(decidedBy(judged(history(past({ talkMs: 14_999 }))))).toBe('otherwise-ring');
    expect(decidedBy(judged(history(past({ at: now - 7 * day - 1 }))))).toBe('otherwise-ring');
  });

  it('beats reputation, region and the thresholds', () => {
    const harsh = { ...policy, warnFrom: 1, rejectFrom: 10 };
    expect(judged({ ...history(past()), carrier: 'unallocated' }, callFrom('14200281101'), harsh)).toMatchObject({
      action: 'ring',
      warn: false,
    });
  });

  it('stops trusting who was answered and then reported, rejected or blocked', () => {
    expect(stepIds(judged({ ...history(past()), tags: [tagged('sales', 'Li')] }))).toContain('known-tagged-since');
    expect(stepIds(judged(history(past(), past({ at: now - day, outcome: 'rejected' }))))).toContain(
      'known-blocked-since',
    );
    expect(stepIds(judged(history(past(), past({ at: now - day, outcome: 'blocked' }))))).toContain(
      'known-blocked-since',
    );
    expect(
      stepIds(judged({ ...history(past()), entries: [entry({ createdAt: now - day, expiresAt: now - hour })] })),
    ).toContain('known-blocked-since');
  });

  it('keeps trusting after an undone block, an older tag, or a mark that speaks for the number', () => {
    expect(decidedBy(judged(history(past(), past({ at: now - day, outcome: 'blocked', undone: true }))))).toBe(
      'known-answered',
    );
    expect(decidedBy(judged({ ...history(past()), tags: [tagged('sales', 'Li', now - 3 * day)] }))).toBe(
      'known-answered',
    );
    expect(decidedBy(judged({ ...history(past()), tags: [tagged('wrong-number', 'Li')] }))).toBe('known-answered');
  });

  it('never takes a hidden caller for a known one, nor holds one hidden caller’s deeds against another', () => {
    const verdict = judged({ ...history(past()), tags: [tagged('fraud', 'Li')] }, callFrom('anonymous'));
    expect(stepIds(verdict)).toEqual(['list-none', 'known-hidden', 'rule-hidden', 'risk-warn', 'not-reached']);
    expect(verdict.risk).toEqual({ score: 60, band: 'unknown' });
    expect(decidedBy(judged(history(past()), callFrom(mobile, { verstat: 'failed' })))).toBe('risk-warn');
  });
});

describe('steps 3 to 5', () => {
  it.each([
    ['anonymous', 'rule-hidden', 'hidden'],
    ['x!', 'rule-malformed', 'malformed'],
    ['1440338120617', 'rule-iot', 'iot'],
    ['4008001234', 'rule-toll-free', 'toll-free'],
    ['110', 'rule-receive-only', 'receive-only'],
    ['106575550123', 'rule-sms-only', 'sms-only'],
  ])('%s rings with a warning', (raw, rule, factor) => {
    const verdict = judged({}, callFrom(raw), { ...policy, warnFrom: 101 });
    expect(verdict).toMatchObject({ action: 'ring', warn: true, status: null });
    expect(stepIds(verdict)).toContain(rule);
    expect(verdict.factors.map(({ id }) => id)).toContain(factor);
  });

  it('warns, gates and rejects from the policy’s thresholds; 608 where the risk alone rejects', () => {
    const knowledge = { tags: [tagged('fraud', 'Li')] };
    expect(judged(knowledge)).toMatchObject({ action: 'ring', warn: true, risk: { score: 80, band: 'nuisance' } });
    expect(judged(knowledge, callFrom(mobile), { ...policy, gateFrom: 80 })).toMatchObject({
      action: 'gate',
      warn: true,
    });
    expect(judged(knowledge, callFrom(mobile), { ...policy, gateFrom: 80, rejectFrom: 80 })).toMatchObject({
      action: 'reject',
      status: 608,
    });
  });
});
