import { expect, it } from 'vitest';
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { Verdict } from '../../core/judge/verdict.ts';
import { admit, admitUnjudged, isTrusted, stopsRinging } from './admission.ts';
import { sampleCard } from './test-support/sample.ts';

const calm = { isFlood: false, living: 1 };
const flood = { isFlood: true, living: 41 };
const card = (part: Partial<Verdict>): CallerCard => sampleCard('+8613800138000', part);
const listed = (kind: 'allow' | 'block' | 'watch', part: Partial<Verdict> = {}): CallerCard => ({
  ...card(part),
  list: {
    id: 'entry-1',
    kind,
    match: { type: 'exact', number: '+8613800138000' },
    vip: false,
    reason: '',
    author: 'Alice',
    createdAt: 1,
    expiresAt: null,
    source: 'manual',
  },
});

it('a flood sheds strangers and never who is on the allow list', () => {
  expect(admit(card({}), true, flood)).toBe('shed');
  expect(admit(listed('allow'), true, flood)).toBe('ring');
  expect(admit(listed('allow', { action: 'vip' }), true, flood)).toBe('ring');
  expect(admit(listed('watch', { warn: true }), true, flood)).toBe('shed');
  expect(admit(card({}), true, calm)).toBe('ring');
});

it('a number of the allow list whose verification failed is treated as a stranger', () => {
  const spoofed = listed('allow', { warn: true });
  expect(isTrusted(spoofed)).toBe(false);
  expect(admit(spoofed, true, flood)).toBe('shed');
});

it('without a verdict a call rings; in a flood it waits for the late verdict instead of being shed', () => {
  expect(admitUnjudged(true, calm)).toBe('ring');
  expect(admitUnjudged(true, flood)).toBe('wait');
  expect(admitUnjudged(true, { isFlood: true, living: 500 })).toBe('shed');
  expect(admitUnjudged(false, calm)).toBe('not-ready');
});

it('a desk that is not ready and rings for the allow list waits for the late verdict: it may be one of these', () => {
  expect(admitUnjudged(false, calm, true)).toBe('wait');
  expect(admitUnjudged(false, flood, true)).toBe('wait');
  expect(admitUnjudged(false, { isFlood: true, living: 500 }, true)).toBe('not-ready');
});

it('a late rejection stops the ringing where a person decided, with 607 and with 603', () => {
  expect(stopsRinging(card({ action: 'reject', status: 607 }))).toBe(true);
  expect(stopsRinging(card({ action: 'reject', status: 603 }))).toBe(true);
  expect(stopsRinging(card({ action: 'reject', status: 608 }))).toBe(false);
  expect(stopsRinging(card({}))).toBe(false);
});
