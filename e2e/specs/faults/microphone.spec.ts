/** No microphone, or none for us: said before and when it matters, and the call waits for it instead of being lost. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { audioServices } from '../../fixtures/faults/audio-service.ts';
import { deskHz, toneMicrophone } from '../../fixtures/line.ts';
import { call } from '../../lab/caller.ts';
import { startPbx, type Pbx } from '../../lab/pbx.ts';
import { answer, inCall, lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { expectPlainWords } from '../../fixtures/faults/words.ts';
import type { StartOptions } from '../../fixtures/product.ts';
import { expect, test } from '../../fixtures/test.ts';

let pbx: Pbx;
test.beforeAll(async () => {
  pbx = await startPbx({ huntMembers: ['agent1'] });
});
test.afterAll(() => pbx.stop());

const cases: readonly { readonly what: string; readonly options: StartOptions; readonly title: RegExp }[] = [
  { what: 'no microphone @web @electron', options: { microphone: null }, title: /没找到麦克风，接起后对方听不到你/ },
];

for (const { what, options, title } of cases) {
  test(`${what.replace(/ @.*/, '')}: said in words; a call rings, stays, and can be refused`, async ({ start }) => {
    const desk = await start({ profile: usedProfile(), provision: lineOf(pbx), ...options });
    await untilReady(desk);
    const banner = desk.main.locator('.lw-banner').filter({ hasText: title });
    await expect(banner).toBeVisible();
    expectPlainWords(await banner.innerText(), title);
    const caller = await call({ pbx });
    const card = await ringingCard(desk);
    await expect(async () => {
      await desk.main.keyboard.press('F8');
      await expect(desk.main.getByText(/没找到麦克风，对方听不到你|这一步没有做成/).first()).toBeVisible({
        timeout: 700,
      });
    }).toPass({ timeout: 30_000 });
    // not lost: it rings on, and the agent can still send it elsewhere
    await expect(card).toBeVisible();
    expect(caller.messages().some(({ status }) => (status ?? 0) >= 200)).toBe(false);
    await expect(async () => {
      await desk.main.keyboard.press('F9');
      await expect(card).toBeHidden({ timeout: 700 });
    }).toPass({ timeout: 30_000 });
    expect((await caller.done).finalStatus).toBe(486);
  });
}

test('a microphone that was denied is said with where to allow it; allowed later, the same call is answered @web', async ({
  start,
}) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx), permissions: [] });
  await untilReady(desk);
  const banner = desk.main.locator('.lw-banner').filter({ hasText: '麦克风没有授权' });
  await expect(banner).toBeVisible();
  expectPlainWords(await banner.innerText(), /允许使用麦克风/);
  const caller = await call({ pbx });
  const card = await ringingCard(desk);
  await expect(async () => {
    await desk.main.keyboard.press('F8');
    await expect(desk.main.getByText(/麦克风没有授权，对方听不到你|这一步没有做成/).first()).toBeVisible({
      timeout: 700,
    });
  }).toPass({ timeout: 30_000 });
  await expect(card).toBeVisible();
  await desk.main.context().grantPermissions(['microphone']);
  await answer(desk);
  await caller.answered;
  await expect(banner).toBeHidden();
  await caller.hangUp();
});

test('a microphone that goes away in a call: the call goes on, and its voice comes back with the device', async ({
  start,
}) => {
  const desk = await start({
    profile: usedProfile(),
    provision: lineOf(pbx),
    microphone: toneMicrophone(),
  });
  await untilReady(desk);
  const caller = await call({ pbx });
  await ringingCard(desk);
  await answer(desk);
  await caller.answered;
  await caller.rtp.waitForTone(deskHz);
  const [service, ...others] = audioServices();
  expect(others).toEqual([]);
  if (service === undefined) throw new Error('the browser has no audio service of its own');
  process.kill(service, 'SIGKILL');
  const log = path.join(desk.profile, 'logs', 'linewarden.log');
  await expect.poll(() => readFileSync(log, 'utf8'), { timeout: 30_000 }).toContain('the microphone was unplugged');
  // the same call, the same microphone, opened again: only what is heard from now on counts
  caller.rtp.forget();
  await caller.rtp.waitForTone(deskHz, 40_000);
  await expect(inCall(desk)).toBeVisible();
  await caller.hangUp();
});
