/**
 * A run's own copy of the built product: a build that starts meanwhile must not pull the pages away under a spec.
 * Builds first what is old; two runs at once wait for each other. Must not start anything.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, isStale, root } from '../build/build.ts';

const longestBuildMs = 5 * 60_000;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Held by one process at a time; one that ended without letting go does not hold it. */
async function withLock<T>(file: string, run: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const end = Date.now() + longestBuildMs;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (existsSync(file)) {
        const holder = Number(readFileSync(file, 'utf8'));
        if (holder > 0 && !isRunning(holder)) rmSync(file, { force: true });
      }
      if (Date.now() > end) throw new Error(`${file} is held by another run's build`, { cause: error });
      await sleep(100);
    }
  }
  try {
    return await run();
  } finally {
    rmSync(file, { force: true });
  }
}

/** What a start from a checkout reads, without the sources that only a build needs. */
const parts = ['assets', 'desk', 'dist', 'package.json'];

/** Returns the copy's folder, `<parent>/product`; `modules` is the checkout's node_modules. */
export function copyProduct(parent: string, modules: string): Promise<string> {
  const copy = path.join(parent, 'product');
  return withLock(path.join(root, '.cache/build.lock'), async () => {
    if (isStale()) await build();
    for (const part of parts) {
      cpSync(path.join(root, part), path.join(copy, part), { recursive: true, preserveTimestamps: true });
    }
    symlinkSync(modules, path.join(copy, 'node_modules'));
    return copy;
  });
}
