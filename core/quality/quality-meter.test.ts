/** A call's counters, second by second, and what the meter makes of them. */
import { describe, expect, it } from 'vitest';
import { callQualitySchema, meanMos, qualityLevel, type QualityNow } from './call-quality.ts';
import { QualityMeter, type QualitySample } from './quality-meter.ts';

interface Line {
  /** share of packets that are lost, 0–1 */
  readonly loss?: number;
  readonly late?: number;
  readonly sentLoss?: number;
  readonly jitterMs?: number;
  readonly bufferMs?: number;
  readonly roundTripMs?: number | null;
  readonly stream?: string;
  readonly reports?: boolean;
}

/** 50 packets a second, a report every five seconds. */
class TestCall {
  readonly meter = new QualityMeter();
  #at = 1_000_000;
  #received = 0;
  #lost = 0;
  #discarded = 0;
  #buffered = 0;
  #emitted = 0;
  #sent = 0;
  #sentLost = 0;
  #report: QualitySample['sent'] = null;

  seconds(count: number, line: Line = {}): QualityNow | null {
    let now: QualityNow | null = null;
    for (let n = 0; n < count; n += 1) now = this.#second(line);
    return now;
  }

  #second(line: Line): QualityNow | null {
    const { loss = 0, late = 0, sentLoss = 0, jitterMs = 2, bufferMs = 50, stream = 'a', reports = true } = line;
    this.#at += 1000;
    this.#received += 50 * (1 - loss);
    this.#lost += 50 * loss;
    this.#discarded += 50 * late;
    this.#emitted += 8000;
    this.#buffered += 8000 * bufferMs;
    this.#sent += 50;
    this.#sentLost += 50 * sentLoss;
    if (reports && (this.#at / 1000) % 5 === 0)
      this.#report = { stream: 'b', at: this.#at, sent: this.#sent, lost: this.#sentLost, jitterMs };
    return this.meter.add({
      at: this.#at,
      codec: 'PCMA',
      heard: {
        stream,
        received: this.#received,
        lost: this.#lost,
        discarded: this.#discarded,
        jitterMs,
        bufferedMs: this.#buffered,
        emitted: this.#emitted,
      },
      sent: this.#report,
      roundTripMs: line.roundTripMs === undefined ? 10 : line.roundTripMs,
    });
  }
}

describe('now', () => {
  it('is unknown until two seconds were heard', () => {
    const call = new TestCall();
    expect(call.seconds(2)).toBeNull();
    expect(call.seconds(1)).not.toBeNull();
  });

  it('is good on a clean line, both ways', () => {
    const now = new TestCall().seconds(20);
    expect(now?.mos).toBeGreaterThan(4.3);
    expect(now?.heard?.lossPercent).toBe(0);
    expect(now?.sent?.mos).toBeGreaterThan(4.3);
    expect(qualityLevel(now?.mos ?? 0)).toBe('good');
  });

  it.each([
    ['heard', { loss: 0.1 }],
    ['sent', { sentLoss: 0.1 }],
  ] as const)('follows the worse way: %s', (way, line) => {
    const call = new TestCall();
    call.seconds(15);
    const now = call.seconds(20, line);
    expect(now?.[way]?.lossPercent).toBeCloseTo(10, 0);
    expect(now?.mos).toBe(now?.[way]?.mos);
    expect(qualityLevel(now?.mos ?? 0)).toBe('poor');
  });

  it('takes packets that came too late for lost, and waiting for delay', () => {
    const late = new TestCall().seconds(12, { late: 0.05 });
    expect(late?.heard?.lossPercent).toBeCloseTo(5, 1);
    const slow = new TestCall().seconds(12, { bufferMs: 400 });
    expect(slow?.heard?.lossPercent).toBe(0);
    expect(qualityLevel(slow?.mos ?? 5)).toBe('poor');
  });

  it('is smoothed: one bad second moves it less than eight', () => {
    const call = new TestCall();
    call.seconds(10);
    const one = call.seconds(1, { loss: 0.5 })?.heard?.lossPercent ?? 0;
    expect(one).toBeGreaterThan(3);
    expect(one).toBeLessThan(10);
    expect(call.seconds(9)?.heard?.lossPercent).toBe(0);
  });

  it('says nothing while nothing comes, and starts over after a hold or with another stream', () => {
    const call = new TestCall();
    call.seconds(10, { loss: 0.2 });
    call.meter.pause();
    expect(call.seconds(2)).toBeNull();
    expect(call.seconds(3)?.heard?.lossPercent).toBe(0);
    expect(call.seconds(2, { stream: 'c' })).toBeNull();
  });

  it('has no second way where the far end does not report', () => {
    const now = new TestCall().seconds(20, { reports: false, roundTripMs: null });
    expect(now?.sent).toBeNull();
    expect(now?.roundTripMs).toBeNull();
  });
});

describe('the whole call', () => {
  it('has means and worst moments of both ways, and fits the log', () => {
    const call = new TestCall();
    call.seconds(30);
    call.seconds(30, { loss: 0.1, sentLoss: 0.04, jitterMs: 20, roundTripMs: 80 });
    const whole = callQualitySchema.parse(call.meter.whole());
    expect(whole.codec).toBe('PCMA');
    expect(whole.seconds).toBe(59);
    expect(whole.heard?.lossPercent.mean).toBeCloseTo(5, 0);
    expect(whole.heard?.lossPercent.worst).toBeCloseTo(10, 1);
    expect(whole.heard?.mos.worst).toBeLessThan(3.5);
    expect(whole.heard?.mos.mean).toBeGreaterThan(3.5);
    expect(whole.sent?.lossPercent.worst).toBeCloseTo(4, 1);
    // the shown jitter follows with its window
    expect(whole.heard?.jitterMs).toEqual({ mean: 10.1, worst: 20 });
    expect(whole.roundTripMs).toEqual({ mean: 45, worst: 80 });
    expect(meanMos(whole)).toBe(Math.min(whole.heard?.mos.mean ?? 9, whole.sent?.mos.mean ?? 9));
  });

  it('is not there for a call too short to be measured', () => {
    const call = new TestCall();
    call.seconds(2);
    expect(call.meter.whole()).toBeNull();
  });
});
