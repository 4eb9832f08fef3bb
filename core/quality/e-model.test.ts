/** The E-model against what was published of it: G.107's defaults and table B.1, G.113's tables, and Cole and Rosenbluth's delay curve. */
import { describe, expect, it } from 'vitest';
import { impairmentOf, mosOf, rate } from './e-model.ts';

const g711 = impairmentOf('PCMA');
const none = { delayMs: 0, lossPercent: 0 };

describe('the rating R', () => {
  it('is 93.2 with every value at its default (G.107 7.7)', () => {
    expect(rate({ ...none, codec: { ie: 0, bpl: 4.3 } })).toBeCloseTo(93.2, 1);
  });

  it.each([
    // AT&T's fit of G.107's own curve: Id = 0.024 d + 0.11 (d − 177.3) for d > 177.3 (Cole, Rosenbluth 2001)
    [50, 92],
    [100, 90.8],
    [150, 89.6],
    [200, 85.9],
    [250, 79.2],
    [300, 72.5],
  ])('falls with a delay of %i ms to about %f', (delayMs, r) => {
    expect(Math.abs(rate({ ...none, delayMs, codec: g711 }) - r)).toBeLessThan(1);
  });

  it.each([
    // G.113 (2001) appendix I, table I.3: G.711 with packet loss concealment, random loss
    [1, 5],
    [2, 7],
    [3, 10],
    [5, 15],
    [7, 20],
    [10, 25],
    [15, 35],
    [20, 45],
  ])('loses with %i %% of G.711 about %i', (lossPercent, ie) => {
    const lost = rate({ ...none, codec: g711 }) - rate({ ...none, lossPercent, codec: g711 });
    expect(Math.abs(lost - ie)).toBeLessThanOrEqual(3);
  });

  it('takes a codec’s own impairment off: G.729 11 (G.113 table I.1)', () => {
    expect(rate({ ...none, codec: g711 }) - rate({ ...none, codec: impairmentOf('G729') })).toBeCloseTo(11, 6);
  });

  it('falls deeper where losses hang together', () => {
    const lossy = { ...none, lossPercent: 5, codec: g711 };
    expect(rate({ ...lossy, burstRatio: 2 })).toBeLessThan(rate(lossy));
  });

  it('never leaves its scale', () => {
    expect(rate({ delayMs: 5_000, lossPercent: 100, codec: impairmentOf('G729') })).toBe(0);
  });
});

describe('the opinion', () => {
  // G.107 table B.1
  it.each([
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
  ])('R %i is MOS %f', (r, mos) => {
    expect(mosOf(r)).toBeCloseTo(mos, 1);
    expect(Math.abs(mosOf(r) - mos)).toBeLessThan(0.01);
  });

  it('has ends: 1 and 4.5, and 4.41 for a perfect line', () => {
    expect(mosOf(-3)).toBe(1);
    expect(mosOf(120)).toBe(4.5);
    expect(mosOf(93.2)).toBeCloseTo(4.41, 2);
    for (let r = 0; r <= 10; r += 0.5) expect(mosOf(r)).toBeGreaterThanOrEqual(1);
  });
});

it('knows codecs as SDP writes them, and takes the worst of one that it does not know', () => {
  expect(impairmentOf('pcmu')).toEqual(impairmentOf('PCMU'));
  expect(impairmentOf('OPUS').bpl).toBeGreaterThan(impairmentOf('speex').bpl);
});
