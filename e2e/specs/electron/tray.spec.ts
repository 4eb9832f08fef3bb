/** The tray: five states, a short menu, the window that goes there and says so once, and the question before a call is dropped. */
import path from 'node:path';
import { deskPage } from '../../fixtures/desk-page.ts';
import { root } from '../../fixtures/profile.ts';
import { expect, test } from '../../fixtures/test.ts';
import { waitFor } from '../../lab/waiting.ts';
import { startDesktopServices, type DesktopServices } from './support/desktop-services.ts';
import { ownEvents, ring, untilReady } from './support/practice.ts';
import { shellOf, untilKeyActs, untilVisible, windowState } from './support/shell.ts';
import { activate, managedWindows, pressKey } from './support/x11.ts';

let desktop: DesktopServices;
test.beforeEach(async () => {
  desktop = await startDesktopServices();
});
test.afterEach(() => desktop.stop());

const tooltips = {
  idle: '守线：已就绪',
  ringing: '守线：来电响铃中',
  'in-call': '守线：通话中',
  'not-ready': '守线：示忙',
  offline: '守线：线路断开，接不到电话',
} as const;

/** The menu is made anew with the state, and an entry of the old one is none any more. */
const untilTold = (state: keyof typeof tooltips): Promise<void> =>
  expect.poll(async () => (await desktop.item()).tooltip).toBe(tooltips[state]);

test('its icon, words and menu follow the phone through five states @electron', async ({ start }) => {
  const desk = shellOf(await start());
  await untilReady(desk.main);
  const drawn = (state: string) =>
    desk.app.evaluate(
      ({ nativeImage, nativeTheme }, { folder, name }) => {
        const image = nativeImage.createFromPath(
          `${folder}/${name}-${nativeTheme.shouldUseDarkColors ? 'dark' : 'light'}.png`,
        );
        // what is handed to the tray is the picture for a dense screen, which has the most of it
        const { width, height } = { width: image.getSize().width * 2, height: image.getSize().height * 2 };
        const bgra = image.toBitmap({ scaleFactor: 2 });
        const alpha = Buffer.alloc(width * height);
        for (let at = 0; at < alpha.length; at++) alpha[at] = bgra[at * 4 + 3] ?? 0;
        return `${width}x${height} ${alpha.toString('base64')}`;
      },
      { folder: path.join(root, 'assets/icons/tray'), name: state },
    );
  const pictures = new Set<string>();
  for (const state of ['offline', 'not-ready', 'in-call', 'idle'] as const) {
    await desk.phone.evaluate((tray) => window.linewarden?.setPhoneState({ tray, ringing: false, live: false }), state);
    await expect.poll(async () => (await desktop.item()).tooltip).toBe(tooltips[state]);
    const { picture, menu } = await desktop.item();
    expect(picture).toBe(await drawn(state));
    pictures.add(picture);
    expect(menu).toEqual([tooltips[state], '', '打开守线', '退出守线']);
  }
  await test.step('ringing alternates with idle; a real call brings it', async () => {
    await ring(desk.main, 'silent-caller');
    await expect.poll(async () => (await desktop.item()).tooltip).toBe(tooltips.ringing);
    const ringing = await drawn('ringing');
    const idle = await drawn('idle');
    expect(ringing).not.toBe(idle);
    for (const wanted of [ringing, idle, ringing])
      await expect.poll(async () => (await desktop.item()).picture, { intervals: [50] }).toBe(wanted);
    pictures.add(ringing);
    await untilKeyActs(desk.app, 'F9');
    await pressKey('F9');
    await expect.poll(async () => (await desktop.item()).tooltip).toBe(tooltips.idle);
    await expect.poll(async () => (await desktop.item()).picture).toBe(idle);
  });
  expect(pictures.size).toBe(5);
});

test('closing goes to the tray and says so once; calls still ring, and a click brings it back @electron', async ({
  start,
}) => {
  const desk = shellOf(await start());
  await untilReady(desk.main);
  const close = async () => {
    await activate((await windowState(desk.app, 'index'))?.x11 ?? -1);
    await pressKey('alt+F4');
    await untilVisible(desk.app, 'index', false);
  };
  await close();
  await expect.poll(() => desktop.notifications.length).toBe(1);
  expect(desktop.notifications[0]?.title).toBe('守线仍在接听');
  await desktop.click();
  await untilVisible(desk.app, 'index', true);
  await close();
  await ring(desk.main, 'silent-caller');
  await untilVisible(desk.app, 'card', true);
  expect((await windowState(desk.app, 'index'))?.visible).toBe(false);
  await untilKeyActs(desk.app, 'F9');
  await pressKey('F9');
  await untilVisible(desk.app, 'card', false);
  await untilTold('idle');
  await desktop.choose('打开守线');
  await untilVisible(desk.app, 'index', true);
  expect(desktop.notifications).toHaveLength(1);
});

test('quitting in a call asks first; staying keeps the call, leaving hangs up and loses nothing @electron', async ({
  start,
}) => {
  const desk = shellOf(await start());
  const { call } = deskPage(desk);
  await untilReady(desk.main);
  await ring(desk.main, 'silent-caller');
  await untilKeyActs(desk.app);
  await pressKey('F8');
  await expect(call.getByText('通话中')).toBeVisible();
  await untilVisible(desk.app, 'card', false);

  // the window manager may not have heard yet that the card is gone
  const card = (await windowState(desk.app, 'card'))?.x11;
  const others = async () => (await managedWindows()).filter((each) => each !== card);
  const before = await others();
  await untilTold('in-call');
  const question = async (): Promise<number> => {
    await desktop.choose('退出守线');
    return waitFor(async () => (await others()).find((each) => !before.includes(each)), {
      what: 'the question whether to quit',
      timeoutMs: 10_000,
    });
  };
  await activate(await question());
  // asked once, however often it is chosen
  await desktop.choose('退出守线');
  await desk.main.waitForTimeout(300);
  expect(await others()).toHaveLength(before.length + 1);
  await pressKey('Escape');
  await expect.poll(others).toEqual(before);
  await expect(call.getByText('通话中')).toBeVisible();
  expect(ownEvents(desk.profile, 'call.ended')).toHaveLength(0);

  await activate(await question());
  const closed = desk.app.waitForEvent('close');
  await pressKey('Right');
  await pressKey('Return');
  await closed;
  expect(ownEvents(desk.profile, 'call.ended').map(({ data }) => data.by)).toEqual(['agent']);
});
