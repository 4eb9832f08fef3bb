/** The folder that holds all of one desk: where it is by default, and that only its owner may enter it. */
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, posix, resolve, win32 } from 'node:path';
import { FatalError, fatalCodeOf } from '../app/fatal.ts';

export interface Place {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

export const thisPlace = (): Place => ({ platform: process.platform, env: process.env, home: homedir() });

export function defaultProfileDir({ platform, env, home }: Place = thisPlace()): string {
  switch (platform) {
    case 'win32':
      return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'Linewarden');
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'Linewarden');
    default: {
      // the XDG specification: a relative path is invalid and must be ignored
      const base = env['XDG_CONFIG_HOME'];
      return posix.join(
        base !== undefined && posix.isAbsolute(base) ? base : posix.join(home, '.config'),
        'linewarden',
      );
    }
  }
}

/** The names of what lies in a profile; nobody else spells them. */
export function profileFiles(profile: string) {
  return {
    root: profile,
    lock: join(profile, 'lock'),
    settings: join(profile, 'settings.json'),
    secrets: join(profile, 'secrets.json'),
    desk: join(profile, 'desk-id'),
    webSession: join(profile, 'web-session.json'),
    logs: join(profile, 'logs'),
    backups: join(profile, 'backups'),
    diagnostics: join(profile, 'diagnostics'),
    restore: join(profile, 'restore'),
    recordings: join(profile, 'recordings'),
    exports: join(profile, 'exports'),
    seenTime: join(profile, 'seen-time.json'),
  } as const;
}
export type ProfileFiles = ReturnType<typeof profileFiles>;

/** Makes the folder, mode 0700. Throws `FatalError` when it cannot be had. */
export function openProfileDir(wanted: string): ProfileFiles {
  const profile = resolve(wanted);
  try {
    makeFolder(profile);
    const mode = statSync(profile).mode & 0o777;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) chmodSync(profile, 0o700);
  } catch (error) {
    throw new FatalError(fatalCodeOf(error) ?? 'failed', `${profile}: ${(error as Error).message}`, { cause: error });
  }
  return profileFiles(profile);
}

/**
 * `mkdir -p`, mode 0700. Not Node's own `recursive`: that one spins for ever where a file system answers ENOENT for a new
 * folder in an existing one, as /proc and some automounted shares do (seen with Node 24).
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return;
    const parent = dirname(folder);
    if (code !== 'ENOENT' || parent === folder || existsSync(parent)) throw error;
    makeFolder(parent);
    mkdirSync(folder, { mode: 0o700 });
  }
}
