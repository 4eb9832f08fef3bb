/** Where the policy masks customers' numbers, an agent sees none whole on any screen, until V is held, which is logged. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { deskPage } from '../fixtures/desk-page.ts';
import { expect, test } from '../fixtures/test.ts';

/** The known customer of the practice line. */
const whole = /1430\D?5712\D?202|143\D?0571\D?2202/;
const masked = /143\d? \*{4} /;

const textOf = async (page: Page): Promise<string> => {
  const fields = await page
    .locator('input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  return [await page.locator('body').innerText(), await page.title(), ...fields].join('\n');
};

test('card, call, history, number page, contacts and dialler', async ({ start }) => {
  const product = await start({
    provision: { person: { name: '林晓雯', extension: '8023', role: 'agent' }, policy: { maskNumbers: true } },
  });
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready('practice');
  const nowhere = async (page = main): Promise<void> => expect(await textOf(page)).not.toMatch(whole);
  await main.getByLabel('来电人').selectOption({ label: '老客户' });
  await main.getByRole('button', { name: '打给我' }).press('Enter');
  await expect(desk.card).toContainText('王丽');
  await expect(desk.card).toContainText(masked);
  await nowhere(product.card);
  await nowhere();

  await desk.answer();
  await expect(desk.call).toContainText(masked);
  await nowhere();
  await main.keyboard.down('v');
  await expect(desk.call).toContainText(whole);
  await main.keyboard.up('v');
  await expect(desk.call).toContainText(masked);
  await desk.press('F9');
  await expect(desk.call.getByText('通话结束')).toBeVisible();

  await desk.open('历史');
  const row = main.getByRole('row').filter({ hasText: '王丽' }).first();
  await expect(row).toContainText(masked);
  await row.click();
  const page = main.getByRole('region', { name: /号码/ });
  await expect(page.getByText(masked).first()).toBeVisible();
  await nowhere();
  await main.getByRole('group', { name: '对这个号码' }).getByRole('button', { name: '呼叫' }).click();
  await expect(main.getByRole('textbox', { name: '号码' })).toHaveValue(masked);
  await nowhere();
  await desk.press('Escape');
  await expect(main.getByRole('dialog', { name: '拨号' })).toBeHidden();
  // Esc closed the top layer only
  await expect(page).toBeVisible();

  await desk.open('通讯录');
  const contact = main.getByRole('row').filter({ hasText: '王丽' });
  await expect(contact).toContainText(masked);
  await contact.click();
  await expect(main.getByRole('textbox', { name: '号码' })).toHaveValue(masked);
  await nowhere();
  await main.getByRole('button', { name: /显示号码/ }).press('Enter');
  await expect(main.getByRole('textbox', { name: '号码' })).toHaveValue(whole);

  const logs = path.join(product.profile, 'logs');
  await expect
    .poll(() =>
      readdirSync(logs)
        .flatMap((name) => readFileSync(path.join(logs, name), 'utf8').split('\n'))
        .filter((line) => line.includes('numbers unmasked by 林晓雯')),
    )
    .toHaveLength(2);
});
