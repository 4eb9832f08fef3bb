/**
 * The line's light says only what was proved; what breaks between desk and PBX is noticed, said and mended without anybody:
 * a lost binding, a dropped WebSocket in a call, a far end that falls silent, a preferred server that comes back.
 */
import { openEar } from '../../fixtures/ear.ts';
import { eventsOf } from '../../fixtures/event-log.ts';
import { answer, lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { callerHz, deskHz, expect, test, toneMicrophone, type Line } from '../../fixtures/line.ts';
import type { Product } from '../../fixtures/product.ts';
import { startPbx, type Pbx } from '../../lab/pbx.ts';
import { waitFor } from '../../lab/waiting.ts';
import { registered } from './support/raw-desk.ts';

const proved = ({ phone }: Product): Promise<number> =>
  phone.evaluate(() => performance.getEntriesByName('linewarden:proved').length);

const unproved = ({ phone }: Product): Promise<number> =>
  phone.evaluate(() => performance.getEntriesByName('linewarden:unproved').length);

const rings = async (line: Line, desk: Product): Promise<void> => {
  const caller = await line.call({ from: '13800138000' });
  await ringingCard(desk);
  await caller.hangUp();
  await caller.done;
};

const inCall = async (line: Line, desk: Product) => {
  await untilReady(desk);
  const caller = await line.call({ from: '13800138000' });
  await ringingCard(desk);
  const ear = await openEar(desk.phone);
  await answer(desk);
  await caller.answered;
  await ear.waitForTone(callerHz);
  await caller.rtp.waitForTone(deskHz);
  return { caller, ear };
};

test('a binding that the registrar lost, with the connection standing, is seen and mended within 30 s', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const desk = await start({ profile: usedProfile(), provision: lineOf(line.pbx), microphone: toneMicrophone() });
  await untilReady(desk);
  await expect.poll(() => proved(desk)).toBeGreaterThan(0);
  const seen = await unproved(desk);
  await line.pbx.rpc('ul.rm', ['location', 'agent1']);
  const lostAt = Date.now();
  await expect.poll(() => unproved(desk), { timeout: 30_000 }).toBeGreaterThan(seen);
  await registered(line, 30_000);
  test.info().annotations.push({ type: 'binding lost → mended', description: `${Date.now() - lostAt} ms` });
  const before = await proved(desk);
  await expect.poll(() => proved(desk), { timeout: 20_000 }).toBeGreaterThan(before);
  await rings(line, desk);
  // the proofs themselves are no calls
  await expect.poll(() => eventsOf(desk.profile, 'call.started')).toHaveLength(1);
});

test('a test call comes back to the desk and is seen by nobody', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const provision = lineOf(line.pbx) as { policy: object };
  const policy = { ...provision.policy, proveLineEverySeconds: 2, proveLineByCallEverySeconds: 10 };
  const desk = await start({
    profile: usedProfile(),
    provision: { ...provision, policy },
    microphone: toneMicrophone(),
  });
  await untilReady(desk);
  // a card that is there for one frame only would be seen, too
  for (const page of new Set([desk.main, desk.card]))
    await page.evaluate(() => {
      const seen = window as { lwCards?: number };
      seen.lwCards = 0;
      const look = (): void => {
        if (document.querySelector('[role=alertdialog]')?.checkVisibility() === true)
          seen.lwCards = (seen.lwCards ?? 0) + 1;
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    });
  const invites = async (): Promise<number> =>
    Number(
      /rcv_requests_invite\s*=\s*(\d+)/.exec(
        JSON.stringify(await line.pbx.rpc('stats.get_statistics', ['rcv_requests_invite'])),
      )?.[1],
    );
  // asked for its password once
  await expect.poll(invites, { timeout: 20_000, intervals: [250] }).toBe(2);
  // cancelled (487): it rings nowhere any more
  await expect
    .poll(async () => JSON.stringify(await line.pbx.rpc('tm.stats')), { timeout: 8_000, intervals: [250] })
    .toMatch(/"4xx":\s*1\b/);
  const before = await proved(desk);
  await expect.poll(() => proved(desk)).toBeGreaterThan(before);
  await untilReady(desk);
  for (const page of new Set([desk.main, desk.card]))
    expect(await page.evaluate(() => (window as { lwCards?: number }).lwCards)).toBe(0);
  expect(eventsOf(desk.profile, 'call.started')).toEqual([]);
  await rings(line, desk);
});

test('a WebSocket that drops in a call: voices go on, signalling comes back, the desk can hang up', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const desk = await start({ profile: usedProfile(), provision: lineOf(line.pbx), microphone: toneMicrophone() });
  const { caller, ear } = await inCall(line, desk);
  // ids grow; the one that was closed may still be among them for a moment
  const connection = async (): Promise<number> => {
    const said = JSON.stringify(await line.pbx.rpc('ws.dump'));
    return Math.max(
      -1,
      ...[...said.matchAll(/"id":\s*"?(\d+)|(\d+): /g)].map(([, id, before]) => Number(id ?? before)),
    );
  };
  const before = await proved(desk);
  const dropped = await connection();
  await line.pbx.rpc('ws.close', [dropped]);
  await expect.poll(connection, { timeout: 20_000 }).toBeGreaterThan(dropped);
  await expect.poll(() => proved(desk), { timeout: 20_000 }).toBeGreaterThan(before);
  await ear.waitForTone(callerHz);
  caller.rtp.forget();
  await caller.rtp.waitForTone(deskHz);
  await desk.main.keyboard.press('F9');
  expect((await caller.done).endedBy).toBe('desk');
});

test('a far end whose sound stops is said within five seconds, and taken back when it is heard', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const desk = await start({ profile: usedProfile(), provision: lineOf(line.pbx), microphone: toneMicrophone() });
  const { caller, ear } = await inCall(line, desk);
  const said = desk.main.getByText('声音只通一个方向').first();
  const brokeAt = Date.now();
  caller.rtp.network.there.weather = { loss: 1 };
  await expect(said).toBeVisible({ timeout: 10_000 });
  const ms = Date.now() - brokeAt;
  test.info().annotations.push({ type: 'silence → said', description: `${ms} ms` });
  expect(ms).toBeLessThan(5_000);
  caller.rtp.network.there.weather = {};
  await expect(said).toBeHidden();
  await ear.waitForTone(callerHz);
  await caller.hangUp();
  await rings(line, desk);
});

test('the preferred server is taken again when it is back, once no call lives', async ({ startLine, start }) => {
  const first = await startLine({ huntMembers: ['agent1'] });
  const second: Pbx = await startPbx({ huntMembers: ['agent1'] });
  try {
    await first.pbx.stopKamailio('hard');
    const desk = await start({
      profile: usedProfile(),
      provision: lineOf(first.pbx, 'agent1', { servers: [first.pbx.wsUrl, second.wsUrl] }),
      microphone: toneMicrophone(),
    });
    await untilReady(desk);
    expect(await second.registered()).toEqual(['agent1']);
    await first.pbx.startKamailio();
    await waitFor(async () => ((await first.pbx.registered()).includes('agent1') ? true : undefined), {
      what: 'the way back to the preferred server',
      timeoutMs: 60_000,
    });
    // one desk, one binding; both are there for a moment
    await expect.poll(() => second.registered()).toEqual([]);
    await rings(first, desk);
  } finally {
    await second.stop();
  }
});
