import { describe, expect, it } from 'vitest';
import type { TimelineItem } from '../../../core/contract/calls.ts';
import { timelineLines } from './timeline-items.ts';

const item = (id: string, type: string, at: number, call: string | null): TimelineItem => ({
  id,
  at,
  type,
  author: '林晓雯',
  call,
  params: {},
});

describe('the timeline of a number', () => {
  it('shows one line for a finished call, and its tag', () => {
    const lines = timelineLines([
      item('1', 'call.started', 1, 'A'),
      item('2', 'call.screened', 2, 'A'),
      item('3', 'call.answered', 3, 'A'),
      item('4', 'number.tagged', 4, 'A'),
      item('5', 'call.ended', 5, 'A'),
    ]);
    expect(lines.map(({ id }) => id)).toEqual(['5', '4']);
  });
  it('shows the start of a call that still goes on', () => {
    expect(timelineLines([item('1', 'call.started', 1, 'A'), item('2', 'call.screened', 2, 'A')])).toHaveLength(1);
  });
});
