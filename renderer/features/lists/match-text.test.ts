import { describe, expect, it } from 'vitest';
import { prefixKey, readMatch, toInput } from './match-text.ts';

const read = (type: 'exact' | 'prefix' | 'range', text: string, to = '') => readMatch({ type, text, to });

describe('what is typed for a list entry', () => {
  it('reads a mobile prefix and tells how far it reaches', () => {
    expect(read('prefix', '1709022')).toMatchObject({
      ok: true,
      match: { type: 'prefix', prefix: '+861709022' },
      shown: '170 9022 ××××',
      count: 10_000,
      carrier: 'virtual-unicom',
    });
  });
  it('reads a landline prefix with its area code', () => {
    expect(read('prefix', '0755-8321')).toMatchObject({
      ok: true,
      match: { type: 'prefix', prefix: '+867558321' },
      shown: '0755-8321 ××××',
      count: 10_000,
    });
  });
  it('lets a country code through and leaves the count open', () => {
    expect(read('prefix', '+63')).toMatchObject({ ok: true, match: { prefix: '+63' }, count: null });
    expect(prefixKey('0063')).toBe('+63');
  });
  it('refuses three digits in words with their count', () => {
    expect(read('prefix', '170')).toEqual({ ok: false, problem: 'short-prefix', digits: 3 });
  });
  it('reads a single number in any form', () => {
    expect(read('exact', '(010) 8888-6666')).toMatchObject({ ok: true, match: { number: '+861088886666' }, count: 1 });
  });
  it('counts a range and refuses one that runs backwards', () => {
    expect(read('range', '010-88886600', '010-88886699')).toMatchObject({ ok: true, count: 100 });
    expect(read('range', '010-88886699', '010-88886600')).toMatchObject({ ok: false, problem: 'range-order' });
    expect(read('range', '010-88886699')).toMatchObject({ ok: false, problem: 'to-empty' });
  });
  it('comes back as it was typed', () => {
    for (const match of [
      { type: 'prefix', prefix: '+861709022' },
      { type: 'prefix', prefix: '+867558321' },
      { type: 'prefix', prefix: '+63' },
      { type: 'exact', number: '+8613800138000' },
    ] as const) {
      expect(readMatch(toInput(match))).toMatchObject({ ok: true, match });
    }
  });
});
