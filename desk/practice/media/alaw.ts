/** G.711 A-law to linear samples; decoding only, since the callers' recordings are A-law already. */

function decodeOne(code: number): number {
  const flipped = code ^ 0x55;
  const exponent = (flipped >> 4) & 7;
  const mantissa = flipped & 15;
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
  return flipped & 0x80 ? magnitude : -magnitude;
}

const TABLE = Int16Array.from({ length: 256 }, (_, code) => decodeOne(code));

/** The code of digital silence. */
export const ALAW_SILENCE = 0xd5;

export const decodeAlaw = (code: number): number => TABLE[code & 255] ?? 0;
