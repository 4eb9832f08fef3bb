/**
 * The product's time marks (renderer/phone/README.md), read out of its pages: call id → wall clock ms. Pages of one machine
 * share the wall clock through `performance.timeOrigin`.
 */
import type { Page } from '@playwright/test';

export type Moments = ReadonlyMap<string, number>;

/** In the page; also for pages that are spoken to by bare CDP. */
export const marksExpression = (name: string): string =>
  `performance.getEntriesByName('linewarden:${name}').map((entry) => [entry.detail.call, performance.timeOrigin + entry.startTime])`;

/** The first mark of each call counts. */
export function momentsOf(entries: readonly (readonly [string, number])[]): Moments {
  return new Map(entries.toReversed());
}

export async function marks(page: Pick<Page, 'evaluate'>, name: string): Promise<Moments> {
  return momentsOf(await page.evaluate<[string, number][]>(marksExpression(name)));
}

/** ms from one mark to the other, of every call that has both, in the order of the second. */
export function between(from: Moments, to: Moments): number[] {
  return [...to].flatMap(([call, at]) => {
    const began = from.get(call);
    return began === undefined ? [] : [at - began];
  });
}
