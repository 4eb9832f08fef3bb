/** What must hold of every verdict, whatever is known. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TagMark } from '../call/caller-card.ts';
import { callOutcomeSchema } from '../call/call-outcome.ts';
import type { ListEntry } from '../list/list-entry.ts';
import { parseNumber } from '../number/parse-number.ts';
import type { Policy } from '../settings/settings.ts';
import type { Tag } from '../tag/tag.ts';
import { tags } from '../tag/tag.ts';
import { judge } from './judge.ts';
import type { JudgeInput, Knowledge, PastCall } from './knowledge.ts';
import { factorParams } from './reason-ids.ts';
import { verdictSchema } from './verdict.ts';
import { now, day, mobile, entry, tagged } from './test-support/judging.ts';

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
    tellPbx: fc.constant({ by: 'nobody' as const }),
    askForVoicemail: fc.boolean(),
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
