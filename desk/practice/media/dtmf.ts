/**
 * Keys over RTP (RFC 4733): the packets of a key sent, one call a 20 ms tick, and the recognition of keys received,
 * once each however often their packets are repeated; no sockets and no time of its own.
 */

const KEYS = '0123456789*#ABCD';

export const isDigits = (text: string): boolean => /^[0-9*#A-Da-d]{1,32}$/.test(text);

const TICK_SAMPLES = 160;
/** RFC 4733 2.5.1.4: the last packet is sent three times, lest its loss leaves the key pressed. */
const END_REPEATS = 3;
const VOLUME = 10;
const KEY_MS = 160;
const GAP_MS = 100;

export interface EventPacket {
  readonly payload: Uint8Array;
  readonly marker: boolean;
  /** Samples between the key's start and now: all packets of a key carry the timestamp of its start. */
  readonly sinceStart: number;
}

/** The keys waiting to be sent. `tick()` gives this tick's packets; `null` means that audio may be sent instead. */
export class DtmfSender {
  #queue: { code: number; elapsed: number }[] = [];
  #gap = 0;
  #done: (() => void)[] = [];

  send(digits: string): Promise<void> {
    for (const key of digits.toUpperCase()) this.#queue.push({ code: KEYS.indexOf(key), elapsed: 0 });
    return new Promise((resolve) => this.#done.push(resolve));
  }

  tick(): readonly EventPacket[] | null {
    if (this.#gap > 0) {
      this.#gap -= 20;
      return null;
    }
    const key = this.#queue[0];
    if (key === undefined) {
      for (const resolve of this.#done.splice(0)) resolve();
      return null;
    }
    const marker = key.elapsed === 0;
    key.elapsed += TICK_SAMPLES;
    const end = key.elapsed >= KEY_MS * 8;
    const payload = Uint8Array.of(key.code, (end ? 0x80 : 0) | VOLUME, key.elapsed >> 8, key.elapsed & 255);
    if (end) {
      this.#queue.shift();
      this.#gap = GAP_MS;
    }
    const packet: EventPacket = { payload, marker, sinceStart: key.elapsed - TICK_SAMPLES };
    return end ? Array.from({ length: END_REPEATS }, () => packet) : [packet];
  }

  /** The call is over: whoever waits for a key to be sent waits no longer. */
  stop(): void {
    this.#queue = [];
    for (const resolve of this.#done.splice(0)) resolve();
  }
}

export class DtmfReceiver {
  #last: number | undefined;

  /** The key, at the first packet of it that arrives. */
  receive(timestamp: number, payload: Uint8Array): string | null {
    const key = KEYS[payload[0] ?? 255];
    if (payload.length < 4 || key === undefined || timestamp === this.#last) return null;
    this.#last = timestamp;
    return key;
  }
}
