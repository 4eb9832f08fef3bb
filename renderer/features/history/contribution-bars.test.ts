import { describe, expect, it } from 'vitest';
import { baseline } from '../../../core/judge/factors.ts';
import { contributionBars } from './contribution-bars.ts';

describe('bars of the contributions', () => {
  it('start where the one before ended', () => {
    expect(contributionBars([20, -5])).toEqual([
      { from: baseline, width: 20 },
      { from: baseline + 15, width: 5 },
    ]);
  });
  it('stay on the scale and stay visible when the sum leaves it', () => {
    for (const bar of contributionBars([80, 30, -200, -10])) {
      expect(bar.from).toBeGreaterThanOrEqual(0);
      expect(bar.from + bar.width).toBeLessThanOrEqual(100);
      expect(bar.width).toBeGreaterThanOrEqual(1);
    }
  });
  it('draw nothing for a factor that weighs nothing', () => {
    expect(contributionBars([0])).toEqual([{ from: baseline, width: 0 }]);
  });
});
