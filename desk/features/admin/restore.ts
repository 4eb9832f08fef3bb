/**
 * Restoring a backup in two steps: checked whole and laid beside the profile while the desk runs; put in place at the
 * next start, before anything is opened. What was there is kept in a folder of its own, never deleted.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { logVersion } from '../../store/log-db.ts';
import { writeFileAtomically } from '../../profile/atomic-file.ts';
import { makeFolder, type ProfileFiles } from '../../profile/profile-dir.ts';
import type { Warning } from '../../../core/contract/word-ids.ts';
import { parseSettings } from '../../profile/settings-file.ts';
import { backupManifestSchema, fileTime, type BackupManifest } from './backup.ts';
import { openZip, ZipError } from './zip-reader.ts';

export type RestoreProblem = 'backup-missing' | 'backup-damaged' | 'backup-newer';

export class RestoreError extends Error {
  readonly problem: RestoreProblem;

  constructor(problem: RestoreProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}

/** Written last: without it the folder is a half-made one, and is thrown away. */
const readyFile = 'manifest.json';
/** A larger log is checked at the next start, when nobody waits for a call to be judged on this thread. */
const quickCheckBytes = 64_000_000;

/** Throws `RestoreError`, or the file system's error; nothing of the profile in use is touched. */
export async function stageRestore(path: string, files: ProfileFiles): Promise<void> {
  const staging = `${files.restore}.tmp`;
  rmSync(staging, { recursive: true, force: true });
  makeFolder(staging);
  try {
    const manifest = await unpack(path, staging);
    checkContents(staging, manifest, quickCheckBytes);
    rmSync(files.restore, { recursive: true, force: true });
    renameSync(staging, files.restore);
    writeFileAtomically(join(files.restore, readyFile), JSON.stringify(manifest));
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (error instanceof ZipError) throw new RestoreError('backup-damaged', error.message);
    throw error;
  }
}

async function unpack(path: string, staging: string): Promise<BackupManifest> {
  const zip = await openZip(path).catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR') throw new RestoreError('backup-missing', message);
    throw error;
  });
  try {
    const entryOf = (name: string) => {
      const found = zip.entries.filter((entry) => entry.name === name);
      if (found.length !== 1 || found[0] === undefined)
        throw new RestoreError('backup-damaged', `${name}: ${found.length} times`);
      return found[0];
    };
    const manifestFile = join(staging, 'unpacked-manifest');
    await zip.extract(entryOf(readyFile), manifestFile);
    const manifest = parseManifest(readFileSync(manifestFile, 'utf8'));
    rmSync(manifestFile);
    for (const { name, sha256 } of manifest.files) {
      const found = await zip.extract(entryOf(name), join(staging, name));
      if (found !== sha256) throw new RestoreError('backup-damaged', `${name}: wrong checksum`);
    }
    return manifest;
  } finally {
    await zip.close();
  }
}

function parseManifest(text: string): BackupManifest {
  try {
    const parsed = backupManifestSchema.safeParse(JSON.parse(text));
    if (parsed.success && parsed.data.files.some(({ name }) => name === 'log.db')) return parsed.data;
  } catch {
    // not JSON: the same as a wrong shape
  }
  throw new RestoreError('backup-damaged', `${readyFile} is not one of a backup`);
}

function checkContents(folder: string, manifest: BackupManifest, upToBytes: number): void {
  if (manifest.files.some(({ name }) => name === 'settings.json')) {
    const settings = parseSettings(readFileSync(join(folder, 'settings.json'), 'utf8'));
    if (settings === null) throw new RestoreError('backup-newer', 'settings.json is not one that this version knows');
  }
  const bytes = manifest.files.find(({ name }) => name === 'log.db')?.bytes ?? 0;
  checkLog(join(folder, 'log.db'), bytes <= upToBytes);
}

function checkLog(path: string, isChecked: boolean): void {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    const version = Number(db.prepare('pragma user_version').get()?.['user_version']);
    if (version > logVersion) throw new RestoreError('backup-newer', `log.db has version ${version}`);
    db.prepare('select seq, id, json from events limit 1').get();
    const verdict = isChecked ? db.prepare('pragma quick_check(1)').get()?.['quick_check'] : 'ok';
    if (verdict !== 'ok') throw new RestoreError('backup-damaged', `log.db: ${String(verdict)}`);
  } catch (error) {
    if (error instanceof RestoreError) throw error;
    throw new RestoreError('backup-damaged', `log.db: ${(error as Error).message}`);
  } finally {
    db?.close();
  }
}

/** At start, with the lock held and nothing open. Safe to be cut off and run again at any point. */
export function applyStagedRestore(files: ProfileFiles, now: Date): Warning[] {
  rmSync(`${files.restore}.tmp`, { recursive: true, force: true });
  const ready = join(files.restore, readyFile);
  if (!existsSync(files.restore)) return [];
  if (!existsSync(ready)) {
    rmSync(files.restore, { recursive: true, force: true });
    return [];
  }
  try {
    const manifest = parseManifest(readFileSync(ready, 'utf8'));
    const names = manifest.files.map(({ name }) => name).filter((name) => existsSync(join(files.restore, name)));
    if (names.includes('log.db')) checkLog(join(files.restore, 'log.db'), true);
    const kept = join(files.root, `replaced-${fileTime(now)}`);
    for (const name of names) {
      // SQLite would play an old journal into the new file
      for (const old of name === 'log.db' ? ['log.db', 'log.db-wal', 'log.db-shm'] : [name])
        keep(files.root, old, kept);
      renameSync(join(files.restore, name), join(files.root, name));
    }
    for (const table of ['projections.db', 'projections.db-wal', 'projections.db-shm']) {
      rmSync(join(files.root, table), { force: true });
    }
    rmSync(files.restore, { recursive: true, force: true });
    return [{ code: 'restored', detail: kept }];
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error;
    const aside = join(files.root, `restore-failed-${fileTime(now)}`);
    renameSync(files.restore, aside);
    return [{ code: 'restore-failed', detail: `${aside}: ${error.message}` }];
  }
}

function keep(root: string, name: string, kept: string): void {
  if (!existsSync(join(root, name))) return;
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  renameSync(join(root, name), join(kept, name));
}
