/** Scenarios of screening, and what must hold for every call whatever is known. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContactName, TagMark } from '../call/caller-card.ts';
import { callOutcomeSchema } from '../call/call-outcome.ts';
import type { ListEntry } from '../list/list-entry.ts';
import { parseNumber } from '../number/parse-number.ts';
import { carrierOf } from '../place/carrier-table.ts';
import type { Policy } from '../settings/settings.ts';
import { policySchema } from '../settings/settings.ts';
import type { Tag } from '../tag/tag.ts';
import { tags } from '../tag/tag.ts';
import { judge } from './judge.ts';
import type { JudgeInput, Knowledge, PastCall } from './knowledge.ts';
import { noKnowledge } from './knowledge.ts';
import { factorIds, factorParams, traceIds, traceParams } from './reason-ids.ts';
import { reasonWords } from './reason-words.ts';
import { bandOf } from './risk.ts';
import type { Verdict } from './verdict.ts';
import { verdictSchema } from './verdict.ts';

/** 2026-11-24 08:00 UTC */
const now = 1_795_507_200_000;
const day = 86_400_000;
const hour = 3_600_000;
const policy = policySchema.parse({});
const mobile = '13800138000';

const callFrom = (raw: string, more: Partial<JudgeInput> = {}): JudgeInput => ({
  number: parseNumber(raw),
  line: 'main',
  verstat: null,
  ...more,
});
const knowing = (more: Partial<Knowledge>): Knowledge => ({ ...noKnowledge, ...more });
const entry = (more: Partial<ListEntry> = {}): ListEntry => ({
  id: 'entry',
  kind: 'block',
  match: { type: 'exact', number: parseNumber(mobile).key },
  vip: false,
  reason: 'agreed',
  author: 'Chen',
  createdAt: now - 30 * day,
  expiresAt: null,
  source: 'manual',
  ...more,
});
const tagged = (tag: Tag, author: string, at = now - hour): TagMark => ({
  id: `${tag}-${author}-${at}`,
  tag,
  subtype: null,
  author,
  at,
  call: null,
});
const past = (more: Partial<PastCall> = {}): PastCall => ({
  at: now - 2 * day,
  direction: 'in',
  outcome: 'answered',
  talkMs: 40_000,
  undone: false,
  ...more,
});
const history = (...calls: PastCall[]): Partial<Knowledge> => ({ history: { calls } });
const judged = (knowledge: Partial<Knowledge>, call = callFrom(mobile), by: Policy = policy): Verdict =>
  judge(call, knowing(knowledge), by, now);
const decidedBy = (verdict: Verdict): string | undefined => verdict.trace.find((step) => step.hit)?.id;
const stepIds = (verdict: Verdict): string[] => verdict.trace.map((step) => step.id);

const score = (knowledge: Partial<Knowledge>, raw = mobile): number => judged(knowledge, callFrom(raw)).risk.score;
const short = (at: number): PastCall => past({ at, talkMs: 2000 });
const rings = (at: number, ringMs?: number): PastCall =>
  past({ at, outcome: 'missed', talkMs: 0, ...(ringMs === undefined ? {} : { ringMs }) });
