/** History and lists as CSV files: a supervisor's, masked where the policy masks, harmless to a spreadsheet, and in the log. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { deskPage } from '../fixtures/desk-page.ts';
import type { Product } from '../fixtures/product.ts';
import { newFolder } from '../fixtures/profile.ts';
import type { ElectronProduct } from '../fixtures/start-electron.ts';
import { expect, test } from '../fixtures/test.ts';

interface SavingGlobal {
  lwSaved?: Promise<string>;
}

const person = { name: '周敏', extension: '8001', role: 'both' };

/** The text of the file that a press of the button brings; Electron would ask where to put it. */
async function exported(product: Product, button: Locator): Promise<string> {
  const file = path.join(newFolder('exports'), 'export.csv');
  if (product.host === 'web') {
    const [download] = await Promise.all([product.main.waitForEvent('download'), button.press('Enter')]);
    await download.saveAs(file);
    return readFileSync(file, 'utf8');
  }
  const { app } = product as ElectronProduct;
  // it listens before the button is pressed
  await app.evaluate(({ session }, to) => {
    (globalThis as SavingGlobal).lwSaved = new Promise<string>((resolve) => {
      session.defaultSession.once('will-download', (_event, item) => {
        item.setSavePath(to);
        item.once('done', (_, state) => resolve(state));
      });
    });
  }, file);
  await button.press('Enter');
  expect(await app.evaluate(() => (globalThis as SavingGlobal).lwSaved)).toBe('completed');
  return readFileSync(file, 'utf8');
}

test('history and lists are exported, masked, and an agent cannot', async ({ start }) => {
  const product = await start({ provision: { person, policy: { maskNumbers: true } } });
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready('practice');
  await desk.open('名单');
  await main.getByRole('button', { name: '添加' }).first().click();
  await main.getByRole('textbox', { name: '号码' }).fill('13800138000');
  await main.getByRole('textbox', { name: '原因' }).fill('=HYPERLINK("http://evil.example")');
  await main.getByRole('button', { name: '保存' }).click();
  await expect(main.getByRole('row').filter({ hasText: '138 0013 8000' })).toBeVisible();
  const lists = await exported(product, main.getByRole('button', { name: '导出 CSV' }));
  expect(lists.startsWith('\uFEFF名单,VIP,')).toBe(true);
  expect(lists).toContain('138 0013 8000');
  expect(lists).toContain(`"'=HYPERLINK(""http://evil.example"")"`);

  await desk.open('历史');
  await main.getByRole('combobox', { name: '时间范围' }).selectOption({ label: '全部时间' });
  await expect(main.getByRole('row').filter({ hasText: '王丽' }).first()).toBeVisible();
  const history = await exported(product, main.getByRole('button', { name: '导出 CSV' }));
  expect(history.startsWith('\uFEFF日期时间,方向,号码,')).toBe(true);
  expect(history).toMatch(/,143\d? \*{4} \*?2?\d+,王丽,/);
  expect(history).not.toContain('14305712202');
  const logs = path.join(product.profile, 'logs');
  await expect
    .poll(() =>
      readdirSync(logs)
        .map((name) => readFileSync(path.join(logs, name), 'utf8'))
        .join(''),
    )
    .toMatch(/rows of lists exported by 周敏[\s\S]*rows of history exported by 周敏/);
  await product.stop();

  const agents = await start({ profile: product.profile, provision: { person: { ...person, role: 'agent' } } });
  await deskPage(agents).ready('practice');
  await deskPage(agents).open('历史');
  await expect(agents.main.getByRole('grid')).toBeVisible();
  await expect(agents.main.getByRole('button', { name: '导出 CSV' })).toHaveCount(0);
});
