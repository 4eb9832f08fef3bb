import { expect, test } from 'vitest';
import { callResult } from './call-result.ts';

const row = { outcome: 'live', undone: false, answeredAt: null, direction: 'in' } as const;

test('only an answered call is a conversation', () => {
  expect(callResult(row)).toBe('ringing');
  expect(callResult({ ...row, direction: 'out' })).toBe('dialling');
  expect(callResult({ ...row, answeredAt: 1 })).toBe('live');
});

test('what is over says how it ended, and a block that was taken back says that', () => {
  expect(callResult({ ...row, outcome: 'missed' })).toBe('missed');
  expect(callResult({ ...row, outcome: 'blocked', undone: true })).toBe('undone');
});
