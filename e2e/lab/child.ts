// A program that the lab runs: its output goes to a file, it is ended by its pid, and it dies with the process that started it.
// Nothing here knows what the program is.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';

export interface LabChild {
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when the program has ended; a signal counts as 128 (there is no exit code then). */
  readonly exited: Promise<number>;
  running(): boolean;
  /** Asks with SIGTERM, and after `graceMs` ends the whole process group. Resolves when the program is gone. */
  stop(graceMs?: number): Promise<void>;
  /** Ends the whole process group at once, as a crash would. */
  kill(): Promise<void>;
}

/** Whom a program runs as; nothing in it: whoever starts it. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

export interface ChildOptions {
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Root may start it as someone else. */
  readonly identity?: Identity;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Puts the parent-death signal before a command: util-linux, on every Debian. */
export const dieWithParent = ['setpriv', '--pdeathsig', 'TERM'] as const;

export async function startChild(
  command: string,
  args: readonly string[],
  { logFile, cwd, env = process.env, identity = {} }: ChildOptions,
): Promise<LabChild> {
  const log = openSync(logFile, 'a');
  // The parent-death signal covers what no handler can: the starter itself being killed with SIGKILL.
  const [guard, ...guardArgs] = dieWithParent;
  const child: ChildProcess = spawn(guard, [...guardArgs, command, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    ...identity,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? 128));
    child.once('error', () => resolve(127));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} has no pid`);
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const kill = async (): Promise<void> => {
    signalGroup(pid, 'SIGKILL');
    await exited;
  };
  return {
    pid,
    logFile,
    exited,
    running,
    kill,
    async stop(graceMs = 3000) {
      if (running()) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
        await exited;
        clearTimeout(timer);
      }
      // Children of the program that outlived it (Kamailio forks) share its group.
      signalGroup(pid, 'SIGKILL');
    },
  };
}

/** The last lines of a log, for error messages. */
export function logTail(logFile: string, lines = 15): string {
  if (!existsSync(logFile)) return '(no log)';
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