const namesIn = (template: string): string[] => [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');

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

describe('the risk', () => {
  it('counts each person once a number, with their latest word', () => {
    const one = score({ tags: [tagged('sales', 'Li')] });
    expect(one).toBe(65);
    expect(score({ tags: [tagged('sales', 'Li'), tagged('sales', 'Li', now - 2 * hour)] })).toBe(one);
    expect(score({ tags: [tagged('sales', 'Li'), tagged('sales', 'Wu')] })).toBe(85);
    expect(score({ tags: [tagged('fraud', 'Li', now - 2 * hour), tagged('customer', 'Li')] })).toBe(15);
    expect(score({ tags: [tagged('sales', 'Li'), tagged('wrong-number', 'Li', now)] })).toBe(65);
  });

  it('lets a tag weigh half after 14 days', () => {
    expect(score({ tags: [tagged('sales', 'Li', now - 14 * day)] })).toBe(55);
    expect(score({ tags: [tagged('sales', 'Li', now - 200 * day)] })).toBe(45);
  });

  it('counts short calls from the third in 24 hours, and missed ones only where they rang once', () => {
    expect(score(history(short(now - hour), short(now - 2 * hour)))).toBe(45);
    expect(score(history(short(now - hour), rings(now - 2 * hour, 1500), short(now - 3 * hour)))).toBe(55);
    expect(score(history(rings(now - 1), rings(now - 2), rings(now - 3), rings(now - 4, 25_000)))).toBe(45);
    expect(score(history(short(now - hour), short(now - 2 * hour), short(now - 25 * hour)))).toBe(45);
  });

  it('lowers for contacts, customers, long conversations and people we called', () => {
    const contact: ContactName = { id: 'c', name: '王丽', company: '', vip: false };
    expect(judged({ contact })).toMatchObject({
      risk: { score: 15, band: 'trusted' },
      factors: [{ id: 'contact', weight: -30, params: { name: '王丽' } }],
    });
    expect(score({ contact: { ...contact, vip: true } })).toBe(5);
    expect(score({ tags: [tagged('customer', 'Li')] })).toBe(15);
    expect(score(history(past({ at: now, talkMs: 61_000 })))).toBe(33);
    expect(score(history(past({ at: now, direction: 'out', outcome: 'missed', talkMs: 0 })))).toBe(30);
    expect(score({ ...history(past({ at: now - day, talkMs: 61_000 })), tags: [tagged('prank', 'Li')] })).toBe(57);
    expect(score({}, '801')).toBe(0);
  });

  it('has its bands at 16, 50 and 80', () => {
    expect([0, 15, 16, 49, 50, 79, 80, 100].map(bandOf)).toEqual([
      'trusted',
      'trusted',
      'normal',
      'normal',
      'suspect',
      'suspect',
      'nuisance',
      'nuisance',
    ]);
  });
});

describe('for any call', () => {
  const anyTime = fc.integer({ min: now - 400 * day, max: now + day });
  const anyCall: fc.Arbitrary<JudgeInput> = fc.record({
    number: fc
      .oneof(
        fc.constantFrom(
          mobile,
          '14200281101',
          '17112345678',
          '4008001234',
          '95588',
          '110',
          'anonymous',
          '+63285510947',
          '801',
        ),
        fc.string(),
      )
      .map((raw) => parseNumber(raw)),
    line: fc.constantFrom('main', 'practice'),
    verstat: fc.constantFrom('passed', 'failed', 'none', null),
  });
  const anyTag: fc.Arbitrary<TagMark> = fc.record({
    id: fc.uuid(),
    tag: fc.constantFrom(...tags),
    subtype: fc.constant(null),
    author: fc.constantFrom('Li', 'Wu', 'Chen'),
    at: anyTime,
    call: fc.constant(null),
  });
  const anyEntry = (key: string): fc.Arbitrary<ListEntry> =>
    fc.record({
      id: fc.uuid(),
      kind: fc.constantFrom('allow', 'block', 'watch'),
      match: fc.oneof(
        fc.constant({ type: 'exact' as const, number: key }),
        fc.integer({ min: 2, max: 12 }).map((length) => ({ type: 'prefix' as const, prefix: key.slice(0, length) })),
        fc.constant({ type: 'range' as const, from: key, to: key }),
      ),
      vip: fc.boolean(),
      reason: fc.string(),
      author: fc.constant('Chen'),
      createdAt: anyTime,
      expiresAt: fc.option(anyTime),
      source: fc.constant('manual'),
    });
  const anyPast: fc.Arbitrary<PastCall> = fc.record({
    at: anyTime,
    direction: fc.constantFrom('in', 'out'),
    outcome: fc.constantFrom(...callOutcomeSchema.options),
    talkMs: fc.integer({ min: 0, max: 900_000 }),
    undone: fc.boolean(),
  });
  const anyKnowledge = (key: string): fc.Arbitrary<Knowledge> =>
    fc.record({
      entries: fc.array(anyEntry(key), { maxLength: 5 }),
      tags: fc.array(anyTag, { maxLength: 8 }),
      history: fc.record({ calls: fc.array(anyPast, { maxLength: 12 }) }),
      contact: fc.option(fc.record({ id: fc.uuid(), name: fc.string(), company: fc.string(), vip: fc.boolean() })),
      place: fc.constant(null),
      carrier: fc.constantFrom(null, 'unallocated', 'virtual-mobile', 'basic-telecom'),
    });
  const anyPolicy: fc.Arbitrary<Policy> = fc.record({
    version: fc.constant(3),
    warnFrom: fc.integer({ min: 0, max: 101 }),
    gateFrom: fc.integer({ min: 0, max: 101 }),
    rejectFrom: fc.integer({ min: 0, max: 101 }),
    blockStatus: fc.constantFrom(603, 607),
    maskNumbers: fc.boolean(),
    maskForSupervisors: fc.boolean(),
    keepDays: fc.constant(180),
    wrapUpSeconds: fc.constant(20),
    missedInARow: fc.constant(3),
    vipRingsWhenNotReady: fc.boolean(),
    autoAnswer: fc.boolean(),
    autoAnswerFrom: fc.constant([]),
    proveLineEverySeconds: fc.constant(15),
    proveLineByCall: fc.boolean(),
    sessionExpiresSeconds: fc.constant(1800),
    proveLineByCallEverySeconds: fc.constant(3600),
    record: fc.constant('off'),
    recordAnnouncement: fc.constant('none'),
    recordKeepDays: fc.constant(90),
  });
  const anySituation = anyCall.chain((call) => fc.tuple(fc.constant(call), anyKnowledge(call.number.key), anyPolicy));

  it('gives a well-formed verdict with one deciding step, the same every time', () => {
    fc.assert(
      fc.property(anySituation, ([call, knowledge, by]) => {
        const verdict = judge(call, knowledge, by, now);
        expect(verdictSchema.parse(verdict)).toEqual(verdict);
        expect(judge(call, knowledge, by, now)).toEqual(verdict);
        expect(verdict.trace.filter((step) => step.hit).length).toBe(1);
        expect([...new Set(verdict.trace.map((step) => step.step))]).toEqual([
          'list',
          'known-customer',
          'rule',
          'risk',
          'otherwise',
        ]);
        expect(verdict.status === null).toBe(verdict.action !== 'reject');
        for (const { id, params } of verdict.factors)
          expect(Object.keys(params).toSorted()).toEqual(
            [...(factorParams[id as keyof typeof factorParams] as readonly string[])].toSorted(),
          );
      }),
      { numRuns: 1500 },
    );
  });

  it('never rejects or gates a number that is allowed exactly, VIP or not', () => {
    fc.assert(
      fc.property(anySituation, fc.boolean(), ([call, knowledge, by], vip) => {
        const allow = entry({ id: 'a', kind: 'allow', vip, match: { type: 'exact', number: call.number.key } });
        const { action } = judge(call, { ...knowledge, entries: [...knowledge.entries, allow] }, by, now);
        expect(['ring', 'vip']).toContain(action);
      }),
    );
  });

  it('takes the order of what is known for nothing', () => {
    fc.assert(
      fc.property(anySituation, ([call, knowledge, by]) => {
        const reversed: Knowledge = {
          ...knowledge,
          entries: knowledge.entries.toReversed(),
          tags: knowledge.tags,
          history: { calls: knowledge.history.calls.toReversed() },
        };
        expect(judge(call, reversed, by, now)).toEqual(judge(call, knowledge, by, now));
      }),
    );
  });

  it('never lowers the risk for one more colleague’s bad tag, nor raises it for "customer"', () => {
    fc.assert(
      fc.property(
        anySituation,
        fc.constantFrom<Tag>('sales', 'fraud', 'silent', 'prank'),
        anyTime,
        ([call, knowledge, by], bad, at) => {
          const { risk } = judge(call, knowledge, by, now);
          const withTag = (tag: Tag): number =>
            judge(call, { ...knowledge, tags: [...knowledge.tags, tagged(tag, 'Zhao', at)] }, by, now).risk.score;
          expect(withTag(bad)).toBeGreaterThanOrEqual(risk.score);
          // "first seen" has no weight, so knowing more cannot cost anything by itself
          expect(withTag('customer')).toBeLessThanOrEqual(risk.score);
        },
      ),
    );
  });

  it('never becomes harsher when a threshold is raised', () => {
    const harshness = { vip: 0, ring: 0, gate: 1, reject: 2 };
    fc.assert(
      fc.property(anySituation, fc.integer({ min: 0, max: 101 }), ([call, knowledge, by], more) => {
        const lenient = {
          ...by,
          rejectFrom: Math.min(101, by.rejectFrom + more),
          gateFrom: Math.min(101, by.gateFrom + more),
        };
        const before = judge(call, knowledge, by, now);
        expect(harshness[judge(call, knowledge, lenient, now).action]).toBeLessThanOrEqual(harshness[before.action]);
      }),
    );
  });
});

describe('the words', () => {
  it.each(['zh-CN', 'en'] as const)('use in %s exactly the parameters that come', (locale) => {
    for (const id of factorIds)
      expect([id, namesIn(reasonWords[locale].factor[id]).toSorted()]).toEqual([id, [...factorParams[id]].toSorted()]);
    for (const id of traceIds)
      expect([id, namesIn(reasonWords[locale].trace[id]).toSorted()]).toEqual([id, [...traceParams[id]].toSorted()]);
  });
});
