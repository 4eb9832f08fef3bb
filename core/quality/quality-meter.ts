/**
 * Makes a call's quality of what is counted once a second: a window of some seconds for what is shown now, sums for the whole
 * call. Pure: whoever counts hands samples in. Says nothing before there is enough to say something.
 */
import type { CallQuality, QualityNow, Span, WayNow, WayWhole } from './call-quality.ts';
import { impairmentOf, mosOf, rate } from './e-model.ts';

/** Counters since the stream's begin; `stream` changes where they start over (another SSRC). */
export interface HeardCount {
  readonly stream: string;
  readonly received: number;
  readonly lost: number;
  /** came, but too late to be heard */
  readonly discarded: number;
  readonly jitterMs: number;
  /** waiting in the jitter buffer, summed over all samples, in ms, and how many samples that were */
  readonly bufferedMs: number;
  readonly emitted: number;
}

/** The far end's latest report of what it receives (RTCP, RFC 3550 6.4). */
export interface SentReport {
  readonly stream: string;
  /** when the report came; a new one has another time */
  readonly at: number;
  readonly sent: number;
  readonly lost: number;
  readonly jitterMs: number;
}

export interface QualitySample {
  readonly at: number;
  readonly codec: string;
  readonly heard: HeardCount | null;
  readonly sent: SentReport | null;
  readonly roundTripMs: number | null;
}

/** so long is "now" */
const windowMs = 8_000;
/** packets before anything is said: two seconds of them */
const enough = 100;
/** reports come every five seconds or so: two of them are "now" */
const reportsInWindow = 3;
/** what a packet of telephony holds, and the least that the far end's own buffer waits */
const packetMs = 20;
const farBufferMs = 40;

class Mean {
  #sum = 0;
  #count = 0;
  #worst: number | null = null;
  readonly #isWorse: (a: number, b: number) => boolean;

  constructor(isWorse: (a: number, b: number) => boolean) {
    this.#isWorse = isWorse;
  }

  add(value: number): void {
    this.#sum += value;
    this.#count += 1;
    if (this.#worst === null || this.#isWorse(value, this.#worst)) this.#worst = value;
  }

  span(digits: number, mean = this.#sum / this.#count): Span | null {
    return this.#worst === null ? null : { mean: rounded(mean, digits), worst: rounded(this.#worst, digits) };
  }
}

const higher = (a: number, b: number): boolean => a > b;
const lower = (a: number, b: number): boolean => a < b;

/** One way of the whole call. */
class WayTotal {
  readonly #mos = new Mean(lower);
  readonly #loss = new Mean(higher);
  readonly #jitter = new Mean(higher);
  expected = 0;
  missed = 0;

  add({ mos, lossPercent, jitterMs }: WayNow): void {
    this.#mos.add(mos);
    this.#loss.add(lossPercent);
    this.#jitter.add(jitterMs);
  }

  whole(): WayWhole | null {
    const mos = this.#mos.span(2);
    const lossPercent = this.#loss.span(2, percent(this.missed, this.expected));
    const jitterMs = this.#jitter.span(1);
    return mos && lossPercent && jitterMs ? { mos, lossPercent, jitterMs } : null;
  }
}

export class QualityMeter {
  #window: QualitySample[] = [];
  #reports: SentReport[] = [];
  readonly #heard = new WayTotal();
  readonly #sent = new WayTotal();
  readonly #roundTrip = new Mean(higher);
  #measuredMs = 0;
  #codec = '';

