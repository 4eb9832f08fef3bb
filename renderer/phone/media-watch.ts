/**
 * Looks at a live call's statistics, the only loop that does: notices within five seconds that audio flows one way or not at all,
 * measures how the call sounds, and says whether the far end is heard. Must not mend anything.
 */
import type { CallQuality, QualityNow } from '../../core/quality/call-quality.ts';
import { Hearing } from '../../core/quality/hearing.ts';
import { mediaSample } from '../../core/quality/media-sample.ts';
import { QualityMeter } from '../../core/quality/quality-meter.ts';
import type { Clock } from './clock.ts';
import { FarEndPauses } from './far-end-pauses.ts';

export type MediaTrouble = 'no-media' | 'one-way' | null;

export interface MediaCount {
  readonly received: number;
  readonly sent: number;
}

const lookEveryMs = 250;
const measureEveryMs = 1000;
/** so soon a path that worked is taken for broken: what mends it has to be done within 5 s of the last packet, too */
const silentForMs = 2500;
/** so long no packet of an unbroken stream stays away: worth a look at the path before anybody is told */
const suspectAfterMs = 1500;
/** a path that has not carried anything yet, at the beginning or after a hold, is given longer */
const neverHeardForMs = 4000;
/** so is a far end that may suppress silence: suspected and said later, but still within 5 s */
const suspectPauseAfterMs = 3000;
const pausedForMs = 4000;

/** Pure: fed with counts, answers what they mean. */
export class MediaJudge {
  #count: MediaCount = { received: 0, sent: 0 };
  #receivedAt: number;
  #sentAt: number;
  #hasReceived = false;
  #hasSent = false;
  readonly #pauses: Pick<FarEndPauses, 'mayBe' | 'isMeant'>;

  constructor(now: number, pauses: Pick<FarEndPauses, 'mayBe' | 'isMeant'>) {
    this.#receivedAt = this.#sentAt = now;
    this.#pauses = pauses;
  }

  look(count: MediaCount, now: number): MediaTrouble {
    if (count.received > this.#count.received) {
      this.#receivedAt = now;
      this.#hasReceived = true;
    }
    if (count.sent > this.#count.sent) {
      this.#sentAt = now;
      this.#hasSent = true;
    }
    this.#count = count;
    const isDeaf = this.#isSilentFor(now, silentForMs, pausedForMs, neverHeardForMs);
    const isDumb = now - this.#sentAt > (this.#hasSent ? silentForMs : neverHeardForMs);
    if (isDeaf && isDumb) return 'no-media';
    return isDeaf || isDumb ? 'one-way' : null;
  }

  /** Nothing has come for a while on a path that worked. */
  isSuspect(now: number): boolean {
    return this.#isSilentFor(now, suspectAfterMs, suspectPauseAfterMs, Number.POSITIVE_INFINITY);
  }

  #isSilentFor(now: number, broken: number, paused: number, neverHeard: number): boolean {
    const ms = now - this.#receivedAt;
    if (!this.#hasReceived) return ms > neverHeard;
    if (ms <= broken) return false;
    return (ms > paused || !this.#pauses.mayBe) && !this.#pauses.isMeant(now);
  }

  /** Nothing is expected now (hold): start over. */
  reset(now: number): void {
    this.#receivedAt = this.#sentAt = now;
    this.#hasReceived = this.#hasSent = false;
  }
}

export interface MediaWatchOptions {
  readonly connection: RTCPeerConnection;
  readonly clock: Clock;
  readonly isSilenceExpected: () => boolean;
  /** what was agreed says that the far end may send nothing while nobody speaks */
  readonly arePausesAgreed: () => boolean;
  readonly onTrouble: (trouble: MediaTrouble) => void;
  /** once for each silence, before it is trouble */
  readonly onSuspicion: () => void;
  /** the far end begins or ceases to be heard */
  readonly onHearing: (isHearing: boolean) => void;
  /** once a second; null: nothing is known (yet) */
  readonly onQuality: (now: QualityNow | null) => void;
}

export interface MediaWatch {
  readonly stop: () => void;
  /** how the call sounded so far; null: it was too short to say */
  readonly quality: () => CallQuality | null;
}

export function watchMedia(options: MediaWatchOptions): MediaWatch {
  const { connection, clock } = options;
  const pauses = new FarEndPauses(clock.now(), options.arePausesAgreed);
  const judge = new MediaJudge(clock.now(), pauses);
  const meter = new QualityMeter();
  const hearing = new Hearing();
  let wasHearing = false;
  let told: MediaTrouble = null;
  let measuredAt = Number.NEGATIVE_INFINITY;
  let isSuspect = false;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const stats = await connection.getStats();
    // the call ended meanwhile: nobody stops what would be begun now
    if (isStopped) return;
    const now = clock.now();
    const sample = mediaSample(stats, now);
    const isHearing = hearing.look(sample.played, now);
    if (isHearing !== wasHearing) {
      wasHearing = isHearing;
      options.onHearing(isHearing);
    }
    const isSilent = options.isSilenceExpected();
    let trouble: MediaTrouble = null;
    pauses.look({ received: sample.received, heard: sample.heard, report: sample.farReport }, now);
    if (isSilent) pauses.reset(now);
    if (isSilent) judge.reset(now);
    else trouble = judge.look({ received: sample.received, sent: sample.sentPackets }, now);
    const wasSuspect = isSuspect;
    isSuspect = judge.isSuspect(now);
    if (isSuspect && !wasSuspect) options.onSuspicion();
    if (trouble !== told) {
      told = trouble;
      options.onTrouble(trouble);
    }
    // a timer that comes a little early must not double the interval
    if (now - measuredAt < measureEveryMs - lookEveryMs / 2) return;
    measuredAt = now;
    if (isSilent || trouble !== null) meter.pause();
    options.onQuality(isSilent || trouble !== null ? null : meter.add(sample));
  };
  // a closed connection rejects; the watch is stopped with the call
  const cancel = clock.every(lookEveryMs, () => void look().catch(() => undefined));
  const stop = (): void => {
    isStopped = true;
    cancel();
  };
  return { stop, quality: () => meter.whole() };
}
