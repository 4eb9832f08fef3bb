import { describe, expect, it } from 'vitest';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import { mergePages } from './merge-pages.ts';

const row = (call: string, at: number): HistoryRow => ({
  call,
  at,
  direction: 'in',
  number: { kind: 'mobile', key: '+8613800138000', display: '138 0013 8000' },
  claimedName: '',
  contact: null,
  place: null,
  risk: null,
  action: null,
  warn: false,
  outcome: 'missed',
  answeredAt: null,
  endedBy: null,
  status: null,
  ringMs: 0,
  talkMs: 0,
  agent: '',
  tags: [],
  note: '',
  quality: null,
  undone: false,
  recorded: false,
});
const calls = (rows: readonly HistoryRow[]): string => rows.map(({ call }) => call).join('');

describe('pages of history', () => {
  it('keep older rows when a new call comes on top and pushes one off the first page', () => {
    const before = [row('c', 3), row('b', 2), row('a', 1)];
    expect(calls(mergePages([row('d', 4), row('c', 3)], before, false))).toBe('dcba');
  });
  it('drop a row that is gone from the fresh page’s time', () => {
    const before = [row('c', 3), row('b', 2), row('a', 1)];
    expect(calls(mergePages([row('c', 3), row('a', 1)], before, false))).toBe('ca');
  });
  it('tell calls of one millisecond apart by their ids', () => {
    const before = [row('d', 3), row('c', 3), row('b', 3), row('a', 3)];
    expect(calls(mergePages([row('d', 3), row('b', 3)], before, false))).toBe('dba');
  });
  it('keep nothing older when the fresh page is everything', () => {
    expect(calls(mergePages([row('c', 3)], [row('b', 2)], true))).toBe('c');
  });
});
