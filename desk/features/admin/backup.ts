/**
 * A profile's backup: the event log and the settings, with a manifest of checksums. Tables are not in it, since they are
 * folded from the log; passwords are not, since a backup travels.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder, type ProfileFiles } from '../../profile/profile-dir.ts';
import type { Store } from '../../store/store.ts';
import { writeZip } from './zip-writer.ts';

export const backupFiles = ['log.db', 'settings.json'] as const;

export const backupManifestSchema = z.object({
  v: z.literal(1),
  product: z.literal('linewarden'),
  version: z.string(),
  desk: z.string(),
  createdAt: z.string(),
  files: z
    .array(
      z.object({
        name: z.enum(backupFiles),
        bytes: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(backupFiles.length),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

export interface BackupInput {
  readonly files: ProfileFiles;
  readonly store: Pick<Store, 'backupLog'>;
  readonly version: string;
  readonly desk: string;
  readonly now: Date;
}

export async function writeBackup({ files, store, version, desk, now }: BackupInput) {
  makeFolder(files.backups);
  const copy = join(files.backups, `.log-${randomBytes(6).toString('hex')}.db`);
  const path = join(files.backups, `linewarden-${fileTime(now)}.zip`);
  try {
    await store.backupLog(copy);
    const bytes = await writeZip(path, async (zip) => {
      const entries = [await zip.addFile('log.db', copy)];
      if (existsSync(files.settings)) entries.push(await zip.addFile('settings.json', files.settings));
      const manifest = { v: 1, product: 'linewarden', version, desk, createdAt: now.toISOString(), files: entries };
      await zip.addText('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
    });
    return { path, bytes };
  } finally {
    await rm(copy, { force: true });
  }
}

/** `2026-11-24T07-30-00-123Z`: sorts by time and is a file name everywhere. */
export function fileTime(time: Date): string {
  return time.toISOString().replaceAll(/[:.]/g, '-');
}
