/** Headset keys over WebHID, with two vendors' published reports: answer, mute in step with the lamp, hold, reject, hang up; nothing of it without a headset. */
import type { Page } from '@playwright/test';
import { deskPage, type DeskPage } from '../../fixtures/desk-page.ts';
import { headsetOf, injectHid, plugIn } from '../../fixtures/headset.ts';
import { deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';

interface HidNavigator extends Navigator {
  readonly hid: { getDevices(): Promise<unknown[]> };
}

/** Whether the page has the code that drives headsets: as the engine lists its scripts, for not every host lists what it fetched. */
async function hasDriver(page: Page): Promise<boolean> {
  const session = await page.context().newCDPSession(page);
  const scripts: string[] = [];
  session.on('Debugger.scriptParsed', ({ url }) => scripts.push(url));
  // all that there are come before its answer
  await session.send('Debugger.enable');
  await session.send('Debugger.disable');
  await session.detach();
  expect(scripts.length).toBeGreaterThan(0);
  return scripts.some((url) => url.includes('headset-driver'));
}

async function openDevices(desk: DeskPage, main: Page): Promise<void> {
  await desk.open('设置');
  await main.getByRole('button', { name: '音频设备' }).press('Enter');
}

test('a headset’s keys answer, mute, hold, reject and hang up, and its lamps follow the screen', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({ provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() });
  const { main, phone } = product;
  const pages = [main, phone];
  const desk = deskPage(product);
  await desk.ready();
  const keys = main.getByRole('region', { name: '耳麦按键' });
  const muted = desk.call.getByRole('button', { name: /^已?静音/ });

  await test.step('a desk without a headset loads nothing of it', async () => {
    await openDevices(desk, main);
    await expect(keys).toBeVisible();
    // the host's own WebHID, which gives no device that nobody chose
    expect(await phone.evaluate(() => (navigator as HidNavigator).hid.getDevices())).toEqual([]);
    for (const page of pages) expect(await hasDriver(page)).toBe(false);
  });

  await injectHid(pages);
  await test.step('chosen by a click, it is opened by the phone', async () => {
    await plugIn(pages, 'blackwire');
    await keys.getByRole('button', { name: '选择耳麦…' }).press('Enter');
    await expect(keys.getByRole('status')).toHaveText('Plantronics Blackwire 3220 Series：按键可用');
    expect(await hasDriver(phone)).toBe(true);
  });

  await test.step('Plantronics: rings, answers, mutes both ways, hangs up', async () => {
    const headset = headsetOf(phone, 'blackwire');
    const caller = await line.call({});
    await caller.ringing;
    await headset.shows(0x18, [1]);
    await headset.press('offHook');
    await caller.answered;
    await headset.shows(0x18, [0]);
    await headset.shows(0x17, [1]);
    await caller.rtp.waitForTone(deskHz);

    await headset.press('muteDown');
    await headset.press('muteUp');
    await headset.shows(0x09, [1]);
    await expect(muted).toHaveAttribute('aria-pressed', 'true');
    // what was said before is still on its way for a moment
    const spoken = async (): Promise<number> => {
      caller.rtp.forget();
      await main.waitForTimeout(800);
      return caller.rtp.tone().level;
    };
    await expect.poll(spoken).toBeLessThan(0.01);
    // from the screen, by its key: the lamp follows
    await desk.press('KeyM');
    await headset.shows(0x09, [0]);
    await expect(muted).toHaveAttribute('aria-pressed', 'false');
    caller.rtp.forget();
    await caller.rtp.waitForTone(deskHz);
    await desk.press('KeyM');
    await headset.shows(0x09, [1]);

    await headset.press('onHook');
    expect((await caller.done).endedBy).toBe('desk');
    await headset.shows(0x17, [0]);
    await headset.shows(0x09, [0]);
  });

  await test.step('another vendor: rejects, answers, holds and takes back', async () => {
    await plugIn(pages, 'engage');
    await openDevices(desk, main);
    await keys.getByRole('button', { name: '换一个耳麦…' }).press('Enter');
    await expect(keys.getByRole('status')).toHaveText('Jabra Engage 50：按键可用');
    await expect.poll(() => headsetOf(phone, 'blackwire').isOpen()).toBe(false);
    const headset = headsetOf(phone, 'engage');
    const refused = await line.call({});
    await refused.ringing;
    await headset.shows(2, [0b100, 0]);
    await headset.press('reject');
    expect((await refused.done).finalStatus).toBe(486);
    await headset.shows(2, [0, 0]);

    const caller = await line.call({});
    await caller.ringing;
    await headset.shows(2, [0b100, 0]);
    await headset.press('offHook');
    await caller.answered;
    await headset.shows(2, [0b1, 0]);
    await headset.press('flash');
    await expect(desk.call.getByText('保持中').first()).toBeVisible();
    await headset.shows(2, [0b1000, 0]);
    // it answers the lamp: on hook, as far as it is concerned
    await headset.press('onHook');
    await headset.press('offHook');
    await expect(desk.call.getByText('通话中').first()).toBeVisible();
    await headset.shows(2, [0b1, 0]);
    caller.rtp.forget();
    await caller.rtp.waitForTone(deskHz);
    // ended by the caller: the lamp goes out
    await caller.hangUp();
    await headset.shows(2, [0, 0]);
  });

  await test.step('forgotten again, it is left closed', async () => {
    await openDevices(desk, main);
    await keys.getByRole('button', { name: '不用按键' }).press('Enter');
    await expect(keys.getByRole('status')).toBeHidden();
    await expect.poll(() => headsetOf(phone, 'engage').isOpen()).toBe(false);
  });
});
