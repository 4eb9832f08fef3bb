import { describe, expect, it } from 'vitest';
import { misplaced, readThresholds, writeThresholds } from './thresholds.ts';

describe('the thresholds of the policy', () => {
  it('are read with what is off told apart', () => {
    expect(readThresholds({ warnFrom: 50, gateFrom: 101, rejectFrom: 101 })).toEqual({
      warnFrom: 50,
      gateFrom: null,
      rejectFrom: null,
    });
  });
  it('never descend when one in the middle is off', () => {
    const written = writeThresholds({ warnFrom: 50, gateFrom: null, rejectFrom: 95 });
    expect(written).toEqual({ warnFrom: 50, gateFrom: 95, rejectFrom: 95 });
    expect(readThresholds(written)).toEqual({ warnFrom: 50, gateFrom: null, rejectFrom: 95 });
  });
  it('come back as they were, all off', () => {
    const off = { warnFrom: null, gateFrom: null, rejectFrom: null };
    expect(readThresholds(writeThresholds(off))).toEqual(off);
  });
  it('are refused where a worse caller would be treated no worse', () => {
    expect(misplaced({ warnFrom: 50, gateFrom: null, rejectFrom: 20 })).toBe('rejectFrom');
    expect(misplaced({ warnFrom: 50, gateFrom: 50, rejectFrom: null })).toBe('gateFrom');
    expect(misplaced({ warnFrom: 50, gateFrom: 70, rejectFrom: 95 })).toBeNull();
  });
});
