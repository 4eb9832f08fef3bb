/** Devices in mid-call: another microphone without a gap, speaker and ring elsewhere, volumes, pulled out and plugged in again. */
import { deskPage, type DeskPage } from '../../fixtures/desk-page.ts';
import { expect, test } from '../../fixtures/line.ts';
import type { Product } from '../../fixtures/product.ts';
import { provisionFor } from '../../fixtures/profile.ts';
import type { RtpEndpoint } from '../../lab/rtp-endpoint.ts';
import { isTone, startSoundCard, type SoundCard, type Speaker } from '../../lab/sound-card.ts';
import { waitFor } from '../../lab/waiting.ts';

const headsetHz = 1000;
const deskMicHz = 1500;
const callerHz = 440;

async function plugIn(card: SoundCard) {
  const headset = await card.addMicrophone('HeadsetMic', headsetHz);
  const deskMic = await card.addMicrophone('DeskMic', deskMicHz);
  const earpiece = await card.addSpeaker('HeadsetEar');
  const room = await card.addSpeaker('Room');
  const ring = await card.addSpeaker('RingBox');
  await card.setDefaults({ speaker: room, microphone: deskMic });
  return { headset, deskMic, earpiece, room, ring };
}

async function openDevices(desk: DeskPage, { main }: Product): Promise<void> {
  await desk.open('设置');
  await main.getByRole('button', { name: '音频设备' }).press('Enter');
  await expect(main.getByLabel('麦克风', { exact: true })).toBeVisible();
}

/** Shown as chosen once it is kept. */
async function choose({ main }: Product, role: string, label: string): Promise<void> {
  const select = main.getByLabel(role, { exact: true });
  await select.selectOption({ label });
  await expect(select.locator('option:checked')).toHaveText(label);
}

/** The far end hears this microphone and no other. */
const hearAt = (rtp: RtpEndpoint, hz: number, timeoutMs = 8000): Promise<true> =>
  waitFor(() => isTone(rtp.tone(), hz) || undefined, {
    what: `${hz} Hz at the caller's end`,
    timeoutMs,
    everyMs: 100,
    detail: () => JSON.stringify(rtp.tone()),
  });

/** Nothing sounds there any more, once what was under way has sounded. */
const isSilent = (speaker: Speaker): Promise<void> =>
  expect.poll(() => (speaker.forget(), wait(600).then(() => speaker.tone().level))).toBeLessThan(0.001);

/** The loudest that sounds there in so long a time. */
async function loudestFor(speaker: Speaker, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let loudest = 0;
  speaker.forget();
  while (performance.now() < end) {
    // it remembers a second
    await wait(500);
    loudest = Math.max(loudest, speaker.tone().level);
  }
  return loudest;
}

/** The longest time without a packet while `work` is done, as the far end has it. */
async function longestGap(rtp: RtpEndpoint, work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  // packets that wait while this process is busy are read first: its own pauses are no gap
  const look = (): unknown => setImmediate(() => (longest = Math.max(longest, rtp.silentForMs)));
  const timer = setInterval(look, 5);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return longest;
}

