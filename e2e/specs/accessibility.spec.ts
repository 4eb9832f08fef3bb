/** Every page of the product in both themes: axe finds nothing (WCAG 2.2 A and AA), and Tab comes to every control and shows where it is. */
import type { Page } from '@playwright/test';
import { expectNoFault } from '../fixtures/axe.ts';
import { deskPage, type DeskPage } from '../fixtures/desk-page.ts';
import { walkByTab } from '../fixtures/keyboard-walk.ts';
import { expect, test } from '../fixtures/test.ts';

const pages = ['工作台', '历史', '名单', '通讯录', '待裁定', '设置'] as const;

async function expectWholeWalk(page: Page, where: string): Promise<void> {
  const { reached, missed, unseen } = await walkByTab(page);
  expect(reached, where).toBeGreaterThan(0);
  expect.soft(missed, `${where}: no Tab comes to`).toEqual([]);
  expect.soft(unseen, `${where}: focus that nobody sees`).toEqual([]);
}

async function expectFine(page: Page, where: string): Promise<void> {
  await expectNoFault(page, where);
  await expectWholeWalk(page, where);
}

async function ringByPractice(page: Page, desk: DeskPage): Promise<void> {
  await page.getByLabel('来电人').selectOption({ label: '房产推销' });
  await page.getByRole('button', { name: '打给我' }).press('Enter');
  await expect(desk.card).toBeVisible();
}

test('the first run, step by step', async ({ start }) => {
  const { main } = await start({ staysAtFirstRun: true });
  for (const heading of ['欢迎使用守线', '先用哪条线路', '试试麦克风']) {
    await expect(main.getByRole('heading', { name: heading })).toBeVisible();
    await expectFine(main, heading);
    const next = main.getByRole('button', { name: '下一步' });
    if (await next.isVisible()) await next.press('Enter');
  }
});

test('a call from the card to the wrap-up', async ({ start }) => {
  test.slow();
  const product = await start();
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready('practice');
  await ringByPractice(main, desk);
  await expectNoFault(product.card, 'the card');
  await desk.answer();
  await desk.openScript();
  await expect(main.getByText('对方的反应')).toBeVisible();
  await expectFine(main, 'a call with the script open');
  await desk.press('k');
  await expectNoFault(main, 'the keypad');
  await desk.press('Escape', '1', 'Shift+F8');
  await desk.press('F9');
  await expect(desk.call.getByText('通话结束')).toBeVisible();
  await expectFine(main, 'the wrap-up');

  await test.step('what the call left behind, on every page', async () => {
    await desk.press('Escape');
    for (const page of pages) {
      await desk.open(page);
      await expectFine(main, page);
    }
  });
});

test('drawers, dialogs and the sections of the settings', async ({ start }) => {
  test.slow();
  const product = await start();
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready('practice');
  await desk.press('p');
  await expect(main.getByRole('dialog', { name: '拨号' })).toBeVisible();
  await expectFine(main, 'the dialler');
  await desk.press('Escape', 'Control+k');
  await expectNoFault(main, 'the palette');
  await desk.press('Escape');
  for (const page of ['名单', '通讯录'] as const) {
    await desk.open(page);
    await main.getByRole('button', { name: '添加' }).first().press('Enter');
    await expectFine(main, `${page}: add`);
    await desk.press('Escape');
  }
  await desk.open('设置');
  const sections = main.getByRole('navigation', { name: '设置分类' }).getByRole('button');
  for (const section of await sections.all()) {
    await section.press('Enter');
    await expect(section).toHaveAttribute('aria-current', 'page');
    await expectFine(main, `设置: ${await section.textContent()}`);
  }
});
