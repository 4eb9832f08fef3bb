/** List drafts as people write them, and what entries cover. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../number/parse-number.ts';
import { candidateKeys } from './candidate-keys.ts';
import type { ListDraft, Match } from './list-entry.ts';
import { matchSchema } from './list-entry.ts';
import { parseDraft } from './parse-draft.ts';
import { isInForce, matches, reach } from './reach.ts';

const now = 1_700_000_000_000;
const draft = (match: Match, more: Partial<ListDraft> = {}): ListDraft => ({
  kind: 'block',
  match,
  vip: false,
  reason: '推销',
  expiresAt: null,
  ...more,
});
const exact = (number: string): Match => ({ type: 'exact', number });
const prefix = (text: string): Match => ({ type: 'prefix', prefix: text });
const range = (from: string, to: string): Match => ({ type: 'range', from, to });

describe('parseDraft', () => {
  it.each([
    [exact('138 0013 8000'), exact('+8613800138000')],
    [exact('010-8888 6666'), exact('+861088886666')],
    [exact('anonymous'), exact('hidden')],
    [exact('malformed:x?'), exact('malformed:x?')],
    [exact('801'), exact('801')],
    [prefix('13800'), prefix('+8613800')],
    [prefix('+86 138 00'), prefix('+8613800')],
    [prefix('8613800'), prefix('+8613800')],
    [prefix('1380013****'), prefix('+861380013')],
    [prefix('0755 8'), prefix('+867558')],
    [prefix('+867558 3'), prefix('+8675583')],
    [prefix('95013'), prefix('95013')],
    [prefix('+8695013'), prefix('95013')],
    [prefix('+869512'), prefix('+869512')],
    [prefix('10655'), prefix('10655')],
    [prefix('010 612'), prefix('+8610612')],
    [prefix('0532 96'), prefix('+8653296')],
    [prefix('010 8888'), prefix('+86108888')],
    [prefix('+63'), prefix('+63')],
    [prefix('00852'), prefix('+852')],
    [prefix('+44207'), prefix('+44207')],
    [range('13800138000', '138 0013 8099'), range('+8613800138000', '+8613800138099')],
    [range('0755-83214400', '075583214499'), range('+8675583214400', '+8675583214499')],
  ])('reads %j as %j', (match, canonical) => {
    expect(parseDraft(draft(match), now)).toEqual({
      ok: true,
      draft: { kind: 'block', match: canonical, vip: false, reason: '推销', expiresAt: null },
    });
  });

  it.each([
    [draft(exact('  ')), 'match.number', 'number-missing'],
    [draft(exact('hello')), 'match.number', 'number-unreadable'],
    [draft(prefix('1380')), 'match.prefix', 'prefix-too-short'],
    [draft(prefix('0755')), 'match.prefix', 'prefix-too-short'],
    [draft(prefix('+86')), 'match.prefix', 'prefix-too-short'],
    [draft(prefix('+861380')), 'match.prefix', 'prefix-too-short'],
    [draft(prefix('+999')), 'match.prefix', 'prefix-too-short'],
    [draft(prefix('+')), 'match.prefix', 'prefix-unreadable'],
    [draft(prefix('138a0')), 'match.prefix', 'prefix-unreadable'],
    [draft(prefix('+8613800138000123456')), 'match.prefix', 'prefix-too-long'],
    [draft(range('13800138000', '010-88886666')), 'match.to', 'range-uneven'],
    [draft(range('13800138099', '13800138000')), 'match.to', 'range-reversed'],
    [draft(range('anonymous', '13800138000')), 'match.from', 'range-unreadable'],
    [draft(prefix('8600000')), 'match.prefix', 'prefix-too-short'],
    [draft(range('13800138000', 'nothing')), 'match.to', 'number-unreadable'],
    [draft(exact('13800138000'), { reason: ' ' }), 'reason', 'reason-missing'],
    [draft(exact('13800138000'), { vip: true }), 'vip', 'vip-only-allowed'],
    [draft(exact('13800138000'), { expiresAt: now }), 'expiresAt', 'expiry-past'],
  ])('refuses %j', (bad, field, reason) => {
    expect(parseDraft(bad, now)).toMatchObject({ ok: false, problem: { field, reason } });
  });

  it('needs a reason only for a block, and takes VIP with allow', () => {
    expect(parseDraft(draft(exact('13800138000'), { kind: 'allow', vip: true, reason: '' }), now).ok).toBe(true);
    expect(parseDraft(draft(exact('13800138000'), { kind: 'watch', reason: '' }), now).ok).toBe(true);
  });

  it('answers any text with a valid entry or a problem, and reads its own results as they are', () => {
    const text = fc.oneof(fc.string({ maxLength: 31 }), fc.stringMatching(/^(\+|00)?[0-9]{2,20}$/));
    const match: fc.Arbitrary<Match> = fc.oneof(
      text.map(exact),
      text.map(prefix),
      fc.tuple(text, text).map(([from, to]) => range(from, to)),
    );
    fc.assert(
      fc.property(match, (written) => {
        const result = parseDraft(draft(written), now);
        if (!result.ok) return;
        expect(matchSchema.safeParse(result.draft.match).success).toBe(true);
        expect(parseDraft(draft(result.draft.match), now)).toEqual(result);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('what an entry covers', () => {
  it('matches exact keys, prefixes and ranges of one length', () => {
    expect(matches({ match: exact('+8613800138000') }, '+8613800138000')).toBe(true);
    expect(matches({ match: prefix('+86138') }, '+8613800138000')).toBe(true);
    expect(matches({ match: prefix('hi') }, 'hidden')).toBe(false);
    expect(matches({ match: range('+8613800138000', '+8613800138099') }, '+8613800138050')).toBe(true);
    expect(matches({ match: range('+8613800138000', '+8613800138099') }, '+86138001380501')).toBe(false);
    expect(reach({ match: exact('801') })).toBeGreaterThan(reach({ match: range('801', '899') }));
    expect(reach({ match: range('801', '899') })).toBeGreaterThan(reach({ match: prefix('+86138001380001234567') }));
  });

  it('ends at its expiry', () => {
    expect([null, now + 1, now].map((expiresAt) => isInForce({ expiresAt }, now))).toEqual([true, true, false]);
  });

  it('is found by the candidate keys of every number it covers', () => {
    const digits = fc.stringMatching(/^[0-9]{2,13}$/);
    fc.assert(
      fc.property(digits, fc.integer({ min: 2, max: 16 }), digits, digits, (raw, length, from, to) => {
        const { key } = parseNumber(raw);
        const candidates = candidateKeys(key);
        for (const match of [exact(key), prefix(key.slice(0, length)), range(from, to), range(key, key)]) {
          if (!matches({ match }, key)) continue;
          const isFound =
            match.type === 'exact'
              ? candidates.exact === match.number
              : match.type === 'prefix'
                ? candidates.prefixes.includes(match.prefix)
                : candidates.range !== null &&
                  candidates.range.length === match.from.length &&
                  match.from <= candidates.range.key &&
                  match.to >= candidates.range.key;
          expect(isFound).toBe(true);
        }
        expect(candidates.prefixes.every((candidate) => candidate.length >= 2 && key.startsWith(candidate))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