  /** null: not enough is known yet. */
  add(sample: QualitySample): QualityNow | null {
    const last = this.#window.at(-1);
    if (last?.heard?.stream !== sample.heard?.stream) this.#window = [];
    if (this.#reports.at(-1)?.stream !== sample.sent?.stream) this.#reports = [];
    const before = this.#window.at(-1);
    this.#window.push(sample);
    while ((this.#window[0]?.at ?? sample.at) < sample.at - windowMs) this.#window.shift();
    this.#count(before?.heard ?? null, sample.heard);
    this.#report(sample.sent);
    if (before) this.#measuredMs += sample.at - before.at;
    if (sample.codec !== '') this.#codec = sample.codec;
    if (sample.roundTripMs !== null) this.#roundTrip.add(sample.roundTripMs);

    const heard = this.#heardNow(sample);
    const sent = this.#sentNow(sample);
    if (heard) this.#heard.add(heard);
    if (sent) this.#sent.add(sent);
    // of what we send alone nothing is said: silence from the far end is another matter than quality
    if (!heard) return null;
    return {
      mos: Math.min(heard.mos, sent?.mos ?? heard.mos),
      heard,
      sent,
      roundTripMs: sample.roundTripMs === null ? null : rounded(sample.roundTripMs, 0),
      codec: this.#codec,
    };
  }

  /** Nothing is measured now (hold): what comes after it stands for itself. */
  pause(): void {
    this.#window = [];
    this.#reports = [];
  }

  /** null: there never was enough. */
  whole(): CallQuality | null {
    const heard = this.#heard.whole();
    const sent = this.#sent.whole();
    if (!heard && !sent) return null;
    return {
      codec: this.#codec.slice(0, 32),
      seconds: Math.round(this.#measuredMs / 1000),
      heard,
      sent,
      roundTripMs: this.#roundTrip.span(1),
    };
  }

  #count(before: HeardCount | null, now: HeardCount | null): void {
    if (!before || !now) return;
    const missed = missedBetween(before, now);
    this.#heard.missed += missed;
    this.#heard.expected += expectedBetween(before, now);
  }

  #report(report: SentReport | null): void {
    const last = this.#reports.at(-1);
    if (!report || report.at === last?.at) return;
    if (last) {
      this.#sent.expected += Math.max(0, report.sent - last.sent);
      this.#sent.missed += Math.max(0, report.lost - last.lost);
    }
    this.#reports.push(report);
    if (this.#reports.length > reportsInWindow) this.#reports.shift();
  }

  #heardNow(sample: QualitySample): WayNow | null {
    const first = this.#window[0]?.heard;
    const { heard: last } = sample;
    if (!first || !last) return null;
    const expected = expectedBetween(first, last);
    if (expected < enough) return null;
    const emitted = last.emitted - first.emitted;
    const bufferMs = emitted > 0 ? (last.bufferedMs - first.bufferedMs) / emitted : 0;
    const jitter = this.#window.flatMap(({ heard }) => (heard === null ? [] : [heard.jitterMs]));
    const jitterMs = jitter.reduce((sum, each) => sum + each, 0) / jitter.length;
    return this.#way(sample, percent(missedBetween(first, last), expected), jitterMs, bufferMs);
  }

  #sentNow(sample: QualitySample): WayNow | null {
    const first = this.#reports[0];
    const last = this.#reports.at(-1);
    if (!first || !last || last.sent - first.sent < enough) return null;
    const lossPercent = percent(Math.max(0, last.lost - first.lost), last.sent - first.sent);
    return this.#way(sample, lossPercent, last.jitterMs, Math.max(farBufferMs, 2 * last.jitterMs));
  }

  #way({ roundTripMs }: QualitySample, lossPercent: number, jitterMs: number, bufferMs: number): WayNow {
    const delayMs = (roundTripMs ?? 0) / 2 + bufferMs + packetMs;
    const mos = mosOf(rate({ delayMs, lossPercent, codec: impairmentOf(this.#codec) }));
    return { mos: rounded(mos, 2), lossPercent: rounded(lossPercent, 1), jitterMs: rounded(jitterMs, 1) };
  }
}

/** Duplicates make `lost` fall (RFC 3550 6.4.1): no loss, then. */
function missedBetween(before: HeardCount, now: HeardCount): number {
  return Math.max(0, now.lost - before.lost) + Math.max(0, now.discarded - before.discarded);
}

function expectedBetween(before: HeardCount, now: HeardCount): number {
  return Math.max(0, now.received - before.received) + Math.max(0, now.lost - before.lost);
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, (part / whole) * 100) : 0;
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
