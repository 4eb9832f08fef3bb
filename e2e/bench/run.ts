/** `npm run bench -- NAME [NAME …]`: figures on standard output, everything else on standard error. */
import { prepare } from '../prepare.ts';

const benches: Readonly<Record<string, string>> = { ring: 'e2e/bench/ring.ts' };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in benches));
if (names.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- NAME; NAME is one of: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
// the lab talks on standard output, which here belongs to the figures
console.log = console.error;
const prepared = await prepare();
try {
  for (const name of names) {
    const code = await prepared.node(benches[name] ?? '', [], {});
    if (code !== 0) process.exitCode = code;
  }
} finally {
  await prepared.end();
}
