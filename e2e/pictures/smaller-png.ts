/**
 * Packs a screenshot into a palette of 256 colours: those that cover most stay exact, the shades at the edges of letters move to
 * the nearest. Reads only what Chromium writes (8 bit RGB or RGBA, opaque, not interlaced); anything else comes back as it was.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const most = 256;

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(data, crc32(head.subarray(4))), 0);
  return Buffer.concat([head, data, tail]);
}

/** PNG specification, 9.4: of left, above and upper left, the one nearest to left + above − upper left. */
function paeth(left: number, above: number, upperLeft: number): number {
  const guess = left + above - upperLeft;
  const [toLeft, toAbove, toUpper] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - upperLeft)];
  if (toLeft <= toAbove && toLeft <= toUpper) return left;
  return toAbove <= toUpper ? above : upperLeft;
}

function predicted(filter: number, left: number, above: number, upperLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, upperLeft) : 0;
}

/** Rows with their filters undone, `size` bytes a pixel. */
function pixelsOf(data: Buffer, width: number, height: number, size: number): Buffer {
  const stride = width * size;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= size ? (pixels[at - size] ?? 0) : 0;
      const above = y > 0 ? (pixels[at - stride] ?? 0) : 0;
      const upperLeft = x >= size && y > 0 ? (pixels[at - stride - size] ?? 0) : 0;
      pixels[at] = (data[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, above, upperLeft);
    }
  }
  return pixels;
}

function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 0xff) - ((b >> 8) & 0xff);
  const blue = (a & 0xff) - (b & 0xff);
  return red * red * 2 + green * green * 4 + blue * blue * 3;
}

/** Where each colour goes in the palette. Colours that cover more come first; a place is not spent on one's near double. */
function paletteOf(counts: ReadonlyMap<number, number>): { palette: number[]; places: Map<number, number> } {
  const byUse = [...counts.keys()].toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const palette: number[] = [];
  // the first pass spreads the places over all hues, the second fills what is left
  for (const apart of [500, 150, 0]) {
    for (const colour of byUse) {
      if (palette.length === most) break;
      const isNear = palette.some((each) => each === colour || (apart > 0 && distance(each, colour) < apart));
      if (!isNear) palette.push(colour);
    }
  }
  const places = new Map<number, number>();
  for (const colour of byUse) {
    let nearest = 0;
    for (let place = 1; place < palette.length; place++) {
      if (distance(palette[place] ?? 0, colour) < distance(palette[nearest] ?? 0, colour)) nearest = place;
    }
    places.set(colour, nearest);
  }
  return { palette, places };
}

export function smallerPng(png: Buffer): Buffer {
  if (!png.subarray(0, 8).equals(signature)) return png;
  let head: Buffer | null = null;
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IHDR') head = data;
    if (type === 'IDAT') parts.push(data);
  }
  if (head?.[8] !== 8 || (head[9] !== 2 && head[9] !== 6) || head[12] !== 0) return png;
  const [width, height, size] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 6 ? 4 : 3];
  const pixels = pixelsOf(inflateSync(Buffer.concat(parts)), width, height, size);
  const colours = new Uint32Array(width * height);
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < colours.length; pixel++) {
    const colour = pixels.readUIntBE(pixel * size, 3);
    colours[pixel] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const { palette, places } = paletteOf(counts);
  // one filter byte (none) before each row
  const rows = Buffer.alloc((width + 1) * height);
  for (const [pixel, colour] of colours.entries()) {
    rows[pixel + Math.floor(pixel / width) + 1] = places.get(colour) ?? 0;
  }
  const ihdr = Buffer.from(head);
  ihdr[9] = 3;
  const plte = Buffer.alloc(palette.length * 3);
  for (const [place, colour] of palette.entries()) plte.writeUIntBE(colour, place * 3, 3);
  return Buffer.concat([
    signature,
    chunk('IHDR', ihdr),
    chunk('PLTE', plte),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
