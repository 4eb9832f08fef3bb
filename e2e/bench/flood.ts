/**
 * `npm run bench -- flood`: 100 INVITEs a second for 60 s at one desk, as an attack on a 400 line looks (呼死你), with calls of an
 * allow-listed caller in its midst: do these ring, does the page still answer to keys, and is anything of it left afterwards.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { eventsOf } from '../fixtures/event-log.ts';
import { deskOf } from '../fixtures/faults/desk-client.ts';
import { usedProfile } from '../fixtures/faults/line-desk.ts';
import type { Host, Product } from '../fixtures/product.ts';
import { provisionFor } from '../fixtures/profile.ts';
import { startElectron } from '../fixtures/start-electron.ts';
import { startWeb, startWebHost } from '../fixtures/start-web.ts';
import { call } from '../lab/caller.ts';
import { trustAuthority } from '../lab/certificate.ts';
import { flood } from '../lab/flood.ts';
import { startPbx, type Pbx } from '../lab/pbx.ts';
import { waitFor } from '../lab/waiting.ts';
import { callsWanted, hosts, registeredAt, say } from './bench-desk.ts';
import { printDistribution, printValue } from './figures.ts';
import { heapsMb } from './heap.ts';

const rate = 100;
const count = callsWanted(6_000);
const seconds = count / rate;
const trusted = '13900139000';
const keyEveryMs = 250;
/** before the flood, for comparison */
const quietKeys = 60;
/** of the allow-listed caller, spread over the flood */
const trustedCalls = 6;

interface Watched extends Window {
  lwKeys?: number[];
  lwLong?: number[];
  lwConnections?: RTCPeerConnection[];
}

/** Knows nothing of the product: from a key to the frame after it, and tasks that hold the page up. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const keys: number[] = ((window as Watched).lwKeys = []);
    const long: number[] = ((window as Watched).lwLong = []);
    addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => keys.push(performance.now() - timeStamp));
          port1.start();
          // comes after the frame was painted
          port2.postMessage(null);
        }),
      true,
    );
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) long.push(duration);
    }).observe({ entryTypes: ['longtask'] });
  });
}

/** What `watchKeys` measured since it was asked last. */
const takeKeys = (page: Page): Promise<number[]> => page.evaluate(() => (window as Watched).lwKeys?.splice(0) ?? []);

async function countConnections(page: Page): Promise<void> {
  await page.evaluate(() => {
    const made: RTCPeerConnection[] = ((window as Watched).lwConnections = []);
    window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
      construct(target, args: [RTCConfiguration?]) {
        // a closed one may go: only what is open is a leak
        for (let at = made.length - 1; at >= 0; at -= 1) if (made[at]?.signalingState === 'closed') made.splice(at, 1);
        const connection = new target(...args);
        made.push(connection);
        return connection;
      },
    });
  });
}

const openConnections = (page: Page): Promise<number> =>
  page.evaluate(
    () => ((window as Watched).lwConnections ?? []).filter(({ signalingState }) => signalingState !== 'closed').length,
  );

/** ms from the start of the call to its 180; null: it never rang */
async function rings(pbx: Pbx): Promise<number | null> {
  const began = performance.now();
  const caller = await call({ pbx, from: trusted });
  try {
    await caller.ringing;
    const ms = performance.now() - began;
    await sleep(1_000);
    await caller.hangUp();
    return ms;
  } catch {
    return null;
  } finally {
    await caller.stop();
  }
}

async function started(host: Host, pbx: Pbx): Promise<Product> {
  const profile = usedProfile();
  const provision = provisionFor(pbx, 'agent1');
  const service = await startWebHost({ profile, provision });
  try {
    const { desk, stop } = await deskOf(service);
    const match = { type: 'exact', number: `+86${trusted}` } as const;
    await desk.lists.set({ kind: 'allow', match, vip: true, reason: '重要客户', expiresAt: null });
    stop();
  } finally {
    await service.stop();
  }
  const product = await (host === 'web' ? startWeb : startElectron)({ profile, provision });
  await registeredAt(pbx);
  return product;
}

