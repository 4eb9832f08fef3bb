/** What must be true before a desk opens its store, checked by doing it: fatal errors are thrown, the rest are warnings. */
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { FatalError, fatalCodeOf } from '../app/fatal.ts';
import type { Warning } from '../../core/contract/word-ids.ts';
import type { ProfileFiles } from './profile-dir.ts';

/** Below this a busy desk could fill the disk within days. */
const lowSpaceBytes = 200 * 1024 * 1024;
const requiredNodeMajor = 24;

export function checkProfile(files: ProfileFiles): Warning[] {
  checkRuntime(process.versions.node);
  checkWritable(files.root);
  return checkSpace(files.root);
}

/** Only the desk's own runtime: `node:sqlite` as we use it is not there before. Electron 45 brings 24. */
export function checkRuntime(version: string): void {
  const major = Number(version.split('.')[0]);
  if (!(major >= requiredNodeMajor)) {
    throw new FatalError(
      'failed',
      `Node ${requiredNodeMajor} is needed, this is ${version}; start through "npm start"`,
    );
  }
}

/** A real write with fsync: permission bits say nothing to root, and nothing of a read-only mount. */
function checkWritable(folder: string): void {
  const probe = join(folder, `.write-check-${process.pid}`);
  try {
    const handle = openSync(probe, 'w', 0o600);
    try {
      writeSync(handle, Buffer.alloc(4096, 1));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new FatalError(fatalCodeOf(error) ?? 'failed', `${folder}: ${(error as Error).message}`, { cause: error });
  } finally {
    rmSync(probe, { force: true });
  }
}

function checkSpace(folder: string): Warning[] {
  try {
    const { bavail, bsize } = statfsSync(folder);
    const free = bavail * bsize;
    if (free >= lowSpaceBytes) return [];
    return [{ code: 'disk-low', detail: `${Math.floor(free / 1024 / 1024)} MB` }];
  } catch {
    // some network file systems do not say; writing worked, and that is what counts
    return [];
  }
}
