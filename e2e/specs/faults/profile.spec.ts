/** A profile or a file of IT's that cannot be used: refused in words with nothing changed, or mended with nothing lost. */
import { appendFileSync, chmodSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { blockedNumber, everything, filledProfile, keptIn, withDesk } from '../../fixtures/faults/profile-data.ts';
import { refusedStart } from '../../fixtures/faults/refused-start.ts';
import { expectPlainWords } from '../../fixtures/faults/words.ts';
import { newFolder } from '../../fixtures/profile.ts';
import type { Product } from '../../fixtures/product.ts';
import { startWebHost } from '../../fixtures/start-web.ts';
import { expect, test } from '../../fixtures/test.ts';

/** Every file of the store and its bytes: a refused start must not have touched one. */
function storeFiles(profile: string): Record<string, string> {
  const names = readdirSync(profile).filter((name) => /\.db|settings/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(profile, name)).toString('base64')]));
}

async function expectBlockedNumberListed({ main }: Product): Promise<void> {
  await main.getByRole('button', { name: '名单', exact: true }).press('Enter');
  await expect(main.getByText(blockedNumber.shown)).toBeVisible({ timeout: 60_000 });
}

test('an event log of junk is refused in words, and not a byte of the profile changes', async ({ host }) => {
  const profile = await filledProfile();
  writeFileSync(path.join(profile, 'log.db'), 'this is no database '.repeat(500));
  const before = storeFiles(profile);
  const { words, exitCode } = await refusedStart(host, { profile });
  expectPlainWords(words, /事件日志已损坏/);
  if (host === 'web') expect(exitCode).toBe(6);
  expect(storeFiles(profile)).toEqual(before);
});

test('an event log that was cut off is refused in words, and what is left of it stays as it is', async ({ host }) => {
  const profile = await filledProfile();
  const log = path.join(profile, 'log.db');
  truncateSync(log, 4096 * 2 + 100);
  const before = storeFiles(profile);
  const { words } = await refusedStart(host, { profile });
  expectPlainWords(words, /事件日志已损坏/);
  expect(storeFiles(profile)['log.db']).toBe(before['log.db']);
});

test('tables of junk are made again from the event log', async ({ start }) => {
  const profile = await filledProfile();
  writeFileSync(path.join(profile, 'projections.db'), 'junk '.repeat(3000));
  await expectBlockedNumberListed(await start({ profile }));
});

test('a database of a newer version is refused in words and not touched', async ({ host }) => {
  const profile = await filledProfile();
  const db = new DatabaseSync(path.join(profile, 'log.db'));
  db.exec('pragma user_version = 99');
  db.close();
  const before = storeFiles(profile);
  const { words, exitCode } = await refusedStart(host, { profile });
  expectPlainWords(words, /更新版本的守线.*升级/);
  if (host === 'web') expect(exitCode).toBe(7);
  expect(storeFiles(profile)).toEqual(before);
});

test('a profile without the permission to write is refused in words', async ({ host }) => {
  const profile = await filledProfile();
  chmodSync(profile, 0o500);
  try {
    // Electron's own folder lies in the profile, too, and is there from an earlier start
    const { words } = await refusedStart(host, { profile });
    expectPlainWords(words, /不可写/);
  } finally {
    chmodSync(profile, 0o700);
  }
  await withDesk(profile, async (desk) => expect(await keptIn(desk)).toEqual(everything));
});