async function measure(host: Host): Promise<void> {
  const pbx = await startPbx({ huntMembers: ['agent1'] });
  let desk: Product | null = null;
  try {
    await trustAuthority({ certFile: pbx.caFile }, process.env['HOME'] ?? '');
    desk = await started(host, pbx);
    const { main, phone, profile } = desk;
    const of = (figure: string) => ({ bench: 'flood', figure, host, condition: `${rate}/s for ${seconds} s` });
    if ((await rings(pbx)) === null) throw new Error('the trusted caller does not even ring without a flood');
    await countConnections(phone);
    // the call before is off the screen by then
    await sleep(6_000);
    await watchKeys(main);
    for (let n = 0; n < quietKeys; n += 1) {
      await main.keyboard.press('Tab');
      await sleep(50);
    }
    const quiet = { bench: 'flood', figure: 'key_to_paint_ms', host, condition: 'nothing else' };
    printDistribution(quiet, await takeKeys(main));
    const heapBefore = await heapsMb(desk);
    say(`${host}: the flood begins`);
    const numbers = Array.from({ length: 1_000 }, (_, at) => `1420${String(1_000_000 + at)}`);
    const attack = await flood({ pbx, numbers, count, rate });
    const state = { isOver: false };
    const over = attack.done.finally(() => (state.isOver = true));
    const pressing = (async () => {
      while (!state.isOver) {
        await main.keyboard.press('Tab');
        await sleep(keyEveryMs);
      }
    })();
    const rang: (number | null)[] = [];
    for (let n = 0; n < trustedCalls && !state.isOver; n += 1) {
      await sleep((seconds * 1000) / (trustedCalls + 1) - 1_000);
      rang.push(await rings(pbx));
    }
    const { calls } = await over;
    await pressing;
    say(`${host}: the flood is over`);
    const finals = calls.flatMap(({ finalMs }) => finalMs ?? []);
    printValue(of('invites'), calls.length);
    printValue(of('unanswered'), calls.length - finals.length);
    printDistribution(of('final_answer_ms'), finals);
    for (const status of new Set(calls.map(({ finalStatus }) => finalStatus ?? 0)))
      printValue(of(`answered_${status}`), calls.filter(({ finalStatus }) => (finalStatus ?? 0) === status).length);
    printValue(of('trusted_calls'), rang.length);
    printValue(of('trusted_rang'), rang.filter((ms) => ms !== null).length);
    printDistribution(
      of('trusted_ring_ms'),
      rang.filter((ms) => ms !== null),
    );
    printDistribution(of('key_to_paint_ms'), await takeKeys(main));
    const long = await main.evaluate(() => (window as Watched).lwLong ?? []);
    printDistribution(of('long_task_ms'), long.length === 0 ? [0] : long);
    printValue(of('long_tasks_share'), long.reduce((sum, ms) => sum + ms, 0) / (seconds * 1000));
    // every call's end is in the log, however long the queue of events was
    const counts = (): readonly [number, number] => [
      eventsOf(profile, 'call.started').length,
      eventsOf(profile, 'call.ended').length,
    ];
    const lastAt = performance.now();
    await waitFor(() => (counts()[0] === counts()[1] ? true : undefined), {
      what: 'the end of every call in the log',
      timeoutMs: 60_000,
      everyMs: 500,
      detail: () => counts().join(' begun, ended '),
    });
    printValue(of('log_caught_up_ms'), performance.now() - lastAt);
    printValue(of('calls_in_log'), counts()[0]);
    // ended calls stay on screen for 5 s
    await sleep(7_000);
    printValue(of('open_connections_after'), await openConnections(phone));
    printValue(of('heap_growth_mb'), (await heapsMb(desk)) - heapBefore);
    printValue(of('ring_after_ms'), (await rings(pbx)) ?? Number.NaN);
    say(`${host}: done`);
  } finally {
    await desk?.stop();
    await pbx.stop();
  }
}

for (const host of hosts) await measure(host);
