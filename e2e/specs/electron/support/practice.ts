/** Practice callers for specs of this host: rung from the page without giving its window the focus. */
import type { Page } from '@playwright/test';
import { expect } from '../../../fixtures/test.ts';

export async function untilReady(main: Page): Promise<void> {
  await expect(main.getByRole('heading', { name: '练习线已就绪，可以试接' })).toBeVisible({ timeout: 20_000 });
}

/** `loan-pitch`, `silent-caller` … of assets/practice/callers.json */
export async function ring(main: Page, caller: string): Promise<void> {
  const callers = main.getByRole('combobox', { name: '来电人' });
  // out of the wrap-up of the call before
  if (!(await callers.isVisible())) await main.keyboard.press('Escape');
  await callers.selectOption(caller);
  await main.getByRole('button', { name: '打给我' }).press('Enter');
}
