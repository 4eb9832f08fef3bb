/**
 * Marks when the first packet of the far end's audio arrived; looks every 10 ms for at most 10 s, then never again.
 * (`getSynchronizationSources` would do without the arithmetic, but stays empty in older Chromium.)
 */
import type { Clock } from './clock.ts';
import { mark } from './marks.ts';

const lookEveryMs = 10;
const limitMs = 10_000;
/** of every codec of telephony unless something else was agreed */
const packetMs = 20;

interface Inbound {
  readonly type: string;
  readonly kind?: string;
  readonly timestamp: number;
  readonly packetsReceived?: number;
  readonly lastPacketReceivedTimestamp?: number;
}

/** Looks at one receiver; ms since the epoch of its first packet, or null while there is none. */
export function firstPacketOf(receiver: RTCRtpReceiver): () => Promise<number | null> {
  // statistics are up to 50 ms old: the first packet came after the last ones that knew none
  let emptyAt = 0;
  return async () => {
    let found: number | null = null;
    (await receiver.getStats()).forEach((entry: Inbound) => {
      if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') return;
      const { packetsReceived: packets = 0, lastPacketReceivedTimestamp: last } = entry;
      if (packets === 0 || last === undefined) emptyAt = entry.timestamp;
      else found = Math.max(emptyAt, last - (packets - 1) * packetMs);
    });
    return found;
  };
}

export function watchFirstAudio(receiver: RTCRtpReceiver, clock: Clock, call: string): () => void {
  const until = performance.now() + limitMs;
  const look = firstPacketOf(receiver);
  let isLooking = false;
  const cancel = clock.every(lookEveryMs, () => {
    if (performance.now() > until) cancel();
    if (isLooking) return;
    isLooking = true;
    look().then(
      (at) => {
        isLooking = false;
        if (at === null) return;
        cancel();
        mark('first-audio', call, at - performance.timeOrigin);
      },
      () => cancel(),
    );
  });
  return cancel;
}
