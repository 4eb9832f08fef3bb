/** What the pages of a desk hold in their heaps after a garbage collection. */
import type { Page } from '@playwright/test';
import type { Product } from '../fixtures/product.ts';

async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  // the second collection takes what the first one's finalizers let go
  for (let n = 0; n < 2; n += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1024 / 1024;
}

export async function heapsMb(desk: Product): Promise<number> {
  let sum = 0;
  for (const page of new Set([desk.main, desk.phone, desk.card])) sum += await heapMb(page);
  return sum;
}
