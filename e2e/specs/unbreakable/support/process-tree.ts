/** A program with everything it started, by pids from /proc: stopped, let go on, or ended. Touches nothing else. */
import { readdirSync, readFileSync } from 'node:fs';

function parentOf(pid: number): number | null {
  try {
    // the name in brackets may hold anything: the numbers follow the last one
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

/** `root` first, then its children, children's children … */
export function treeOf(root: number): number[] {
  const parents = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? parentOf(pid) : null;
    if (parent !== null) parents.set(parent, [...(parents.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (const pid of found) found.push(...(parents.get(pid) ?? []));
  return found;
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it ended meanwhile
  }
}

/** As a machine that sleeps: nothing of it runs. The answer lets it go on. */
export function suspend(root: number): () => void {
  const pids = treeOf(root);
  for (const pid of pids) signal(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids.toReversed()) signal(pid, 'SIGCONT');
  };
}

export async function endTree(root: number): Promise<void> {
  const pids = treeOf(root);
  for (const pid of pids) signal(pid, 'SIGKILL');
  const end = Date.now() + 5_000;
  while (pids.some((pid) => commandOf(pid) !== '') && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 20));
}
