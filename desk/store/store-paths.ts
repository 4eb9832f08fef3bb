/** The names of the store's files in a profile; nobody else spells them. */
import { join } from 'node:path';

export interface StorePaths {
  readonly log: string;
  /** the list of erased numbers, which outlives the log */
  readonly erasures: string;
  readonly projections: string;
}

export function storePaths(profileDir: string): StorePaths {
  return {
    log: join(profileDir, 'log.db'),
    erasures: join(profileDir, 'erased-numbers.json'),
    projections: join(profileDir, 'projections.db'),
  };
}
