/**
 * `npm run bench -- start`: from the start of the program to its registration at the PBX, with a profile that was used before:
 * on the web host with its browser and the tab, in Electron with its windows.
 */
import { usedProfile } from '../fixtures/faults/line-desk.ts';
import type { Host, Product } from '../fixtures/product.ts';
import { provisionFor } from '../fixtures/profile.ts';
import { startElectron } from '../fixtures/start-electron.ts';
import { startWeb } from '../fixtures/start-web.ts';
import { trustAuthority } from '../lab/certificate.ts';
import { startPbx, type Pbx } from '../lab/pbx.ts';
import { waitFor } from '../lab/waiting.ts';
import { callsWanted, hosts, registeredAt, say } from './bench-desk.ts';
import { printDistribution } from './figures.ts';

/** the first start fills caches and makes the databases: it is not counted */
const starts = Math.min(20, callsWanted(20));

/** ms */
async function startOnce(host: Host, pbx: Pbx, profile: string): Promise<number> {
  const began = performance.now();
  const start = host === 'web' ? startWeb : startElectron;
  let product: Product | null = null;
  try {
    const [started, ms] = await Promise.all([
      start({ profile, provision: provisionFor(pbx, 'agent1') }).then((desk) => (product = desk)),
      registeredAt(pbx, 60_000).then(() => performance.now() - began),
    ]);
    await started.stop();
    product = null;
    await waitFor(async () => ((await pbx.registered()).length === 0 ? true : undefined), {
      what: 'the end of the registration',
      timeoutMs: 10_000,
    });
    return ms;
  } finally {
    await (product as Product | null)?.stop();
  }
}

async function measure(host: Host): Promise<void> {
  const pbx = await startPbx({ huntMembers: ['agent1'] });
  try {
    await trustAuthority({ certFile: pbx.caFile }, process.env['HOME'] ?? '');
    const profile = usedProfile();
    await startOnce(host, pbx, profile);
    const took: number[] = [];
    for (let n = 0; n < starts; n += 1) took.push(await startOnce(host, pbx, profile));
    say(`${host}: done`);
    printDistribution({ bench: 'start', figure: 'start_to_registered_ms', host }, took);
  } finally {
    await pbx.stop();
  }
}

for (const host of hosts) await measure(host);
