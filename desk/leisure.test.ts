import { expect, it } from 'vitest';
import { heapCollector, Leisure } from './leisure.ts';

interface Timer {
  readonly run: () => void;
  isOff: boolean;
}

function leisureWith(isBusy: () => boolean) {
  const waiting: Timer[] = [];
  const collected = { times: 0 };
  const leisure = new Leisure({
    schedule: (run) => {
      const timer = { run, isOff: false };
      waiting.push(timer);
      return () => (timer.isOff = true);
    },
    collect: () => (collected.times += 1),
    isBusy,
  });
  return { leisure, waiting, collected, off: () => waiting.map(({ isOff }) => isOff) };
}

it('collects once, when nothing has been done for a while', () => {
  const { leisure, waiting, collected, off } = leisureWith(() => false);
  for (let n = 0; n < 3; n += 1) leisure.worked();
  expect(off()).toEqual([true, true, false]);
  waiting[2]?.run();
  expect(collected.times).toBe(1);
  expect(waiting).toHaveLength(3);
  leisure.worked();
  leisure.stop();
  expect(off()).toEqual([true, true, true, true]);
  leisure.worked();
  expect(waiting).toHaveLength(4);
});

it('waits for what a pause would harm', () => {
  let isBusy = true;
  const { leisure, waiting, collected } = leisureWith(() => isBusy);
  leisure.worked();
  waiting[0]?.run();
  expect(collected.times).toBe(0);
  isBusy = false;
  waiting[1]?.run();
  expect(collected.times).toBe(1);
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