test('each device is chosen, changed and lost in mid-call, and the call goes on', async ({ startLine, start }) => {
  const card = await startSoundCard();
  try {
    const { headset, earpiece, room, ring } = await plugIn(card);
    const line = await startLine({ huntMembers: ['agent1'] });
    const product = await start({
      provision: provisionFor(line.pbx, 'agent1'),
      microphone: null,
      browserEnv: card.env,
    });
    const { main } = product;
    const desk = deskPage(product);
    await desk.ready();
    const away = main.locator('.lw-banner').filter({ hasText: '没插上' });

    await openDevices(desk, product);
    await choose(product, '麦克风', 'HeadsetMic');
    await choose(product, '听筒', 'HeadsetEar');
    await choose(product, '响铃设备', 'RingBox');

    const caller = await line.call({ tone: callerHz });
    await test.step('it rings on the ringing device, as loud as its slider says', async () => {
      await caller.ringing;
      await ring.waitForSound();
      const volume = main.getByRole('slider', { name: /^铃声音量/ });
      await volume.press('Home');
      await expect(main.getByRole('slider', { name: '铃声音量 0%' })).toBeVisible();
      await isSilent(ring);
      // a note each 3 s
      expect(await loudestFor(ring, 3500)).toBeLessThan(0.001);
      await volume.press('End');
      await ring.waitForSound();
      expect(earpiece.tone().level).toBeLessThan(0.001);
    });

    await desk.answer();
    await test.step('the call is heard on the chosen earpiece and spoken on the chosen microphone', async () => {
      await hearAt(caller.rtp, headsetHz);
      await earpiece.waitForTone(callerHz);
      expect(room.tone().level).toBeLessThan(0.001);
    });

    await openDevices(desk, product);
    await test.step('another microphone speaks at once, and no packet is missing meanwhile', async () => {
      const gap = await longestGap(caller.rtp, async () => {
        await choose(product, '麦克风', 'DeskMic');
        caller.rtp.forget();
        await hearAt(caller.rtp, deskMicHz);
      });
      expect(gap).toBeLessThan(300);
    });

    await test.step('another earpiece is heard at once', async () => {
      await choose(product, '听筒', 'Room');
      await room.waitForTone(callerHz);
      await isSilent(earpiece);
    });

    await test.step('gain and volume hold while they are moved', async () => {
      const gain = main.getByRole('slider', { name: /^麦克风增益/ });
      const volume = main.getByRole('slider', { name: /^听筒音量/ });
      await gain.press('Home');
      await volume.press('Home');
      await expect(main.getByRole('slider', { name: '听筒音量 0%' })).toBeVisible();
      await expect.poll(() => (caller.rtp.forget(), wait(700).then(() => caller.rtp.tone().level))).toBeLessThan(0.005);
      await isSilent(room);
      await gain.press('End');
      await volume.press('End');
      await hearAt(caller.rtp, deskMicHz);
      await room.waitForTone(callerHz);
    });

    await test.step('pulled out: the system’s devices take over, and that is said', async () => {
      await choose(product, '麦克风', 'HeadsetMic');
      await choose(product, '听筒', 'HeadsetEar');
      caller.rtp.forget();
      await hearAt(caller.rtp, headsetHz);
      await earpiece.waitForTone(callerHz);
      await headset.unplug();
      await earpiece.unplug();
      await expect(away).toContainText('麦克风（HeadsetMic）');
      await expect(away).toContainText('听筒（HeadsetEar）');
      caller.rtp.forget();
      room.forget();
      await hearAt(caller.rtp, deskMicHz, 15_000);
      await room.waitForTone(callerHz, 15_000);
      await expect(main.getByRole('alert').filter({ hasText: '选过的设备没插上' })).toHaveCount(2);
    });

    await test.step('plugged in again: taken again', async () => {
      await headset.plug();
      await earpiece.plug();
      await expect(away).toBeHidden();
      caller.rtp.forget();
      earpiece.forget();
      await hearAt(caller.rtp, headsetHz, 15_000);
      await earpiece.waitForTone(callerHz, 15_000);
    });

    // the same call all the time
    expect(caller.messages().filter(({ method }) => method === 'BYE')).toEqual([]);
    await caller.hangUp();
  } finally {
    await card.stop();
  }
});

test('the echo test plays five seconds of the chosen microphone on the chosen earpiece', async ({ start }) => {
  const card = await startSoundCard();
  try {
    const { earpiece, room } = await plugIn(card);
    const product = await start({ microphone: null, browserEnv: card.env });
    const { main } = product;
    const desk = deskPage(product);
    await desk.ready('practice');
    await openDevices(desk, product);
    await choose(product, '麦克风', 'HeadsetMic');
    await choose(product, '听筒', 'HeadsetEar');
    await main.getByRole('button', { name: '录 5 秒再放' }).press('Enter');
    await expect(main.getByText(/正在录，说句话，还有 [1-5] 秒/)).toBeVisible();
    await expect(main.getByRole('meter', { name: '麦克风音量' }).locator('.is-lit').first()).toBeVisible();
    await earpiece.waitForTone(headsetHz, 12_000);
    await expect(main.getByText('正在放，听到自己了吗？')).toBeVisible();
    expect(room.tone().level).toBeLessThan(0.001);
    await expect(main.getByText('听到自己就正常')).toBeVisible();
  } finally {
    await card.stop();
  }
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
