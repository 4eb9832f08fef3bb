/** Is what was built older than its sources? Only looks at times, so that a start costs no build tool's loading. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What build/build.ts reads; a test file is no part of the product. */
const sources = ['assets', 'build', 'core', 'desk', 'electron', 'renderer', 'package.json'];
const isTest = (name: string): boolean => /\.test\.tsx?$/.test(name);

/** `dist/built` is the last file that a build writes. */
export function isBuildStale(root: string): boolean {
  const built = timeOf(join(root, 'dist', 'built'));
  if (built === null) return true;
  return sources.some((source) => isNewerThan(join(root, source), built));
}

/** Without sources (an unpacked release) nothing can be newer. */
function isNewerThan(path: string, time: number): boolean {
  const own = timeOf(path);
  if (own === null) return false;
  if (!statSync(path).isDirectory()) return own > time;
  return readdirSync(path).some((name) => !isTest(name) && isNewerThan(join(path, name), time));
}

function timeOf(path: string): number | null {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return null;
  }
}
