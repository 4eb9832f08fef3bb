/**
 * Notices within five seconds that a live call's audio flows one way or not at all, from what getStats counts.
 * Must not mend anything.
 */
import type { Clock } from './clock.ts';

export type MediaTrouble = 'no-media' | 'one-way' | null;

export interface MediaCount {
  readonly received: number;
  readonly sent: number;
}

const lookEveryMs = 1000;
/** with the look every second, and a second for a busy machine: said at the latest 5 s after the last packet */
export const silentForMs = 3000;

/** Pure: fed with counts, answers what they mean. */
export class MediaJudge {
  #count: MediaCount = { received: 0, sent: 0 };
  #receivedAt: number;
  #sentAt: number;

  constructor(now: number) {
    this.#receivedAt = this.#sentAt = now;
  }

  look(count: MediaCount, now: number): MediaTrouble {
    if (count.received > this.#count.received) this.#receivedAt = now;
    if (count.sent > this.#count.sent) this.#sentAt = now;
    this.#count = count;
    const isDeaf = now - this.#receivedAt > silentForMs;
    const isDumb = now - this.#sentAt > silentForMs;
    if (isDeaf && isDumb) return 'no-media';
    return isDeaf || isDumb ? 'one-way' : null;
  }

  /** Nothing is expected now (hold): start over. */
  reset(now: number): void {
    this.#receivedAt = this.#sentAt = now;
  }
}

export interface MediaWatchOptions {
  readonly connection: RTCPeerConnection;
  readonly clock: Clock;
  readonly isSilenceExpected: () => boolean;
  readonly onTrouble: (trouble: MediaTrouble) => void;
}

export function watchMedia({ connection, clock, isSilenceExpected, onTrouble }: MediaWatchOptions): () => void {
  const judge = new MediaJudge(clock.now());
  let told: MediaTrouble = null;
  const look = async (): Promise<void> => {
    const stats = await connection.getStats();
    const now = clock.now();
    let trouble: MediaTrouble = null;
    const count = countIn(stats);
    if (isSilenceExpected()) judge.reset(now);
    else trouble = judge.look(count, now);
    if (trouble === told) return;
    told = trouble;
    onTrouble(trouble);
  };
  // a closed connection rejects; the watch is cancelled with the call
  return clock.every(lookEveryMs, () => void look().catch(() => undefined));
}

function countIn(stats: RTCStatsReport): MediaCount {
  let received = 0;
  let sent = 0;
  stats.forEach((entry: RTCStats & { kind?: string; packetsReceived?: number; packetsSent?: number }) => {
    if (entry.kind !== 'audio') return;
    if (entry.type === 'inbound-rtp') received += entry.packetsReceived ?? 0;
    if (entry.type === 'outbound-rtp') sent += entry.packetsSent ?? 0;
  });
  return { received, sent };
}
