/** Practice callers for specs of this host: rung from the page without giving its window the focus. */
import type { Page } from '@playwright/test';
import type { EventOf, EventType } from '../../../../core/event/event.ts';
import { eventsOf } from '../../../fixtures/event-log.ts';
import { expect } from '../../../fixtures/test.ts';

export async function untilReady(main: Page): Promise<void> {
  await expect(main.getByRole('heading', { name: '练习线已就绪，可以试接' })).toBeVisible({ timeout: 20_000 });
}

/** `loan-pitch`, `silent-caller` … of assets/practice/callers.json */
export async function ring(main: Page, caller: string): Promise<void> {
  const callers = main.getByRole('combobox', { name: '来电人' });
  // out of the wrap-up of the call before, which may still be on its way to the screen
  const leave = main.getByRole('button', { name: /^整理完毕/ });
  await expect(callers.or(leave)).toBeVisible();
  if (await leave.isVisible()) await leave.press('Enter');
  await callers.selectOption(caller);
  await main.getByRole('button', { name: '打给我' }).press('Enter');
}

/** Events of this run's own calls: the practice callers bring a past with them, which nobody at the desk made. */
export function ownEvents<T extends EventType>(profile: string, type: T): EventOf<T>[] {
  return eventsOf(profile, type).filter(({ author }) => author !== 'system');
}
