/**
 * `npm run bench -- ring`: from an INVITE's arrival at the desk's WebSocket to the first frame of a visible card with its
 * verdict, against the lab, on both hosts. The two moments are performance marks of the product (renderer/phone/README.md);
 * pages of one machine share the wall clock through `performance.timeOrigin`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { call } from '../lab/caller.ts';
import { trustAuthority } from '../lab/certificate.ts';
import { startPbx } from '../lab/pbx.ts';
import { waitFor } from '../lab/waiting.ts';
import type { Host, Product } from '../fixtures/product.ts';
import { provisionFor } from '../fixtures/profile.ts';
import { startElectron } from '../fixtures/start-electron.ts';
import { startWeb } from '../fixtures/start-web.ts';
import { printDistribution } from './figures.ts';

const callsPerHost = Number(process.env['LINEWARDEN_BENCH_CALLS'] ?? 200);
/** the first calls warm the page up: they are made but not counted */
const warmUp = 5;

/** call id → wall clock ms of the mark */
async function marks(page: Page, name: string): Promise<Map<string, number>> {
  const found = await page.evaluate(
    (mark) =>
      performance
        .getEntriesByName(mark)
        .map((entry) => [String((entry as PerformanceMark).detail), performance.timeOrigin + entry.startTime] as const),
    name,
  );
  return new Map(found);
}

async function measure(host: Host): Promise<void> {
  const pbx = await startPbx({ huntMembers: ['agent1'] });
  let product: Product | null = null;
  try {
    await trustAuthority({ certFile: pbx.caFile }, process.env['HOME'] ?? '');
    const options = { provision: provisionFor(pbx, 'agent1') };
    product = await (host === 'web' ? startWeb(options) : startElectron(options));
    await waitFor(async () => ((await pbx.registered()).includes('agent1') ? true : undefined), {
      what: 'the registration',
      timeoutMs: 20_000,
    });
    for (let index = 0; index < callsPerHost + warmUp; index++) {
      // numbers nobody has, all different: each call is a first look-up
      const caller = await call({ pbx, from: `1420000${String(index).padStart(4, '0')}`, cancelAfterMs: 250 });
      await caller.done;
      await sleep(50);
      if (index % 50 === 49) console.error(`${host}: ${index + 1} calls`);
    }
    const invited = await marks(product.phone, 'linewarden:invite');
    const painted = await marks(product.card, 'linewarden:card-painted');
    const values = [...painted].flatMap(([id, at]) => {
      const from = invited.get(id);
      return from === undefined ? [] : [at - from];
    });
    if (values.length < callsPerHost)
      throw new Error(`${host}: only ${values.length} of ${callsPerHost} cards were seen`);
    printDistribution({ bench: 'ring', figure: 'invite_to_card_ms', host }, values.slice(-callsPerHost));
  } finally {
    await product?.stop();
    await pbx.stop();
  }
}

for (const host of (process.env['LINEWARDEN_HOSTS'] ?? 'web,electron').split(',')) await measure(host as Host);
