/**
 * Where Chromium keeps its own data: in the profile. A profile that cannot be written gets a folder that goes with the
 * process, so that the shell comes up all the same and the desk service can say in words what is wrong with the profile.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface UserData {
  readonly dir: string;
  /** Removes what may not outlive the process. */
  discard(): void;
}

export function openUserData(profile: string): UserData {
  const dir = path.join(profile, 'shell');
  const probe = path.join(dir, `.write-check-${process.pid}`);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    // a real write: a full disk and a read-only mount look writable until then
    writeFileSync(probe, Buffer.alloc(4096, 1));
    return { dir, discard: () => undefined };
  } catch {
    const temporary = mkdtempSync(path.join(tmpdir(), 'linewarden-shell-'));
    return {
      dir: temporary,
      discard: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 }),
    };
  } finally {
    rmSync(probe, { force: true });
  }
}
