/** The line test in settings: all well against a real line, and each thing that can be wrong said in words with what to do. */
import { trustAuthority, type CertificateKind } from '../../lab/certificate.ts';
import { startPbx, type Pbx } from '../../lab/pbx.ts';
import type { PbxOptions } from '../../lab/pbx.ts';
import { toneMicrophone } from '../../fixtures/line.ts';
import { lineOf, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { expectPlainWords } from '../../fixtures/faults/words.ts';
import type { Product } from '../../fixtures/product.ts';
import { expect, test } from '../../fixtures/test.ts';

const pbxes: Pbx[] = [];
let pbx: Pbx;
async function lab(options: PbxOptions = {}): Promise<Pbx> {
  const started = await startPbx(options);
  pbxes.push(started);
  return started;
}
test.beforeAll(async () => {
  pbx = await lab({ huntMembers: ['agent1'] });
  await trustAuthority({ certFile: pbx.caFile }, process.env['HOME'] ?? '');
});
test.afterAll(async () => {
  for (const each of pbxes) await each.stop();
});

const panel = ({ main }: Product) => main.getByRole('region', { name: '线路测试' });
const check = (desk: Product, name: string) => panel(desk).getByRole('listitem').filter({ hasText: name }).first();

async function openSettings(desk: Product): Promise<void> {
  await desk.main.getByRole('button', { name: '设置', exact: true }).press('Enter');
  await expect(panel(desk)).toBeVisible();
}

/** Runs the test to its end: the button is not there while it runs. */
async function runTest(desk: Product): Promise<void> {
  const button = panel(desk).getByRole('button', { name: /^全部(测试|重测)$/ });
  await button.press('Enter');
  await expect(panel(desk).getByRole('button', { name: '全部重测' })).toBeEnabled({ timeout: 60_000 });
}

/** Runs it until this check failed, and stops it there: what comes after says nothing of the fault. */
async function runUntilFailed(desk: Product, name: string, words: RegExp): Promise<void> {
  await panel(desk)
    .getByRole('button', { name: /^全部(测试|重测)$/ })
    .press('Enter');
  await expectFailed(desk, name, words);
  // over by itself meanwhile is as good
  const stop = panel(desk).getByRole('button', { name: '停止测试' });
  await stop.press('Enter', { timeout: 1_000 }).catch(() => undefined);
  await expect(panel(desk).getByRole('button', { name: '全部重测' })).toBeEnabled({ timeout: 60_000 });
}

async function expectFailed(desk: Product, name: string, words: RegExp): Promise<void> {
  const item = check(desk, name);
  await expect(item).toContainText('（未通过）');
  const steps = await item.locator('.set-todo ol').innerText();
  expectPlainWords(await item.locator('b + span').innerText(), words, steps);
}

test('all is well against the real line; then each fault of name, certificate and password in words', async ({
  start,
}) => {
  const bad: Readonly<Record<Exclude<CertificateKind, 'trusted'>, RegExp>> = {
    expired: /证书过期/,
    'wrong-name': /证书不是给这个域名的/,
    'unknown-authority': /不认识签发证书的机构|自签证书/,
  };
  const desk = await start({
    profile: usedProfile(),
    provision: lineOf(pbx, 'agent1', { servers: [pbx.wssUrl] }),
    microphone: toneMicrophone(),
    env: { NODE_EXTRA_CA_CERTS: pbx.caFile },
  });
  await untilReady(desk);
  await openSettings(desk);
  await runTest(desk);
  await expect(panel(desk)).toContainText('8 通过 ・ 0 未通过');

  const servers = desk.main.getByLabel('服务器（WSS）');
  await test.step('a name that nobody knows', async () => {
    await servers.fill('wss://no-such-server.invalid/');
    await runUntilFailed(desk, '找到服务器', /找不到这台服务器|查域名没有回应/);
  });
  await test.step('a port that nothing listens on', async () => {
    await servers.fill('wss://127.0.0.1:9/');
    await runUntilFailed(desk, '加密与证书', /这个端口没有开/);
  });
  for (const [certificate, words] of Object.entries(bad)) {
    await test.step(`certificate: ${certificate}`, async () => {
      const other = await lab({ certificate: certificate as CertificateKind });
      await servers.fill(other.wssUrl);
      await runUntilFailed(desk, '加密与证书', words);
    });
  }
  await test.step('a wrong password', async () => {
    await servers.fill(pbx.wssUrl);
    await desk.main.getByLabel('密码', { exact: true }).fill('wrong');
    await runUntilFailed(desk, '线路注册', /分机号或密码不对|不允许这个分机注册/);
  });
  // testing changed nothing: the desk is still registered with what is saved
  await desk.main.getByRole('button', { name: '工作台' }).press('Enter');
  await untilReady(desk);
});

test('no microphone and no way for sound are said in words', async ({ start }) => {
  const desk = await start({
    profile: usedProfile(),
    provision: lineOf(pbx, 'agent1', { iceServers: [{ urls: ['stun:127.0.0.1:9'] }] }),
    microphone: null,
  });
  await untilReady(desk);
  await openSettings(desk);
  await runTest(desk);
  await expectFailed(desk, '麦克风', /没找到麦克风，接起后对方听不到你/);
  await expectFailed(desk, '穿透服务器', /跨网通话可能没有声音/);
});
