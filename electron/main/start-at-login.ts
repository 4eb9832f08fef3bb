/**
 * Start at login: Windows and macOS have it in Electron, on Linux it is a file in the XDG autostart folder. Only for an
 * installed product: a run from a checkout must not leave the bare Electron behind in somebody's session.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface LoginItemHost {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** the program that the session starts: on an AppImage the image itself, not what is mounted of it */
  readonly program: string;
  /** $XDG_CONFIG_HOME or ~/.config */
  readonly configHome: string;
  /** Electron's, for Windows and macOS */
  setLoginItem(settings: { openAtLogin: boolean; args: string[] }): void;
}

export async function setStartAtLogin(
  host: LoginItemHost,
  isWanted: boolean,
  args: readonly string[],
): Promise<'applied' | 'not-installed'> {
  if (!host.isPackaged) return 'not-installed';
  if (host.platform !== 'linux') {
    host.setLoginItem({ openAtLogin: isWanted, args: [...args] });
    return 'applied';
  }
  const file = path.join(host.configHome, 'autostart', 'linewarden.desktop');
  if (!isWanted) await rm(file, { force: true });
  else {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, desktopEntry(host.program, args));
  }
  return 'applied';
}

function desktopEntry(program: string, args: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Linewarden',
    'Name[zh_CN]=守线',
    `Exec=${[program, ...args].map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * Desktop Entry Specification, "The Exec key": arguments in double quotes with `" ` $ \` escaped; the general rule for
 * strings then doubles each backslash; a field code's `%` is written twice.
 */
function quoted(argument: string): string {
  return `"${argument.replaceAll(/["`$\\]/g, (sign) => `\\${sign}`)}"`.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}
