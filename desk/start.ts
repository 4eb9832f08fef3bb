/**
 * What `npm start` runs: builds what is missing or old, then Electron, or the web host where it is asked for or where
 * Electron cannot be had. Only for a checkout; a packed product starts its shell by itself.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArguments, usage } from './app/arguments.ts';
import { isBuildStale } from './app/build-state.ts';
import { findElectron, type FoundElectron } from './app/electron-binary.ts';
import { whenOrphaned } from './app/orphan.ts';
import { tooOldSentence } from './app/tool-versions.ts';
import { launchSettings } from './web/launch-settings.ts';

const root = join(import.meta.dirname, '..');

const whyWeb: Readonly<Record<Exclude<FoundElectron, { ok: true }>['why'], string>> = {
  'no-binary':
    '无法取得 Electron，改用浏览器运行。 Electron’s binary cannot be had here, so the desk opens in the browser instead.',
  'no-display':
    '没有图形界面，改用浏览器运行。 There is no display for Electron, so the desk is served to a browser instead.',
  root: '以 root 运行时无法使用 Electron 的沙箱，改用浏览器运行。 Electron’s sandbox cannot be had as root, so the desk opens in the browser instead.',
};

async function start(argv: readonly string[]): Promise<number> {
  const tooOld = tooOldSentence(process.env['npm_config_user_agent']);
  if (tooOld !== null) {
    process.stderr.write(`${tooOld}\n`);
    return 1;
  }
  const parsed = parseArguments(argv);
  if (!parsed.ok) {
    process.stderr.write(`${parsed.problem}\n${usage}\n`);
    return 2;
  }
  const { web, rebuild, help } = parsed.value;
  if (help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (!build()) return 1;
  if (web || rebuild) return runDesk(argv);
  const electron = findElectron(root);
  if (electron.ok) return runElectron(electron.path, argv);
  process.stderr.write(`${whyWeb[electron.why]}\n`);
  return runDesk(argv);
}

function build(): boolean {
  // tests that start many desks build once, before
  if (process.env['LINEWARDEN_NO_BUILD'] || !isBuildStale(root)) return true;
  process.stderr.write('正在构建…  Building …\n');
  // standard output belongs to the READY line
  const { status } = spawnSync(process.execPath, [join(root, 'build', 'build.ts')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status === 0) return true;
  process.stderr.write('构建失败，没有启动。 The build failed; nothing was started.\n');
  return false;
}

/**
 * A signal to this process is a signal to the desk: the desk takes its place, which frees what it took to read TypeScript, or,
 * where the system cannot do that (Windows), runs in it.
 */
async function runDesk(argv: readonly string[]): Promise<number> {
  const bundle = join(root, 'dist', 'desk', 'main.cjs');
  // a Node that is gone by now (an upgrade while we built): a failing execve could not be caught
  if (process.platform !== 'win32' && existsSync(process.execPath))
    process.execve?.(process.execPath, [process.execPath, ...process.execArgv, bundle, ...argv], {
      ...launchSettings(join(root, '.cache', 'desk-code')),
      ...process.env,
    });
  const { run } = (await import(pathToFileURL(bundle).href)) as typeof import('./main.ts');
  return run(argv);
}

function runElectron(path: string, argv: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(path, [root, ...argv], { stdio: 'inherit' });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    whenOrphaned(() => child.kill('SIGTERM'));
    child.once('error', (error) => {
      process.stderr.write(`Electron: ${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

process.exit(await start(process.argv.slice(2)));
