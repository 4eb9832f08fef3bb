import { describe, expect, it } from 'vitest';
import { expiryOf, firstDate } from './expiry.ts';

const now = new Date(2026, 10, 24, 14, 0).getTime();

describe('the expiry of a list entry', () => {
  it('lasts to the end of a chosen day', () => {
    expect(expiryOf({ choice: 'custom', date: '2026-11-30' }, now, null)).toBe(new Date(2026, 11, 1).getTime());
  });
  it('refuses a missing or past day', () => {
    expect(expiryOf({ choice: 'custom', date: '' }, now, null)).toBeUndefined();
    expect(expiryOf({ choice: 'custom', date: '2026-11-23' }, now, null)).toBeUndefined();
  });
  it('keeps what an entry had when it is edited', () => {
    expect(expiryOf({ choice: 'keep', date: '' }, now, 77)).toBe(77);
  });
  it('offers today as the first day', () => {
    expect(firstDate(now)).toBe('2026-11-24');
  });
});
