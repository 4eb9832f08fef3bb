/** What a process costs: its proportional share of memory (PSS) and its processor time, from /proc. */
import { readFileSync } from 'node:fs';

/** Linux counts processor time in these; `getconf CLK_TCK` is 100 on every platform that Chromium runs on. */
const ticksPerSecond = 100;

export function pssMb(pid: number): number {
  const kb = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  if (kb === undefined) throw new Error(`process ${pid} has no PSS`);
  return Number(kb) / 1024;
}

/** ms of user and system time so far */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // the name in brackets may hold anything: utime and stime are the 12th and 13th field after it
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}
