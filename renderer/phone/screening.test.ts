import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallerCard } from '../../core/call/caller-card.ts';
import { systemClock } from './clock.ts';
import { screenCall } from './screening.ts';

const card = { number: { key: '+8613800138000' } } as CallerCard;
const input = {
  call: '1',
  direction: 'in',
  fromUser: '',
  fromName: '',
  assertedUser: null,
  assertedName: null,
  verstat: null,
} as const;

function run(screen: () => Promise<CallerCard>): string[] {
  const seen: string[] = [];
  const began = Date.now();
  const at = (): number => Date.now() - began;
  screenCall(input, {
    desk: { screen },
    clock: systemClock,
    onVerdict: () => seen.push(`verdict ${at()}`),
    onTimeUp: () => seen.push(`ring ${at()}`),
    onLate: () => seen.push(`late ${at()}`),
    onProblem: () => seen.push('problem'),
  });
  return seen;
}
const after = (ms: number): Promise<CallerCard> => new Promise((resolve) => setTimeout(() => resolve(card), ms));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a call from Alice', () => {
  it('is judged before it rings when the answer comes in time', async () => {
    const seen = run(() => after(149));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen).toEqual(['verdict 149']);
  });

  it('rings 150 ms after INVITE whatever the desk service does, and its card follows', async () => {
    const seen = run(() => after(400));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen).toEqual(['ring 150', 'late 400']);
  });

  it('rings at 150 ms when no answer ever comes', async () => {
    const seen = run(() => new Promise(() => undefined));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen).toEqual(['ring 150', 'problem']);
  });

  it('rings at once when the desk service is dead, even if its link throws', async () => {
    for (const dead of [
      () => Promise.reject(new Error('dead')),
      () => {
        throw new Error('closed');
      },
    ]) {
      const seen = run(dead);
      await vi.advanceTimersByTimeAsync(10);
      expect(seen).toEqual(['problem', 'ring 0']);
    }
  });
});
