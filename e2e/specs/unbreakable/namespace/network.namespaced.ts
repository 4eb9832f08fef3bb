/**
 * The cable is pulled in a call and another network is there: the desk's machine (a network namespace with two links) loses
 * the address that signalling and media used. Voices come back both ways by themselves, proved by tones.
 */
import { openEar } from '../../../fixtures/ear.ts';
import { answer, lineOf, ringingCard, untilReady, usedProfile } from '../../../fixtures/faults/line-desk.ts';
import { callerHz, deskHz, expect, test as base, toneMicrophone } from '../../../fixtures/line.ts';
import { pbxAddress, startDeskNetwork, type DeskNetwork } from '../../../lab/private-network.ts';

const test = base.extend<{ network: DeskNetwork }>({
  network: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const network = await startDeskNetwork();
      await use(network);
      await network.stop();
    },
    // made first, so that it outlives the desk in it
    { auto: true },
  ],
});

test('another network in a call', async ({ network, startLine, start, host }) => {
  network.plug('lan');
  const line = await startLine({ huntMembers: ['agent1'], deskAddress: pbxAddress });
  const desk = await start({
    profile: usedProfile(),
    provision: lineOf(line.pbx),
    microphone: toneMicrophone(),
    within: host === 'electron' ? network.electronWithin : network.within,
    browserWithin: network.within,
  });
  await untilReady(desk);
  const caller = await line.call({ from: '13800138000' });
  await ringingCard(desk);
  const ear = await openEar(desk.phone);
  await answer(desk);
  await caller.answered;
  await ear.waitForTone(callerHz);
  await caller.rtp.waitForTone(deskHz);

  network.unplug('lan');
  // no network for a moment, as between a dock and a Wi-Fi
  await expect.poll(() => caller.rtp.silentForMs, { timeout: 5_000 }).toBeGreaterThan(500);
  network.plug('wifi');
  const changedAt = Date.now();
  caller.rtp.forget();
  await Promise.all([ear.waitForTone(callerHz, 30_000), caller.rtp.waitForTone(deskHz, 30_000)]);
  const ms = Date.now() - changedAt;
  console.log(`MEASURED another network → both voices: ${ms} ms`);
  expect(ms).toBeLessThan(10_000);
  await desk.main.keyboard.press('F9');
  expect((await caller.done).endedBy).toBe('desk');

  const next = await line.call({ from: '13900139000' });
  await ringingCard(desk);
  await next.hangUp();
  await next.done;
});
