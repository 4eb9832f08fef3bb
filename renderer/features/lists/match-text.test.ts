import { describe, expect, it } from 'vitest';
import { readMatch, reachOf, toInput } from './match-text.ts';

const read = (type: 'exact' | 'prefix' | 'range', text: string, to = '') => readMatch({ type, text, to });

describe('what is typed for a list entry', () => {
  it('reads a mobile prefix and tells how far it reaches', () => {
    expect(read('prefix', '1709022')).toEqual({
      ok: true,
      match: { type: 'prefix', prefix: '+861709022' },
      reach: { shown: '170 9022 ××××', shownTo: null, count: 10_000, carrier: 'virtual-unicom' },
    });
  });
  it('reads it as the table shows it, too', () => {
    expect(read('prefix', '170 9022 ××××')).toMatchObject({ ok: true, match: { prefix: '+861709022' } });
  });
  it('reads a landline prefix with its area code', () => {
    expect(read('prefix', '0755-8321')).toMatchObject({
      match: { prefix: '+867558321' },
      reach: { shown: '0755-8321 ××××', count: 10_000 },
    });
  });
  it('lets a country code through and leaves the count open', () => {
    expect(read('prefix', '+63')).toMatchObject({ match: { prefix: '+63' }, reach: { shown: '+63', count: null } });
  });
  it('refuses three digits and says how many there are', () => {
    expect(read('prefix', '170')).toMatchObject({ ok: false, reason: 'prefix-too-short', params: { digits: 3 } });
  });
  it('reads a single number in any form', () => {
    expect(read('exact', '(010) 8888-6666')).toMatchObject({ match: { number: '+861088886666' }, reach: { count: 1 } });
  });
  it('counts a range and refuses one that runs backwards or has no end', () => {
    expect(read('range', '010-88886600', '010-88886699')).toMatchObject({ ok: true, reach: { count: 100 } });
    expect(read('range', '010-88886699', '010-88886600')).toMatchObject({
      reason: 'range-reversed',
      field: 'match.to',
    });
    expect(read('range', '010-88886699')).toMatchObject({ reason: 'number-missing', field: 'match.to' });
  });
  it('comes back as it was typed', () => {
    for (const match of [
      { type: 'prefix', prefix: '+861709022' },
      { type: 'prefix', prefix: '+867558321' },
      { type: 'prefix', prefix: '+63' },
      { type: 'exact', number: '+8613800138000' },
    ] as const) {
      expect(readMatch(toInput(match))).toMatchObject({ ok: true, match });
      expect(reachOf(match).shown).not.toBe('');
    }
  });
});
