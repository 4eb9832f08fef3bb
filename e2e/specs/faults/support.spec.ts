/** What IT gets from a desk: a log and a bundle without secrets, a trace only when asked for, a backup that comes back whole. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { call } from '../../lab/caller.ts';
import { startPbx, type Pbx } from '../../lab/pbx.ts';
import { answer, lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { blockedNumber, everything, filledProfile, keptIn, withDesk } from '../../fixtures/faults/profile-data.ts';
import { expectPlainWords } from '../../fixtures/faults/words.ts';
import type { Product } from '../../fixtures/product.ts';
import { expect, test } from '../../fixtures/test.ts';

async function openSupport({ main }: Product): Promise<void> {
  await main.getByRole('button', { name: '设置', exact: true }).press('Enter');
  await main.getByRole('button', { name: '备份与诊断' }).press('Enter');
}

/** Presses a button and answers the path that is shown for what it wrote. */
async function written({ main }: Product, button: string, done: string): Promise<string> {
  await main.getByRole('button', { name: button }).press('Enter');
  const banner = main.locator('.lw-banner').filter({ hasText: done });
  await expect(banner).toBeVisible({ timeout: 60_000 });
  const text = await banner.locator('.set-path').innerText();
  return text.replace(/（\d+ KB）$/, '');
}

function secretsOf(pbx: Pbx): RegExp[] {
  const password = pbx.users.agent1;
  const ha1 = createHash('md5').update(`agent1:${pbx.domain}:${password}`).digest('hex');
  return [
    new RegExp(password),
    new RegExp(ha1, 'i'),
    // the digest itself (RFC 7616): with it a password can be guessed at leisure
    /response\s*=\s*"?[0-9a-f]{32}/i,
    /authorization\s*:\s*digest/i,
  ];
}

function logs(profile: string): Record<string, string> {
  const folder = path.join(profile, 'logs');
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

test('log, trace and diagnostic bundle hold no secret; the trace is written only while it is switched on', async ({
  start,
}) => {
  const pbx = await startPbx({ huntMembers: ['agent1'] });
  try {
    const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
    await untilReady(desk);
    const first = await call({ pbx });
    await ringingCard(desk);
    await answer(desk);
    await first.answered;
    await first.hangUp();
    const trace = path.join(desk.profile, 'logs', 'sip-trace.log');
    const traced = (): string => (existsSync(trace) ? readFileSync(trace, 'utf8') : '');
    expect(traced()).toBe('');

    await openSupport(desk);
    await desk.main.getByRole('switch', { name: '记录 SIP 信令' }).press('Space');
    await expect(desk.main.getByRole('switch', { name: '记录 SIP 信令' })).toBeChecked();
    // the line goes and comes back: a REGISTER with credentials passes the trace
    await pbx.restartKamailio('hard');
    await expect.poll(traced, { timeout: 60_000 }).toMatch(/REGISTER sip:[\s\S]*SIP\/2\.0 200/);
    await expect.poll(() => pbx.registered(), { timeout: 60_000 }).toContain('agent1');
    const second = await call({ pbx });
    await ringingCard(desk);
    await expect.poll(traced).toContain('INVITE');
    await second.hangUp();

    const bundle = await written(desk, '生成诊断包', '诊断包已写好');
    const files = unzipSync(readFileSync(bundle));
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['about.json', 'settings.json', 'logs/linewarden.log']));
    const texts: Record<string, string> = logs(desk.profile);
    for (const [name, bytes] of Object.entries(files)) texts[`bundle ${name}`] = Buffer.from(bytes).toString('utf8');
    for (const [name, text] of Object.entries(texts))
      for (const secret of secretsOf(pbx)) expect(text, `${name} holds no secret`).not.toMatch(secret);
    // nor a customer's number, which a bundle that leaves the house must not have
    for (const [name, bytes] of Object.entries(files))
      expect(Buffer.from(bytes).toString('utf8'), name).not.toContain('13800138000');

    await desk.main.getByRole('switch', { name: '记录 SIP 信令' }).press('Space');
    await expect(desk.main.getByRole('switch', { name: '记录 SIP 信令' })).not.toBeChecked();
    const third = await call({ pbx });
    await ringingCard(desk);
    await third.hangUp();
    expect(traced()).not.toContain(third.callId);
  } finally {
    await pbx.stop();
  }
});

test('a backup restored into a new profile gives the same data; a damaged one is refused and changes nothing', async ({
  start,
}) => {
  const old = await start({ profile: await filledProfile() });
  await openSupport(old);
  const backup = await written(old, '立即备份', '备份已写好');
  await old.stop();
  const bytes = readFileSync(backup);
  const damaged = `${backup}.damaged.zip`;
  const broken = Buffer.from(bytes);
  for (let at = Math.floor(bytes.length / 3); at < bytes.length / 3 + 200; at++) broken[at] = (broken[at] ?? 0) ^ 0xff;
  writeFileSync(damaged, broken);

  const profile = usedProfile();
  const desk = await start({ profile });
  await openSupport(desk);
  const field = desk.main.getByLabel('从备份恢复');
  for (const [file, words] of [
    [damaged, /备份损坏，没有动现有数据/],
    [`${backup}.no-such-file`, /没有这个文件/],
  ] as const) {
    await field.fill(file);
    await desk.main.getByRole('button', { name: '检查并恢复' }).press('Enter');
    await expect(desk.main.getByText(words)).toBeVisible({ timeout: 60_000 });
    expect(existsSync(path.join(profile, 'restore'))).toBe(false);
  }
  await field.fill(backup);
  await desk.main.getByRole('button', { name: '检查并恢复' }).press('Enter');
  const done = desk.main.locator('.lw-banner').filter({ hasText: '备份没有问题' });
  await expect(done).toBeVisible({ timeout: 60_000 });
  expectPlainWords(await done.innerText(), /退出并重新启动后，就是备份里的样子/);
  await desk.stop();

  const again = await start({ profile });
  await expect(again.main.getByText('备份已恢复')).toBeVisible({ timeout: 60_000 });
  await again.main.getByRole('button', { name: '名单', exact: true }).press('Enter');
  await expect(again.main.getByText(blockedNumber.shown)).toBeVisible({ timeout: 60_000 });
  await again.stop();
  await withDesk(profile, async (client) => expect(await keptIn(client)).toEqual(everything));
});
