/** A line that refuses, cannot be found, cannot be trusted or goes away: said truthfully, tried again or not, calls kept. */
import { trustAuthority } from '../../lab/certificate.ts';
import { call } from '../../lab/caller.ts';
import { startPbx, type Pbx } from '../../lab/pbx.ts';
import { waitFor } from '../../lab/waiting.ts';
import { answer, headline, lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { expectPlainWords } from '../../fixtures/faults/words.ts';
import type { Product } from '../../fixtures/product.ts';
import { expect, test } from '../../fixtures/test.ts';

let pbx: Pbx;
test.beforeAll(async () => {
  pbx = await startPbx({ huntMembers: ['agent1'] });
});
test.afterAll(() => pbx.stop());

/** REGISTERs that reached the PBX since it started. */
async function registers(of: Pbx = pbx): Promise<number> {
  const found = await of.rpc('stats.get_statistics', ['rcv_requests_register']);
  const number = /rcv_requests_register\s*=\s*(\d+)/.exec(JSON.stringify(found))?.[1];
  if (number === undefined) throw new Error(`Kamailio said ${JSON.stringify(found)}`);
  return Number(number);
}

/** The headline's first two lines, as one text, once it says `title`. */
async function lineWords({ main }: Product, title: string): Promise<string> {
  await expect(headline(main).getByRole('heading', { name: title })).toBeVisible({ timeout: 60_000 });
  return `${title}。${await headline(main).locator('p').innerText()}`;
}

for (const [what, line, words] of [
  ['a wrong password', { password: 'wrong' }, /分机号或密码不对/],
  ['a user that does not exist', { user: 'nobody' }, /分机号或密码不对|不认识这个分机号/],
] as const) {
  test(`${what} stops the retries, so that no account is locked out`, async ({ start }) => {
    const before = await registers();
    const desk = await start({ profile: usedProfile(), provision: lineOf(pbx, 'agent1', line) });
    expectPlainWords(await lineWords(desk, '线路被拒，现在接不到电话'), words);
    const after = await registers();
    // one without credentials, one with them (a nonce that went stale could make it one more)
    expect(after - before).toBeLessThanOrEqual(3);
    // what wakes a line that is only lost must not wake one that was refused: the page says that the network is back
    await desk.phone.evaluate(() => window.dispatchEvent(new Event('online')));
    // only time can show that nothing comes: a line that is merely lost tries twice within this
    await desk.phone.evaluate(() => new Promise((resolve) => setTimeout(resolve, 3_000)));
    expect(await registers()).toBe(after);
    await expect(desk.main.getByRole('button', { name: '打开设置' })).toBeEnabled();
  });
}

test('a server name that nobody knows is called that, and the desk keeps trying', async ({ start }) => {
  const desk = await start({
    profile: usedProfile(),
    provision: lineOf(pbx, 'agent1', { servers: ['wss://no-such-server.invalid/'] }),
  });
  await expect(headline(desk.main).getByText('找不到服务器')).toBeVisible({ timeout: 60_000 });
  expectPlainWords(await lineWords(desk, '线路断开，现在接不到电话'), /找不到服务器，请核对线路地址/);
  // what does not need the line works: the history opens
  await desk.main.getByRole('navigation').getByRole('button', { name: /历史/ }).press('Enter');
  await expect(desk.main.getByRole('main', { name: '历史' })).toBeVisible();
});

for (const certificate of ['expired', 'wrong-name', 'unknown-authority'] as const) {
  test(`a certificate that is no good (${certificate}) is called that, and nothing is sent to its server`, async ({
    start,
  }) => {
    const other = await startPbx({ certificate });
    try {
      await trustAuthority({ certFile: other.caFile }, process.env['HOME'] ?? '');
      const desk = await start({
        profile: usedProfile(),
        provision: lineOf(other, 'agent1', { servers: [other.wssUrl] }),
        env: { NODE_EXTRA_CA_CERTS: other.caFile },
      });
      await expect(headline(desk.main).getByText('服务器证书不被信任')).toBeVisible({ timeout: 60_000 });
      expectPlainWords(await lineWords(desk, '线路断开，现在接不到电话'), /证书不被信任，请 IT 检查证书/);
      expect(await registers(other)).toBe(0);
    } finally {
      await other.stop();
    }
  });
}

test('a server that goes while nothing happens is said at once, and found again without anybody', async ({ start }) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  await pbx.stopKamailio('hard');
  expectPlainWords(await lineWords(desk, '线路断开，现在接不到电话'), /正在自动重连/);
  await pbx.startKamailio();
  await untilReady(desk);
  const caller = await call({ pbx });
  await ringingCard(desk);
  await caller.hangUp();
});

test('a server that goes in a call: the voices go on, the desk says so, and hanging up works afterwards', async ({
  start,
}) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  const caller = await call({ pbx });
  await ringingCard(desk);
  await answer(desk);
  await caller.answered;
  await waitFor(() => (caller.rtp.packets > 50 ? true : undefined), { what: 'the desk’s voice', timeoutMs: 30_000 });
  await pbx.stopKamailio('hard');
  await expect(desk.main.getByText(/重连中/)).toBeVisible({ timeout: 60_000 });
  const lost = caller.rtp.packets;
  await waitFor(() => (caller.rtp.packets > lost + 100 ? true : undefined), {
    what: 'two seconds more of the desk’s voice without the server',
    timeoutMs: 30_000,
  });
  const said = desk.main.locator('.lw-status-words');
  await expect(said).toContainText('与线路失去联系，通话还在继续');
  expectPlainWords(await said.innerText(), /正在自动重连/);
  await pbx.startKamailio();
  await expect(desk.main.getByText(/重连中/)).toBeHidden({ timeout: 60_000 });
  await desk.main.getByRole('button', { name: '挂断 F9', exact: true }).press('Enter');
  await waitFor(() => (caller.rtp.silentForMs > 500 ? true : undefined), {
    what: 'the desk to fall silent',
    timeoutMs: 30_000,
  });
  await caller.stop();
});
