/** The same in Electron, where the phone's window is never shown: main window minimised or closed to the tray, processes stopped. */
import { lineOf, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { expect, test, toneMicrophone, type Line } from '../../fixtures/line.ts';
import type { ElectronProduct } from '../../fixtures/start-electron.ts';
import { suspend } from './support/process-tree.ts';
import { proveEveryS, registered, ringMs } from './support/raw-desk.ts';

async function rings(line: Line, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) expect(await ringMs(line)).toBeLessThan(1000);
}

const provedAt = ({ phone }: ElectronProduct): Promise<number[]> =>
  phone.evaluate(() => performance.getEntriesByName('linewarden:proved').map(({ startTime }) => startTime));

for (const [seconds, tag] of [
  [20, ''],
  [90, ' @long'],
] as const)
  test(`minimised, then its processes stopped for ${seconds} s and woken @electron${tag}`, async ({
    startLine,
    start,
  }) => {
    test.setTimeout(150_000 + seconds * 1000);
    const line = await startLine({ huntMembers: ['agent1'] });
    const provision = lineOf(line.pbx) as { policy: object };
    const policy = { ...provision.policy, proveLineEverySeconds: proveEveryS };
    const desk = (await start({
      profile: usedProfile(),
      provision: { ...provision, policy },
      microphone: toneMicrophone(),
    })) as ElectronProduct;
    await untilReady(desk);

    await test.step('minimised', async () => {
      await desk.app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows())
          if (window.webContents.getURL().includes('index.html')) window.minimize();
      });
      const before = (await provedAt(desk)).length;
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      const proved = (await provedAt(desk)).slice(before);
      // each 3 s, however busy the machine is; throttled timers would bring none
      expect(proved.length).toBeGreaterThanOrEqual(2);
      expect(Math.max(...proved.slice(1).map((at, n) => at - (proved[n] ?? at)))).toBeLessThan(
        proveEveryS * 1000 + 3000,
      );
      await rings(line, 3);
    });

    await test.step('stopped and woken', async () => {
      const pid = desk.app.process().pid;
      if (pid === undefined) throw new Error('Electron has no pid');
      const before = (await provedAt(desk)).length;
      const goOn = suspend(pid);
      try {
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      } finally {
        goOn();
      }
      // the PBX may have kept the contact all the time: what counts is that calls come through again
      await expect.poll(async () => (await provedAt(desk)).length, { timeout: 20_000 }).toBeGreaterThan(before);
      await registered(line, 10_000);
      await rings(line, 3);
    });
  });
