/**
 * How a call sounds, computed from what its network does: the E-model of ITU-T G.107 (06/2015), narrowband, with the
 * Recommendation's defaults for everything that a softphone cannot measure (loudness, room noise, sidetone, echo). Pure.
 *
 *   R = Ro − Is − Id − Ie,eff      MOS = f(R), Annex B
 */

export interface EModelInput {
  /** one way, mouth to ear: network, jitter buffer, packet and codec; ms */
  readonly delayMs: number;
  /** packets that did not come in time to be heard, per cent */
  readonly lossPercent: number;
  /** how long losses hang together: 1 = at random (G.107 3.5, BurstR) */
  readonly burstRatio?: number;
  readonly codec: CodecImpairment;
}

/** G.113: what a codec costs without loss, and how well it hides losses. */
export interface CodecImpairment {
  readonly ie: number;
  readonly bpl: number;
}

/** G.107 table 2: default values. Loudness in dB, noise in dBm0p and dB(A). */
const slr = 8;
const rlr = 2;
const olr = slr + rlr;
const stmr = 15;
const lstr = 18;
const ds = 3;
const telr = 65;
const wepl = 110;
const qdu = 1;
const circuitNoise = -70;
const noiseFloor = -64;
const roomSend = 35;
const roomReceive = 35;

const log10 = Math.log10;
const root = (sum: number, degree: number): number => sum ** (1 / degree);

/** All noise referred to the 0 dBr point, 7.2. */
const noise = ((): number => {
  const send = roomSend - slr - ds - 100 + 0.004 * (roomSend - olr - ds - 14) ** 2;
  const effectiveReceive = roomReceive + 10 * log10(1 + 10 ** ((10 - lstr) / 10));
  const receive = rlr - 121 + effectiveReceive + 0.008 * (effectiveReceive - 35) ** 2;
  const floor = noiseFloor + rlr;
  return 10 * log10([circuitNoise, send, receive, floor].reduce((sum, each) => sum + 10 ** (each / 10), 0));
})();

/** Basic signal-to-noise ratio, 7.2. */
const ro = 15 - 1.5 * (slr + noise);

/** What comes with the voice at once: too loud, sidetone, quantising; 7.3. Only the sidetone knows the delay. */
function simultaneous(delayMs: number): { is: number; ist: number } {
  const xolr = olr + 0.2 * (64 + noise - rlr);
  const iolr = 20 * (root(1 + (xolr / 8) ** 8, 8) - xolr / 8);
  const stmro = -10 * log10(10 ** (-stmr / 10) + Math.exp(-delayMs / 4) * 10 ** (-telr / 10));
  const ist =
    12 * root(1 + ((stmro - 13) / 6) ** 8, 8) -
    28 * root(1 + ((stmro + 1) / 19.4) ** 35, 35) -
    13 * root(1 + ((stmro - 3) / 33) ** 13, 13) +
    29;
  const q = 37 - 15 * log10(qdu);
  const g = 1.07 + 0.258 * q + 0.0602 * q ** 2;
  const iq = 15 * log10(1 + 10 ** ((ro - 100) / 15 + 46 / 8.4 - g / 9) + 10 ** (46 / 30 - g / 40));
  return { is: iolr + ist + iq, ist };
}

/** What comes late: talker echo, listener echo, and the delay itself; 7.4. */
function delayed(delayMs: number): number {
  const roundTrip = 2 * delayMs;
  const roe = -1.5 * (noise - rlr);
  const terv = telr - 40 * log10((1 + delayMs / 10) / (1 + delayMs / 150)) + 6 * Math.exp(-0.3 * delayMs ** 2);
  const re = 80 + 2.5 * (terv - 14);
  const talker =
    delayMs < 1 ? 0 : ((roe - re) / 2 + Math.sqrt((roe - re) ** 2 / 4 + 100) - 1) * (1 - Math.exp(-delayMs));
  const rle = 10.5 * (wepl + 7) * (roundTrip + 1) ** -0.25;
  const listener = (ro - rle) / 2 + Math.sqrt((ro - rle) ** 2 / 4 + 169);
  // default sensitivity to delay: sT = 1, mT = 100 ms
  const x = delayMs > 100 ? log10(delayMs / 100) / log10(2) : 0;
  const conversation = x === 0 ? 0 : 25 * (root(1 + x ** 6, 6) - 3 * root(1 + (x / 3) ** 6, 6) + 2);
  return talker + listener + conversation;
}

/** 7.5: Ie,eff. */
function equipment({ ie, bpl }: CodecImpairment, lossPercent: number, burstRatio: number): number {
  return ie + (95 - ie) * (lossPercent / (lossPercent / burstRatio + bpl));
}

/** The rating R, 0 to about 93. */
export function rate({ delayMs, lossPercent, burstRatio = 1, codec }: EModelInput): number {
  const r = ro - simultaneous(delayMs).is - delayed(delayMs) - equipment(codec, lossPercent, burstRatio);
  return Math.max(0, r);
}

/** Annex B: the mean opinion that listeners would have of it, 1 to 4.5. */
export function mosOf(r: number): number {
  if (r <= 0) return 1;
  if (r >= 100) return 4.5;
  // below 6.5 the curve dips under 1, which no listener can say
  return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
}

/**
 * G.113 appendix I for what it has. G.711 with its concealment, since every WebRTC receiver conceals. Opus stands in no table of
 * the narrowband scale: it is taken to cost nothing without loss, and to hide losses a little worse than G.711 with PLC,
 * as measured for it with in-band FEC; the line between "PBX" and "softphone" is G.711 mostly.
 */
const codecs: Readonly<Record<string, CodecImpairment>> = {
  PCMU: { ie: 0, bpl: 25.1 },
  PCMA: { ie: 0, bpl: 25.1 },
  G722: { ie: 0, bpl: 25.1 },
  G729: { ie: 11, bpl: 19 },
  opus: { ie: 0, bpl: 20 },
};

/** G.107's default where nothing is known of a codec's concealment. */
const unknownCodec: CodecImpairment = { ie: 0, bpl: 4.3 };

/** By its name in SDP (RFC 4855: case does not matter). */
export function impairmentOf(codec: string): CodecImpairment {
  const found = Object.entries(codecs).find(([name]) => name.toLowerCase() === codec.toLowerCase());
  return found?.[1] ?? unknownCodec;
}
