/** How soon the line is whole again: after its WebSocket was dropped, after Kamailio was restarted, after rtpengine was. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../fixtures/product.ts';
import { call } from '../lab/caller.ts';
import { startPbx, type Pbx } from '../lab/pbx.ts';
import { waitFor } from '../lab/waiting.ts';
import { callsWanted, say } from './bench-desk.ts';
import { printDistribution } from './figures.ts';
import { startProductDesk, type ProductDesk } from './product-desk.ts';

const times = Math.min(10, callsWanted(10));
/** restarts of rtpengine: each costs a call */
const mediaTimes = Math.min(3, times);
const mediaLimitMs = 45_000;

/** Until a request of the desk came back to it through the PBX: both ways work again. */
async function provedAfter(desk: ProductDesk, since: number): Promise<number> {
  const at = await waitFor(async () => (await desk.moments('proved')).find((each) => each > since), {
    what: 'the proof of the line',
    timeoutMs: 60_000,
  });
  return at - since;
}

/** From rtpengine's being back to the desk's voice at the caller's end, in the same call; null: not within the limit. */
async function voiceAfterRestart(desk: ProductDesk, pbx: Pbx): Promise<number | null> {
  const caller = await call({ pbx, from: '14200020000', timeoutMs: 90_000 });
  try {
    await caller.ringing;
    await sleep(500);
    await desk.click();
    const flows = (more: number) => () => (caller.rtp.packets >= more ? true : undefined);
    await waitFor(flows(25), { what: "the desk's voice", timeoutMs: 10_000 });
    await pbx.restartRtpengine();
    const since = performance.now();
    const before = caller.rtp.packets;
    const isBack = await waitFor(flows(before + 1), { what: 'the voice', timeoutMs: mediaLimitMs, everyMs: 5 }).catch(
      () => false,
    );
    const ms = performance.now() - since;
    await caller.hangUp();
    return isBack ? ms : null;
  } finally {
    await caller.stop();
  }
}

export async function measureReconnect(host: Host): Promise<void> {
  const of = { bench: 'phone', figure: 'reconnect_ms', host };
  const pbx = await startPbx({ huntMembers: ['agent1'] });
  const desk = await startProductDesk(host, 'no_candidates', pbx);
  try {
    await waitFor(async () => (await desk.moments('proved'))[0], { what: 'the first proof', timeoutMs: 20_000 });
    const dropped: number[] = [];
    const restarted: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const since = Date.now();
      desk.cutSocket();
      dropped.push(await provedAfter(desk, since));
      await sleep(1_000);
    }
    printDistribution({ ...of, condition: 'dropped_socket' }, dropped);
    say(`${host}: dropped sockets done`);
    for (let n = 0; n < times; n += 1) {
      await pbx.stopKamailio('hard');
      // Kamailio's own start is in the figure: a desk may be back before anybody could say that it answers
      const since = Date.now();
      await pbx.startKamailio();
      restarted.push(await provedAfter(desk, since));
      await sleep(1_000);
    }
    printDistribution({ ...of, condition: 'restarted_kamailio' }, restarted);
    say(`${host}: restarts of Kamailio done`);
    const voices: number[] = [];
    for (let n = 0; n < mediaTimes; n += 1) {
      const ms = await voiceAfterRestart(desk, pbx);
      if (ms === null) say(`${host}: no voice within ${mediaLimitMs} ms of rtpengine's restart`);
      else voices.push(ms);
    }
    if (voices.length > 0) printDistribution({ ...of, condition: 'restarted_rtpengine' }, voices);
  } finally {
    await desk.stop();
    await pbx.stop();
  }
}
