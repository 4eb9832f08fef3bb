import { describe, expect, it } from 'vitest';
import { sinceOf, toQuery, wholeFilter } from './history-filter.ts';

const now = new Date(2026, 10, 24, 14, 32).getTime();

describe('the period of history', () => {
  it('starts at the local midnight for today', () => {
    expect(sinceOf('today', now)).toBe(new Date(2026, 10, 24).getTime());
  });
  it('counts today as the first of seven days', () => {
    expect(sinceOf('7d', now)).toBe(new Date(2026, 10, 18).getTime());
  });
  it('has no start when everything is wanted', () => {
    expect(sinceOf('all', now)).toBeNull();
  });
  it('trims what was typed', () => {
    expect(toQuery({ ...wholeFilter, text: ' 1709 ' }, now).text).toBe('1709');
  });
});
