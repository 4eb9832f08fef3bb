/** What an agent hears before an outgoing call is answered: the far end's own sound where it sends one, a local tone otherwise. */
import { deskPage } from '../../fixtures/desk-page.ts';
import { openEar } from '../../fixtures/ear.ts';
import { deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';
import { openRoom } from '../../fixtures/room.ts';
import { startCallee, type Callee } from '../../lab/callee.ts';

const announcementHz = 620;
const ringbackHz = 450;
/** one ring and its pause: 1 s and 4 s (GB/T 3380) */
const cadenceMs = 5_000;

test('early media is heard instead of the local ringback, which sounds otherwise and ends at the answer', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({ provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() });
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready();
  const status = desk.call.getByRole('status').first();
  const ear = await openEar(product.phone);
  const room = await openRoom(product.phone);
  const callees: Callee[] = [];
  const dial = async (rings: 'early-media' | 'silent', tone: number): Promise<Callee> => {
    // a ring and the next one: a busy machine may miss the first
    const callee = await startCallee({ pbx: line.pbx, rings, ringMs: 8_000, tone });
    callees.push(callee);
    await desk.press('p');
    await expect(main.getByRole('textbox', { name: '号码' })).toBeFocused();
    await main.keyboard.insertText(callee.address);
    await desk.press('Enter');
    return callee;
  };
  try {
    await test.step('183 with SDP: the announcement is heard, and no ringback over it', async () => {
      const callee = await dial('early-media', announcementHz);
      await expect(status).toContainText('对方振铃中');
      await ear.waitForTone(announcementHz);
      await expect(status).toContainText('对方振铃中');
      // from the dialling on
      expect(await room.loudest()).toBeLessThan(0.001);
      await expect(status).toContainText('通话中');
      callee.rtp.playTone(800);
      await ear.waitForTone(800);
      await callee.rtp.waitForTone(deskHz);
      await desk.press('F9');
      expect(await callee.done).toBe(0);
      await expect(desk.call.getByText('通话结束')).toBeVisible();
      await desk.press('Escape');
    });

    await test.step('180 without SDP: a local tone, until it is answered', async () => {
      const callee = await dial('silent', announcementHz);
      const tone = await room.waitForTone(ringbackHz);
      expect(tone.level).toBeGreaterThan(0.01);
      await expect(status).toContainText('对方振铃中');
      await expect(status).toContainText('通话中');
      await ear.waitForTone(announcementHz);
      await callee.rtp.waitForTone(deskHz);
      await room.loudest();
      // the next ring would have come within a cadence
      await main.waitForTimeout(cadenceMs);
      expect(await room.loudest()).toBeLessThan(0.001);
      await desk.press('F9');
      expect(await callee.done).toBe(0);
    });
  } finally {
    for (const callee of callees) await callee.stop();
  }
});
