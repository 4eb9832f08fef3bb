// Who the specs run as: root's specs run as an unprivileged user of the lab, so that the browsers' sandbox can be on.
// Creates and removes that one user; must not change the rights of anything that it did not make.
import { type ChildProcess, spawn, spawnSync, type StdioOptions } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Identity } from './child.ts';

export const labUserName = 'linewarden-lab';

export interface LabUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** False where the process is not root and so stays who it is. */
  readonly changed: boolean;
}

export interface LabRun {
  readonly user: LabUser;
  /** Everything that the specs write goes here; owned by the user. */
  readonly dir: string;
  /** HOME of the run: browser profiles, the NSS database. */
  readonly home: string;
  /** The checkout as the user can read it: the given one, or a copy in `dir`. */
  readonly checkout: string;
  readonly copied: boolean;
  /** Variables that every program of the run is started with. */
  readonly env: NodeJS.ProcessEnv;
  spawn(command: string, args: readonly string[], options?: RunOptions): ChildProcess;
  /** Runs to the end; resolves with the exit code (128 for a signal). */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<number>;
  /** Removes the run directory (unless LAB_KEEP=1) and, when nothing of it runs any more, the user. */
  end(): void;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Default: the checkout. */
  readonly cwd?: string;
  readonly stdio?: StdioOptions;
}

/** Runs one of the system's own tools to its end; a tool that is not there has status null. */
function system(command: string, args: readonly string[], identity: Identity = {}) {
  return spawnSync(command, args, { encoding: 'utf8', cwd: '/', ...identity });
}

function numberFrom(command: string, args: readonly string[]): number | undefined {
  const { status, stdout } = system(command, args);
  return status === 0 ? Number(stdout.trim()) : undefined;
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** Root: the lab's user, created at need. Anyone else: themselves. */
export function ensureLabUser(): LabUser {
  if (!isRoot()) {
    const { uid, gid } = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 };
    return { name: process.env['USER'] ?? String(uid), uid, gid, changed: false };
  }
  if (numberFrom('id', ['-u', labUserName]) === undefined) {
    const args = [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      labUserName,
    ];
    const { status, stderr } = system('useradd', args);
    // Another lab may have created it in the meantime.
    if (status !== 0 && numberFrom('id', ['-u', labUserName]) === undefined)
      throw new Error(`useradd ${labUserName}: ${stderr}`);
  }
  const uid = numberFrom('id', ['-u', labUserName]);
  const gid = numberFrom('id', ['-g', labUserName]);
  if (uid === undefined || gid === undefined) throw new Error(`The user ${labUserName} vanished`);
  return { name: labUserName, uid, gid, changed: true };
}

/** Removes the lab's user; does nothing while a program of it runs (another lab's, say), for userdel refuses then. */
export function removeLabUser(): void {
  if (isRoot() && numberFrom('id', ['-u', labUserName]) !== undefined) system('userdel', [labUserName]);
}

/** The first thing below `dir` that the user cannot read or enter; undefined when all is well. */
function unreadable(dir: string, user: LabUser): string | undefined {
  const identity = user.changed ? { uid: user.uid, gid: user.gid } : {};
  // GNU find asks access(2), which is the very question. What the specs never read need not be readable.
  const conditions = ['(', '-false'];
  for (const name of ['.git', '.cache', 'test-results', 'release'])
    conditions.push('-o', '-path', path.join(dir, name));
  conditions.push(')', '-prune', '-o');
  const bad = ['(', '!', '-readable', '-o', '-type', 'd', '!', '-executable', ')', '-print', '-quit'];
  const { status, stdout } = system('find', [dir, ...conditions, ...bad], identity);
  const found = stdout.trim();
  if (found !== '') return found;
  return status === 0 ? undefined : dir;
}

