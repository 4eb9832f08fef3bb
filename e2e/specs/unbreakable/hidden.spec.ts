/**
 * A desk that nobody looks at: behind another tab, minimised, its processes stopped as in sleep. Calls ring within a second,
 * proved at the caller's end; the page's own timers are shown to be throttled, those of the phone not.
 */
import { expect, test } from '../../fixtures/line.ts';
import { suspend } from './support/process-tree.ts';
import { proofs, proveEveryS, registered, ringMs, startRawDesk, type RawDesk } from './support/raw-desk.ts';

const ended: { stop(): Promise<unknown> }[] = [];
test.afterEach(async () => {
  for (const each of ended.splice(0).toReversed()) await each.stop();
});
const startDesk = (startLine: Parameters<typeof startRawDesk>[0]) => startRawDesk(startLine, ended);

/** How late timers of 100 ms are in the page, in ms, the worst of three. */
const lateness = `new Promise((resolve) => {
  const late = []; let at = performance.now();
  const look = () => { const now = performance.now(); late.push(now - at - 100); at = now;
    if (late.length === 3) resolve(Math.max(...late)); else setTimeout(look, 100); };
  setTimeout(look, 100);
})`;

async function provedWhile({ tab }: RawDesk, ms: number): Promise<number[]> {
  const from = await tab.evaluate<number>('performance.now()');
  await new Promise((resolve) => setTimeout(resolve, ms));
  return await tab.evaluate<number[]>(
    `performance.getEntriesByName('linewarden:proved').map(({ startTime }) => startTime).filter((at) => at > ${from})`,
  );
}

const rings = async (desk: RawDesk, times: number): Promise<void> => {
  for (let n = 0; n < times; n += 1) expect(await ringMs(desk.line)).toBeLessThan(1000);
};

test('behind another tab @web', async ({ startLine }) => {
  const desk = await startDesk(startLine);
  // while it comes up, a busy machine makes any page's timers late
  await expect.poll(() => desk.tab.evaluate<number>(lateness)).toBeLessThan(500);
  await desk.tab.until(`performance.getEntriesByType('resource').some(({ name }) => name.includes('timer-worker'))`);
  const other = await desk.browser.open('data:text/html,<title>something else</title>');
  await other.front();
  await desk.tab.until(`document.visibilityState === 'hidden'`);
  const proved = await provedWhile(desk, 20_000);
  // what the page's own timers are good for by now
  expect(await desk.tab.evaluate(lateness)).toBeGreaterThan(300);
  // each 3 s; a page's own timers would be let run once a minute by now
  expect(proved.length).toBeGreaterThanOrEqual(4);
  const gaps = proved.slice(1).map((at, n) => at - (proved[n] ?? at));
  expect(Math.max(...gaps)).toBeLessThan(proveEveryS * 1000 + 3000);
  await rings(desk, 3);
});

test('minimised @web', async ({ startLine }) => {
  const desk = await startDesk(startLine);
  await desk.tab.minimise();
  await desk.tab.until(`document.visibilityState === 'hidden'`);
  expect((await provedWhile(desk, 15_000)).length).toBeGreaterThanOrEqual(3);
  await rings(desk, 3);
});

for (const [seconds, tag] of [
  [20, ''],
  [90, ' @long'],
] as const)
  test(`its processes stopped for ${seconds} s, then woken @web${tag}`, async ({ startLine }) => {
    test.setTimeout(150_000 + seconds * 1000);
    const desk = await startDesk(startLine);
    const before = await desk.tab.evaluate<number>(proofs);
    const goOn = suspend(desk.browser.pid);
    try {
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    } finally {
      goOn();
    }
    const woken = Date.now();
    // the PBX may have kept the contact all the time: what counts is that calls come through again
    await desk.tab.until(`${proofs} > ${before}`, 20_000);
    test.info().annotations.push({ type: 'proved after waking', description: `${Date.now() - woken} ms` });
    await registered(desk.line, 10_000);
    await rings(desk, 3);
  });
