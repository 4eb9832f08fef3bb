/**
 * Does a far end that is silent only pause? A gateway that suppresses silence (RFC 3389, or by its own decision) sends nothing while
 * nobody speaks, and a broken path carries nothing either: what was agreed, what the call did before and RTCP tell them apart.
 * Pure; fed with what is counted. Judges nothing else and mends nothing.
 */
import type { FarReport } from '../../core/quality/media-sample.ts';

export interface PauseCount {
  /** packets, over all streams */
  readonly received: number;
  readonly heard: { readonly stream: string; readonly lost: number } | null;
  /** the newest that came; null: none yet */
  readonly report: FarReport | null;
}

/** so long without a packet, and so many looks in a row: one look that came late is no pause */
const pauseMs = 1000;
const pauseLooks = 4;
/** a pause loses nothing: where packets are missing afterwards, the path was broken */
const mostLost = 2;
/** the first may have been an accident of the network that a back-to-back agent numbered anew */
const pausesToKnow = 2;
/** a report that comes so long after the last packet was sent after it, too */
const reportAfterMs = 500;
/** RFC 3550 6.2, 6.3.1: every 5 s, up to half as much more */
const reportEveryMs = 8000;
/** what may still be under way when a report is written */
const underWay = 25;

export class FarEndPauses {
  readonly #isAgreed: () => boolean;
  #heardAt: number;
  #received = 0;
  #stream: string | null = null;
  #lost = 0;
  #silentLooks = 0;
  #known = 0;
  #report: FarReport | null = null;
  #reportedAt = Number.NEGATIVE_INFINITY;
  /** its last word as a sender, and what had come by then */
  #said: { readonly stream: string; readonly sent: number; readonly received: number } | null = null;
  /** the far end's last word: it sent what never came */
  #isMissing = false;

  /** @param isAgreed asked while it is silent: did the descriptions agree on pauses? */
  constructor(now: number, isAgreed: () => boolean) {
    this.#heardAt = now;
    this.#isAgreed = isAgreed;
  }

  look({ received, heard, report }: PauseCount, now: number): void {
    if (received > this.#received) this.#heard(heard, now);
    else this.#silentLooks += 1;
    this.#received = received;
    if (report !== null && report.at !== this.#report?.at) this.#reported(report, now);
  }

  /** Its silence may mean nothing. */
  get mayBe(): boolean {
    return this.#known >= pausesToKnow || this.#isAgreed();
  }

  /** It is silent, and its own report of that time says so: the path is alive. */
  isMeant(now: number): boolean {
    if (this.#isMissing || this.#reportedAt - this.#heardAt < reportAfterMs) return false;
    if (now - this.#reportedAt > reportEveryMs) return false;
    if (this.#known >= pausesToKnow) return true;
    // a receiver's report alone comes from a far end, too, whose sound is lost on its way
    return this.#report?.sent !== null && this.#isAgreed();
  }

  /** Nothing is expected now (hold): what comes next begins anew and ends no pause, what was learnt stays. */
  reset(now: number): void {
    this.#heardAt = now;
    this.#silentLooks = Number.NEGATIVE_INFINITY;
    this.#isMissing = false;
  }

  #heard(heard: PauseCount['heard'], now: number): void {
    const isSame = heard !== null && heard.stream === this.#stream;
    const wasSilent = this.#silentLooks >= pauseLooks && now - this.#heardAt >= pauseMs;
    if (wasSilent && isSame && heard.lost - this.#lost <= mostLost) this.#known += 1;
    this.#stream = heard?.stream ?? null;
    this.#lost = heard?.lost ?? 0;
    this.#heardAt = now;
    this.#silentLooks = 0;
    this.#isMissing = false;
  }

  #reported(report: FarReport, now: number): void {
    this.#report = report;
    this.#reportedAt = now;
    const { stream, sent } = report;
    if (sent === null) return;
    const before = this.#said;
    const received = this.#received;
    if (before?.stream === stream) this.#isMissing ||= sent - before.sent > received - before.received + underWay;
    this.#said = { stream, sent, received };
  }
}