/** A folder that not everyone may pass, such as /root, hides a checkout from the user: then the specs run in a copy. */
function readableCheckout(checkout: string, dir: string, user: LabUser, say: (line: string) => void): string {
  const obstacle = unreadable(checkout, user);
  if (obstacle === undefined) return checkout;
  if (!user.changed) throw new Error(`${obstacle} cannot be read`);
  const copy = path.join(dir, 'checkout');
  say(`${user.name} cannot read ${obstacle}: the specs run in a copy, ${copy}`);
  const skip = new Set(['.git', 'test-results', 'release'].map((name) => path.join(checkout, name)));
  cpSync(checkout, copy, { recursive: true, verbatimSymlinks: true, filter: (source) => !skip.has(source) });
  const { status } = system('chmod', ['-R', 'a+rX', copy]);
  if (status !== 0) throw new Error(`${copy} could not be made readable`);
  return copy;
}

/** Prepares a run of specs: the user, a directory of its own, a checkout that it can read. */
export function prepareLabRun(checkout: string, say: (line: string) => void = (line) => console.error(line)): LabRun {
  const user = ensureLabUser();
  const dir = mkdtempSync(path.join(tmpdir(), 'linewarden-lab-'));
  const home = path.join(dir, 'home');
  const temporary = path.join(dir, 'tmp');
  const runtime = path.join(dir, 'runtime');
  for (const each of [home, temporary, runtime]) mkdirSync(each, { mode: 0o700 });
  if (user.changed) for (const each of [dir, home, temporary, runtime]) chownSync(each, user.uid, user.gid);
  // The run's directory itself is entered by the user only; a copy of the checkout lies in it, too.
  chmodSync(dir, 0o700);
  const readable = readableCheckout(checkout, dir, user, say);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    USER: user.name,
    LOGNAME: user.name,
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    LAB_RUN_DIR: dir,
  };
  const start = (command: string, args: readonly string[], options: RunOptions = {}): ChildProcess =>
    // Node drops root's supplementary groups when it changes the user.
    spawn(command, args, {
      cwd: options.cwd ?? readable,
      env: { ...env, ...options.env },
      stdio: options.stdio ?? 'inherit',
      ...(user.changed ? { uid: user.uid, gid: user.gid } : {}),
    });
  return {
    user,
    dir,
    home,
    checkout: readable,
    copied: readable !== checkout,
    env,
    spawn: start,
    run: (command, args, options) =>
      new Promise((resolve, reject) => {
        const child = start(command, args, options);
        child.once('error', reject);
        child.once('exit', (code) => resolve(code ?? 128));
      }),
    end() {
      if (process.env['LAB_KEEP'] === '1') {
        say(`kept: ${dir}`);
        return;
      }
      rmSync(dir, { recursive: true, force: true });
      removeLabUser();
    },
  };
}

export interface BrowserSandbox {
  readonly on: boolean;
  /** For Playwright's `chromiumSandbox`; where it is off, Playwright itself adds --no-sandbox to Chromium. */
  readonly chromiumSandbox: boolean;
  /** For a program that is started directly, Electron say. */
  readonly args: readonly string[];
  readonly why: string;
}

const off = (why: string): BrowserSandbox => ({ on: false, chromiumSandbox: false, args: ['--no-sandbox'], why });
const on = (why: string): BrowserSandbox => ({ on: true, chromiumSandbox: true, args: [], why });
const setuidHelper = '/usr/lib/chromium/chrome-sandbox';

/** Whether Chromium's and Electron's sandbox can be on for the user who asks; to be asked by the process that starts the browser. */
export function browserSandbox(): BrowserSandbox {
  if (isRoot()) return off('off: Chromium refuses its sandbox to root');
  // The namespaces that Chromium's zygote asks for.
  const { status } = system('unshare', ['--user', '--map-root-user', '--pid', '--net', '--fork', 'true']);
  if (status === 0) return on('on: unprivileged user namespaces');
  try {
    accessSync(setuidHelper, constants.X_OK);
  } catch {
    return off('off: user namespaces are switched off on this machine and there is no setuid helper');
  }
  return on("on: Debian's setuid helper (Chromium only; Electron would need one of its own)");
}

/** A folder for what a spec writes: in the run's directory where there is one. */
export function labTemporaryDir(prefix: string): string {
  const base = process.env['LAB_RUN_DIR'] ?? tmpdir();
  return mkdtempSync(path.join(existsSync(base) ? base : tmpdir(), prefix));
}
