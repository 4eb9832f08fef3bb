// G.711 (ITU-T G.711): A-law and µ-law bytes from and to samples between -1 and 1. Nothing else.

function segment(value: number, top: number): number {
  let exponent = 7;
  for (let mask = top; exponent > 0 && (value & mask) === 0; mask >>= 1) exponent--;
  return exponent;
}

export function encodeAlaw(sample: number): number {
  let value = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)));
  let sign = 0x80;
  if (value < 0) {
    value = -value - 1;
    sign = 0;
  }
  const exponent = segment(value, 0x4000);
  const mantissa = exponent > 0 ? (value >> (exponent + 3)) & 15 : (value >> 4) & 15;
  return ((exponent << 4) | mantissa | sign) ^ 0x55;
}

export function decodeAlaw(byte: number): number {
  const value = byte ^ 0x55;
  const exponent = (value >> 4) & 7;
  const mantissa = value & 15;
  const magnitude = exponent > 0 ? ((mantissa << 4) + 0x108) << (exponent - 1) : (mantissa << 4) + 8;
  return ((value & 0x80) !== 0 ? magnitude : -magnitude) / 32_768;
}

export function decodeUlaw(byte: number): number {
  const value = ~byte & 0xff;
  const exponent = (value >> 4) & 7;
  const magnitude = ((((value & 15) << 3) + 0x84) << exponent) - 0x84;
  return ((value & 0x80) !== 0 ? -magnitude : magnitude) / 32_768;
}
