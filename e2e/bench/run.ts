/** `npm run bench -- NAME [NAME …]`: figures on standard output, everything else on standard error. */
import { spawnSync } from 'node:child_process';
import { prepare, root } from '../prepare.ts';
import type { Prepared } from '../prepare.ts';

interface Bench {
  readonly file: string;
  /** in the lab: as its user, with its Electron, PBX and display; otherwise this checkout and Node are enough */
  readonly lab: boolean;
}

const benches: Readonly<Record<string, Bench>> = {
  start: { file: 'e2e/bench/start.ts', lab: true },
  ring: { file: 'e2e/bench/ring.ts', lab: true },
  phone: { file: 'e2e/bench/phone.ts', lab: true },
  soak: { file: 'e2e/bench/soak.ts', lab: true },
  flood: { file: 'e2e/bench/flood.ts', lab: true },
  judge: { file: 'e2e/bench/judge.ts', lab: false },
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (names.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- NAME; NAME is one of: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
// the lab talks on standard output, which here belongs to the figures
console.log = console.error;
let prepared: Prepared | null = null;
try {
  for (const { file, lab } of names.flatMap((name) => benches[name] ?? [])) {
    if (lab) prepared ??= await prepare();
    const code = lab
      ? await prepared?.node(file, [], {})
      : spawnSync(process.execPath, [file], { cwd: root, stdio: 'inherit' }).status;
    if (code !== 0) process.exitCode = code ?? 1;
  }
} finally {
  await prepared?.end();
}
