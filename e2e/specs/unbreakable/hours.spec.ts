/**
 * A working day that nobody looks at: hidden, a call a minute, for eight hours (`LINEWARDEN_HOURS` makes it shorter). Each rings
 * within a second, proved at the caller's end, the line stays proved, and memory stays where it was.
 */
import { pssMb } from '../../bench/process-cost.ts';
import { lineOf, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { expect, test, toneMicrophone, type Line, type LineFixtures } from '../../fixtures/line.ts';
import type { Product, StartOptions } from '../../fixtures/product.ts';
import type { ElectronProduct } from '../../fixtures/start-electron.ts';
import { commandOf, treeOf } from './support/process-tree.ts';
import { startRawDesk } from './support/raw-desk.ts';

const hours = Number(process.env['LINEWARDEN_HOURS'] ?? 8);
const everyMs = 60_000;
/** caches and compiled code are no leak */
const warmUp = 5;
const sampleEvery = 5;

interface HiddenDesk {
  readonly line: Line;
  /** name → pid, as they are now */
  processes(): ReadonlyMap<string, number>;
}

const ended: { stop(): Promise<unknown> }[] = [];
test.afterEach(async () => {
  for (const each of ended.splice(0).toReversed()) await each.stop();
});

async function hiddenTab(startLine: LineFixtures['startLine']): Promise<HiddenDesk> {
  const desk = await startRawDesk(startLine, ended);
  const other = await desk.browser.open('data:text/html,<title>something else</title>');
  await other.front();
  await desk.tab.until(`document.visibilityState === 'hidden'`);
  return {
    line: desk.line,
    // a browser keeps spare renderers and does not say which is whose
    processes: () =>
      new Map([
        ['desk', desk.deskPid],
        ...treeOf(desk.browser.pid)
          .filter((pid) => commandOf(pid).includes('--type=renderer'))
          .map((pid) => [`renderer ${pid}`, pid] as const),
      ]),
  };
}

async function hiddenWindow(
  startLine: LineFixtures['startLine'],
  start: (options?: StartOptions) => Promise<Product>,
): Promise<HiddenDesk> {
  const line = await startLine({ huntMembers: ['agent1'] });
  const desk = (await start({
    profile: usedProfile(),
    provision: lineOf(line.pbx),
    microphone: toneMicrophone(),
  })) as ElectronProduct;
  await untilReady(desk);
  const windows = await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const url = window.webContents.getURL();
      if (url.includes('/index.html')) window.hide();
      return [/\/(\w+)\.html/.exec(url)?.[1] ?? url, window.webContents.getOSProcessId()] as const;
    }),
  );
  return { line, processes: () => new Map([...windows, ['desk', desk.deskPid()]]) };
}

test('hidden for a working day, a call a minute @long', async ({ host, startLine, start }) => {
  test.setTimeout(hours * 3_600_000 + 300_000);
  const { line, processes } = await (host === 'web' ? hiddenTab(startLine) : hiddenWindow(startLine, start));
  const ringMs: number[] = [];
  const memory: { call: number; mb: number; of: Record<string, number> }[] = [];
  const sample = (): void => {
    const of = Object.fromEntries([...processes()].map(([name, pid]) => [name, Math.round(pssMb(pid))]));
    memory.push({ call: ringMs.length, mb: Object.values(of).reduce((sum, mb) => sum + mb, 0), of });
  };
  const end = Date.now() + hours * 3_600_000;
  let next = Date.now();
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - Date.now())));
    next += everyMs;
    const caller = await line.call({ from: `139${String(10_000_000 + ringMs.length)}` });
    const at = Date.now();
    await caller.ringing;
    ringMs.push(Date.now() - at);
    expect(ringMs.at(-1), `call ${ringMs.length}`).toBeLessThan(1_000);
    await caller.hangUp();
    await caller.done;
    if (ringMs.length >= warmUp && ringMs.length % sampleEvery === 0) sample();
  }
  sample();
  const sorted = ringMs.toSorted((a, b) => a - b);
  const figures = {
    host,
    hours,
    calls: ringMs.length,
    ringMs: { p50: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) },
    memory,
  };
  console.log(JSON.stringify(figures));
  await test.info().attach('figures.json', { body: JSON.stringify(figures), contentType: 'application/json' });
  expect(ringMs.length).toBeGreaterThanOrEqual(Math.floor((hours * 3_600_000) / everyMs));
  // collections come when they like: the worst of the first third against the worst of the last
  const third = Math.ceil(memory.length / 3);
  const worst = (some: typeof memory): number => Math.max(...some.map(({ mb }) => mb));
  expect(worst(memory.slice(-third)) - worst(memory.slice(0, third)), JSON.stringify(memory)).toBeLessThan(50);
  expect(worst(memory)).toBeLessThan(350);
});
