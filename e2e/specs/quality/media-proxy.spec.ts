/**
 * A media proxy that restarts in a call: the same call has its voices again, both ways. How soon is a figure (ARCHITECTURE.md, "Figures");
 * here it only has to be the first or second attempt, since other programs' turns on the processor are in it.
 */
import { deskPage } from '../../fixtures/desk-page.ts';
import { openEar } from '../../fixtures/ear.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';

test('voices are back with the media proxy, in the same call', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({ provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() });
  const desk = deskPage(product);
  await desk.ready();
  const ear = await openEar(product.phone);
  const caller = await line.call({ from: '13800138000' });
  await caller.ringing;
  await desk.answer();
  await ear.waitForTone(callerHz);
  await caller.rtp.waitForTone(deskHz);

  await line.pbx.restartRtpengine();
  const backAt = Date.now();
  const before = caller.rtp.packets;
  await expect.poll(() => caller.rtp.packets, { timeout: 20_000, intervals: [20] }).toBeGreaterThan(before);
  const outMs = Date.now() - backAt;
  caller.rtp.forget();
  await caller.rtp.waitForTone(deskHz);
  await ear.waitForTone(callerHz);
  const bothMs = Date.now() - backAt;
  test
    .info()
    .annotations.push({ type: 'media proxy back → desk heard / both', description: `${outMs} / ${bothMs} ms` });
  expect(outMs).toBeLessThan(8_000);
  expect((await caller.hangUp()).endedBy).toBe('caller');
});
