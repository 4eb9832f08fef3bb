/**
 * The first minutes of somebody who has just cloned it: from a cold start to a practice caller's voice, timed. On the web
 * host by `npm start -- --web` itself; Electron is started by Playwright, as `npm start` would start it.
 */
import { deskPage } from '../fixtures/desk-page.ts';
import { openEar } from '../fixtures/ear.ts';
import { expect, test } from '../fixtures/test.ts';

const longestMs = 120_000;

test('from a cold start to a caller’s voice within two minutes', async ({ start }, testInfo) => {
  const startedAt = performance.now();
  const product = await start({ isThroughNpm: true });
  const desk = deskPage(product);
  await desk.ready('practice');
  const ear = await openEar(product.phone);
  await product.main.getByLabel('来电人').selectOption({ label: '普通客户' });
  await desk.tabTo(product.main.getByRole('button', { name: '打给我' }));
  await desk.press('Enter');
  await desk.answer();
  await ear.waitForVoice();
  const took = Math.round(performance.now() - startedAt);
  testInfo.annotations.push({ type: 'start to a voice', description: `${took} ms` });
  console.log(`start to a caller's voice: ${(took / 1000).toFixed(1)} s`);
  expect(took).toBeLessThan(longestMs);
});