test('settings that cannot be read: starts with the defaults, says so, keeps the file, loses nothing else', async ({
  start,
}) => {
  const profile = await filledProfile();
  const broken = '{"v":1,"preferences":{"locale":';
  writeFileSync(path.join(profile, 'settings.json'), broken);
  const desk = await start({ profile });
  const alert = desk.main.locator('.lw-banner').filter({ hasText: '设置文件' });
  await expect(alert).toBeVisible({ timeout: 60_000 });
  expectPlainWords(
    await alert
      .locator('.lw-banner-words > :not(details)')
      .allInnerTexts()
      .then((lines) => lines.join('。')),
    /设置文件读不懂，已用默认设置启动/,
  );
  const aside = readdirSync(profile).find((name) => name.startsWith('settings.json.bad-'));
  expect(readFileSync(path.join(profile, aside ?? 'no file was kept'), 'utf8')).toBe(broken);
  await desk.stop();
  await withDesk(profile, async (client) => expect(await keptIn(client)).toEqual(everything));
});

test('a second start on a locked profile says who holds it, and the first goes on', async ({ host }) => {
  const profile = newFolder('profile');
  const first = await startWebHost({ profile });
  try {
    const { words, detail, exitCode } = await refusedStart(host, { profile });
    expectPlainWords(words, /正由另一个守线使用/);
    expect(detail).toContain(`pid ${first.pid}`);
    if (host === 'web') expect(exitCode).toBe(3);
    expect((await fetch(first.url, { redirect: 'manual' })).status).toBe(303);
  } finally {
    await first.stop();
  }
});

const wrongProvisions = [
  {
    what: 'a key that does not exist',
    file: { line: { servers: ['wss://a.example'], domain: 'a', user: 'u', pasword: 'geheim-77' } },
    path: 'line.pasword',
  },
  {
    what: 'a value of the wrong kind',
    file: { line: { servers: ['https://a.example'], domain: 'a', user: 'u' } },
    path: 'line.servers[0]',
  },
  { what: 'a role that does not exist', file: { person: { name: 'A', role: 'boss' } }, path: 'person.role' },
];
for (const wrong of wrongProvisions) {
  test(`a provisioning file with ${wrong.what} is refused whole, with the path of the key`, async ({ host }) => {
    const profile = newFolder('profile');
    const { words, detail, exitCode } = await refusedStart(host, { profile, provision: wrong.file });
    expectPlainWords(words, /部署文件有误，没有应用其中任何内容/);
    expect(detail).toContain(wrong.path);
    expect(detail).not.toContain('geheim-77');
    if (host === 'web') expect(exitCode).toBe(4);
    expect(existsSync(path.join(profile, 'settings.json'))).toBe(false);
  });
}

test('a log with a torn last page of its journal loses nothing that was acknowledged', async () => {
  const profile = await filledProfile();
  appendFileSync(path.join(profile, 'log.db-wal'), Buffer.alloc(3000, 0x5a));
  await withDesk(profile, async (desk) => expect(await keptIn(desk)).toEqual(everything));
});

test('a damaged event log is replaced by a backup with --restore, and what was there is kept', async ({
  host,
  start,
}) => {
  const profile = await filledProfile();
  const backup = await withDesk(profile, async (desk) => (await desk.admin.backup()).path);
  const junk = 'this is no database '.repeat(500);
  writeFileSync(path.join(profile, 'log.db'), junk);
  const truncated = `${backup}.cut`;
  writeFileSync(truncated, readFileSync(backup).subarray(0, 400));
  const { words, exitCode } = await refusedStart(host, { profile, args: ['--restore', truncated] });
  expectPlainWords(words, /备份文件不能用，现有数据没有动/);
  if (host === 'web') expect(exitCode).toBe(9);
  expect(readFileSync(path.join(profile, 'log.db'), 'utf8')).toBe(junk);

  const desk = await start({ profile, args: ['--restore', backup] });
  await expect(desk.main.getByText('备份已恢复')).toBeVisible({ timeout: 60_000 });
  await expectBlockedNumberListed(desk);
  await desk.stop();
  const kept = readdirSync(profile).find((name) => name.startsWith('replaced-')) ?? 'nothing was kept';
  expect(readFileSync(path.join(profile, kept, 'log.db'), 'utf8')).toBe(junk);
  await withDesk(profile, async (client) => expect(await keptIn(client)).toEqual(everything));
});
