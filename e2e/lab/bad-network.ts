// A stretch of bad network between the lab's caller and its PBX: drops a share of the packets and delays the others, the same ones
// in every run (seeded). Knows nothing of what the packets are; one object a direction.
export interface Weather {
  /** 0–1 of all packets never arrive */
  readonly loss?: number;
  /** each packet waits up to so long: jitter, and with more than a packet's 20 ms also another order */
  readonly jitterMs?: number;
}

/** mulberry32: small, and the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class BadNetwork {
  readonly #random: () => number;
  #weather: Weather = {};
  #passed = 0;
  #dropped = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** From now on. */
  set weather(weather: Weather) {
    this.#weather = weather;
  }

  get passed(): number {
    return this.#passed;
  }

  get dropped(): number {
    return this.#dropped;
  }

  carry(deliver: () => void): void {
    const { loss = 0, jitterMs = 0 } = this.#weather;
    if (loss > 0 && this.#random() < loss) {
      this.#dropped++;
      return;
    }
    this.#passed++;
    if (jitterMs > 0) setTimeout(deliver, this.#random() * jitterMs);
    else deliver();
  }
}
