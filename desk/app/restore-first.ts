/** `--restore FILE`: a backup put in place before a start, which is the only way in when the profile itself cannot be opened. */
import { resolve } from 'node:path';
import { RestoreError, stageRestore } from '../features/admin/restore.ts';
import { acquireLock, type LockHolder } from '../profile/lock.ts';
import { defaultProfileDir, openProfileDir } from '../profile/profile-dir.ts';
import { checkProfile } from '../profile/self-check.ts';
import type { DeskArguments } from './arguments.ts';
import { FatalError, toFatal } from './fatal.ts';

/** Checks the backup whole and lays it ready for `openProfile`. Rejects with `FatalError`, and then nothing was changed. */
export async function restoreFirst(
  { profile, restore }: Pick<DeskArguments, 'profile' | 'restore'>,
  kind: LockHolder['kind'],
): Promise<void> {
  if (restore === null) return;
  try {
    const files = openProfileDir(profile ?? defaultProfileDir());
    checkProfile(files);
    const lock = acquireLock(files.lock, kind);
    try {
      await stageRestore(resolve(restore), files);
    } finally {
      lock.release();
    }
  } catch (error) {
    if (!(error instanceof RestoreError)) throw toFatal(error);
    throw new FatalError('bad-backup', `${restore}: ${error.message}`, { cause: error });
  }
}
