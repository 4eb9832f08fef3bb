/**
 * One profile, one process: a file that names the holder. A dead holder's file is taken over; a live one's never.
 *
 * Stale means: same computer and the pid is gone or was given to a later process; or another computer (a profile on a
 * share) whose heartbeat stopped. Must not read the settings or open the store.
 */
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { FatalError, fatalCodeOf } from '../app/fatal.ts';

const heartbeatMs = 15_000;
const deadAfterMs = 4 * heartbeatMs;

const holderSchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** ISO time, for people */
  startedAt: z.string(),
  /** what tells a process from a later one with the same pid; null where the system does not say */
  processStart: z.string().nullable(),
  kind: z.enum(['electron', 'web', 'rebuild']),
});
export type LockHolder = z.infer<typeof holderSchema>;

export interface ProfileLock {
  readonly holder: LockHolder;
  release(): void;
}

/** Throws `FatalError('locked')` naming the holder, or what the file system says. */
export function acquireLock(file: string, kind: LockHolder['kind'], now: () => Date = () => new Date()): ProfileLock {
  const holder: LockHolder = {
    pid: process.pid,
    host: hostname(),
    startedAt: now().toISOString(),
    processStart: processStartOf(process.pid),
    kind,
  };
  const text = JSON.stringify(holder);
  // each round either takes the lock, throws, or has removed one stale file
  for (let round = 0; round < 5; round++) {
    if (tryCreate(file, text)) return holdLock(file, text, holder);
    removeIfStale(file);
  }
  throw new FatalError('locked', `${file}: others keep taking it`);
}

/** Who holds it now, for messages; null when nobody readable does. */
export function readLock(file: string): LockHolder | null {
  return parseHolder(readText(file));
}

function tryCreate(file: string, text: string): boolean {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    try {
      // a hard link appears with its whole text or not at all, and never replaces another's
      linkSync(temporary, file);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') return false;
      if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
      return createWithoutLinks(file, text);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (error) {
    throw new FatalError(fatalCodeOf(error) ?? 'failed', `${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** FAT and some shares have no hard links. */
function createWithoutLinks(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeIfStale(file: string): void {
  const text = readText(file);
  if (text === null) return;
  const holder = parseHolder(text);
  if (holder === null ? !isOld(file) : isHolderAlive(holder, file)) {
    throw new FatalError('locked', describeHolder(holder, file));
  }
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new FatalError(fatalCodeOf(error) ?? 'failed', `${file}: ${(error as Error).message}`, { cause: error });
  }
  // somebody quicker may have put a fresh lock there between our look and our rename: give it back
  if (readText(aside) !== text) {
    try {
      linkSync(aside, file);
    } catch {
      // a third process holds the name by now; either way the next round sees a live holder
    }
  }
  rmSync(aside, { force: true });
}

function holdLock(file: string, text: string, holder: LockHolder): ProfileLock {
  const beat = setInterval(() => {
    try {
      const time = new Date();
      utimesSync(file, time, time);
    } catch {
      // a heartbeat only matters to other computers; a lost share shows itself in the event log
    }
  }, heartbeatMs);
  beat.unref();
  return {
    holder,
    release() {
      clearInterval(beat);
      // never another's: after a wrong take-over the file may have a new owner
      if (readText(file) === text) rmSync(file, { force: true });
    },
  };
}

function describeHolder(holder: LockHolder | null, file: string): string {
  if (holder === null) return `${file} is being written by another process`;
  return `pid ${holder.pid} (${holder.kind}) on ${holder.host}, since ${holder.startedAt}; lock file ${file}`;
}

function isHolderAlive(holder: LockHolder, file: string): boolean {
  if (holder.host !== hostname()) return !isOld(file);
  if (holder.pid === process.pid) return holder.processStart === processStartOf(process.pid);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: alive, but another user's
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const start = processStartOf(holder.pid);
  return start === null || holder.processStart === null || start === holder.processStart;
}

function isOld(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs > deadAfterMs;
  } catch {
    return false;
  }
}

/** Linux: boot id and the start time in clock ticks since boot, field 22 of /proc/PID/stat. */
function processStartOf(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // the second field is the name in brackets and may itself hold brackets and blanks
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return ticks === undefined ? null : `${readText('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}:${ticks}`;
}

function parseHolder(text: string | null): LockHolder | null {
  if (text === null) return null;
  try {
    const parsed = holderSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
