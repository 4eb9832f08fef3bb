/** Where Electron's binary is, and why it cannot be used here. Must not start it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type FoundElectron =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly why: 'no-binary' | 'no-display' | 'root' };

/** A download that takes longer is better begun by hand than waited for in front of a ringing phone. */
const downloadMs = 90_000;

export function findElectron(root: string, env: NodeJS.ProcessEnv = process.env): FoundElectron {
  if (process.platform === 'linux') {
    if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return { ok: false, why: 'no-display' };
    // Chromium's sandbox cannot be had as root, and the product never goes without
    if (process.getuid?.() === 0) return { ok: false, why: 'root' };
  }
  const folder = join(root, 'node_modules', 'electron');
  const path = pathIn(folder, env);
  if (path !== null) return { ok: true, path };
  if (env['ELECTRON_OVERRIDE_DIST_PATH'] || !existsSync(join(folder, 'install.js')))
    return { ok: false, why: 'no-binary' };
  process.stderr.write('正在下载 Electron（仅一次）…  Fetching Electron, once …\n');
  spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: downloadMs,
  });
  const fetched = pathIn(folder, env);
  return fetched === null ? { ok: false, why: 'no-binary' } : { ok: true, path: fetched };
}

function pathIn(folder: string, env: NodeJS.ProcessEnv): string | null {
  const name = readName(folder);
  const path = join(env['ELECTRON_OVERRIDE_DIST_PATH'] || join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

/** The package writes its platform's name into path.txt once it has the binary. */
function readName(folder: string): string {
  try {
    return readFileSync(join(folder, 'path.txt'), 'utf8').trim();
  } catch {
    switch (process.platform) {
      case 'win32':
        return 'electron.exe';
      case 'darwin':
        return 'Electron.app/Contents/MacOS/Electron';
      default:
        return 'electron';
    }
  }
}
