import { expect, it } from 'vitest';
import { heapCollector, Leisure } from './leisure.ts';

it('collects once, when nothing has been done for a while', () => {
  const waiting: { run: () => void; isOff: boolean }[] = [];
  let collected = 0;
  const leisure = new Leisure({
    schedule: (run) => {
      const timer = { run, isOff: false };
      waiting.push(timer);
      return () => (timer.isOff = true);
    },
    collect: () => (collected += 1),
  });
  for (let n = 0; n < 3; n += 1) leisure.worked();
  expect(waiting.map(({ isOff }) => isOff)).toEqual([true, true, false]);
  waiting[2]?.run();
  expect(collected).toBe(1);
  leisure.worked();
  leisure.stop();
  expect(waiting.map(({ isOff }) => isOff)).toEqual([true, true, true, true]);
});

it('a collection frees what nobody holds', async () => {
  const collect = heapCollector();
  let isFreed = false;
  const registry = new FinalizationRegistry(() => (isFreed = true));
  (() => registry.register({ of: 'nobody' }, null))();
  await expect
    .poll(() => {
      collect();
      return isFreed;
    })
    .toBe(true);
});
