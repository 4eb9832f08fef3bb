/** The shell's part of the command line: where the profile is. The rest is passed on to the desk service as it came. */
import os from 'node:os';
import path from 'node:path';

export interface ShellArguments {
  readonly profile: string;
  readonly isDefaultProfile: boolean;
  /** for the desk service */
  readonly deskArgs: readonly string[];
  /** only the first time: a desk service that died and comes back must not restore the backup again */
  readonly firstDeskArgs: readonly string[];
  /** do not show the main window: start at login */
  readonly isHidden: boolean;
}

/** The same folders as desk/profile/profile-dir.ts: both ends must find one another's files. */
function defaultProfile(): string {
  switch (process.platform) {
    case 'win32':
      return path.join(process.env['APPDATA'] ?? path.join(os.homedir(), 'AppData', 'Roaming'), 'Linewarden');
    case 'darwin':
      return path.join(os.homedir(), 'Library', 'Application Support', 'Linewarden');
    default: {
      const base = process.env['XDG_CONFIG_HOME'];
      return path.join(
        base !== undefined && path.isAbsolute(base) ? base : path.join(os.homedir(), '.config'),
        'linewarden',
      );
    }
  }
}

function valueOf(argv: readonly string[], name: string): string | null {
  const at = argv.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at < 0) return null;
  const arg = argv[at] ?? '';
  return arg.includes('=') ? arg.slice(name.length + 1) : (argv[at + 1] ?? null);
}

export function parseShellArguments(argv: readonly string[]): ShellArguments {
  const named = valueOf(argv, '--profile');
  const profile = path.resolve(named ?? defaultProfile());
  const fileArgs = (name: string): string[] => {
    const file = valueOf(argv, name);
    return file === null ? [] : [name, path.resolve(file)];
  };
  return {
    profile,
    isDefaultProfile: named === null,
    deskArgs: ['--profile', profile, ...fileArgs('--provision')],
    firstDeskArgs: fileArgs('--restore'),
    isHidden: argv.includes('--hidden'),
  };
}
