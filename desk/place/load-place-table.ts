/** Loads the place table that the build made. Its failure is a typed error: the desk then works with `emptyPlaceTable` and says so. */
import { readFileSync } from 'node:fs';
import type { PlaceTable } from '../../core/place/place-table.ts';
import { parsePlaceData } from '../../core/place/place-table.ts';

export class PlaceTableError extends Error {
  readonly code: 'unreadable' | 'malformed';
  constructor(code: 'unreadable' | 'malformed', path: string, cause?: unknown) {
    super(`place table ${path} is ${code}`, { cause });
    this.name = 'PlaceTableError';
    this.code = code;
  }
}

/** Blocks for some tens of ms: call it once, at start. */
export function loadPlaceTable(path: string): PlaceTable {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new PlaceTableError('unreadable', path, error);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PlaceTableError('malformed', path, error);
  }
  const table = parsePlaceData(json);
  if (!table) throw new PlaceTableError('malformed', path);
  return table;
}
