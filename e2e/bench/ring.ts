/**
 * `npm run bench -- ring`: from an INVITE's arrival at the desk's WebSocket to the first frame of a visible card with its
 * verdict, against the lab, on both hosts. The moments are performance marks of the product.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../lab/caller.ts';
import type { Host, Product } from '../fixtures/product.ts';
import type { ElectronProduct } from '../fixtures/start-electron.ts';
import { callsWanted, hosts, say, withDesk } from './bench-desk.ts';
import { percentile, printDistribution } from './figures.ts';
import { between, marks, type Moments } from './product-marks.ts';

const callsPerHost = callsWanted(200);
/** the first calls warm the page up: they are made but not counted */
const warmUp = 5;

/** Where the time goes, for whoever makes it shorter. */
function sayPhase(host: Host, what: string, from: Moments, to: Moments): void {
  const values = between(from, to).slice(-callsPerHost);
  const [p50, p95] = [0.5, 0.95].map((share) => percentile(values, share).toFixed(1));
  console.error(`${host}: ${what}: p50 ${p50}, p95 ${p95} ms`);
}

const isElectron = (desk: Product): desk is ElectronProduct => desk.host === 'electron';

/** Electron's card window paints while it is hidden, too: a card is on screen when it is painted and its window is shown. */
async function watchShowing(desk: Product): Promise<() => Promise<readonly number[]>> {
  if (!isElectron(desk)) return () => Promise.resolve([]);
  await desk.app.evaluate(({ BrowserWindow }) => {
    const shown: number[] = [];
    Object.assign(globalThis, { lwShown: shown });
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/card.html'))
      ?.on('show', () => shown.push(Date.now()));
  });
  return () => desk.app.evaluate(() => (globalThis as unknown as { lwShown: number[] }).lwShown);
}

/** `painted`, or the showing of the window for that very call where that was later. */
function onScreen(invited: Moments, painted: Moments, shown: readonly number[]): Moments {
  return new Map(
    [...painted].map(([id, at]) => {
      const from = invited.get(id) ?? at;
      const showing = shown.find((each) => each >= Math.floor(from));
      return [id, Math.max(at, showing ?? at)];
    }),
  );
}

async function measure(host: Host): Promise<void> {
  await withDesk(host, {}, async (desk, pbx) => {
    const shownAt = await watchShowing(desk);
    for (let index = 0; index < callsPerHost + warmUp; index++) {
      // numbers nobody has, all different: each call is a first look-up
      const caller = await call({ pbx, from: `1420000${String(index).padStart(4, '0')}`, cancelAfterMs: 250 });
      await caller.done;
      await sleep(50);
      if (index % 50 === 49) say(`${host}: ${index + 1} calls`);
    }
    const invited = await marks(desk.phone, 'invite');
    const judged = await marks(desk.phone, 'verdict');
    const rung = await marks(desk.phone, 'ringing');
    const told = await marks(desk.card, 'card-told');
    const frames = await marks(desk.card, 'card-painted');
    const shown = await shownAt();
    if (isElectron(desk) && shown.length < callsPerHost)
      throw new Error(`the card was shown ${shown.length} times only`);
    const painted = onScreen(invited, frames, shown);
    sayPhase(host, 'INVITE → verdict', invited, judged);
    sayPhase(host, 'verdict → 180', judged, rung);
    sayPhase(host, '180 → card told', rung, told);
    sayPhase(host, 'card told → painted', told, frames);
    sayPhase(host, 'card told → on screen', told, painted);
    const values = between(invited, painted);
    if (values.length < callsPerHost)
      throw new Error(`${host}: only ${values.length} of ${callsPerHost} cards were seen`);
    say(`${host}: done`);
    printDistribution({ bench: 'ring', figure: 'invite_to_card_ms', host }, values.slice(-callsPerHost));
  });
}

for (const host of hosts) await measure(host);
