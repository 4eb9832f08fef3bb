import { describe, expect, it } from 'vitest';
import type { Escalation } from '../../../core/escalation/escalation.ts';
import { inOrder, medianWait, urgencyOf } from './waiting.ts';

const minute = 60_000;
const item = (id: string, openedAt: number, live = false, decidedAt: number | null = null): Escalation => ({
  id,
  number: '+8617048152206',
  call: null,
  kind: 'after',
  note: '',
  context: { display: '', place: null, risk: null, factors: [], tags: [], trail: [], outcome: null },
  openedBy: '林晓雯',
  openedAt,
  state: 'open',
  claimedBy: null,
  claimedAt: null,
  decision: null,
  decidedEvent: null,
  decidedBy: null,
  decidedAt,
  live,
});

describe('a waiting escalation', () => {
  it('turns amber at 30 minutes and red at two hours', () => {
    expect(urgencyOf(item('a', 0), 29 * minute)).toBe('calm');
    expect(urgencyOf(item('a', 0), 30 * minute)).toBe('amber');
    expect(urgencyOf(item('a', 0), 120 * minute)).toBe('red');
  });
  it('is live first, whatever its age', () => {
    expect(urgencyOf(item('a', 0, true), 500 * minute)).toBe('live');
    expect(inOrder([item('new', 5), item('old', 1), item('live', 9, true)]).map(({ id }) => id)).toEqual([
      'live',
      'old',
      'new',
    ]);
  });
  it('has a median of what decisions took', () => {
    expect(medianWait([])).toBeNull();
    expect(medianWait([item('a', 0, false, 10), item('b', 0, false, 90), item('c', 0, false, 20)])).toBe(20);
  });
});
