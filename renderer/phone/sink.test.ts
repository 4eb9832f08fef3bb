import { expect, it } from 'vitest';
import { Sink } from './sink.ts';

/** An element that refuses so many times. */
function stage(refusals = 0) {
  const calls: string[] = [];
  const due: (() => void)[] = [];
  const problems: string[] = [];
  let isBusy = false;
  const sink = new Sink({
    element: {
      async setSinkId(device) {
        if (isBusy) throw new Error('two at once');
        isBusy = true;
        await Promise.resolve();
        isBusy = false;
        calls.push(device);
        if (refusals-- > 0) throw new DOMException('not there', 'NotFoundError');
      },
    },
    clock: {
      now: () => 0,
      after(_ms, task) {
        due.push(task);
        return () => void due.splice(due.indexOf(task), 1);
      },
      every: () => () => undefined,
    },
    onProblem: (message) => problems.push(message),
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 2));
  return { sink, calls, due, problems, settled };
}

it('changes one after the other, and only to what is wanted last', async () => {
  const { sink, calls, settled } = stage();
  void sink.use('a');
  void sink.use('b');
  void sink.use('c');
  await settled();
  expect(calls).toEqual(['a', 'c']);
});

it('the default is where an element is already', async () => {
  const { sink, calls, settled } = stage();
  void sink.use(null);
  await settled();
  expect(calls).toEqual([]);
});

it('tries again where the device was not ready yet, and not for ever', async () => {
  const { sink, calls, due, problems, settled } = stage(100);
  void sink.use('a');
  await settled();
  for (let n = 0; n < 10; n++) {
    due.shift()?.();
    await settled();
  }
  expect(calls).toHaveLength(6);
  expect(problems).toHaveLength(6);
  void sink.use('b');
  await settled();
  expect(calls.at(-1)).toBe('b');
});

it('another choice ends the tries for the one before', async () => {
  const { sink, calls, due, settled } = stage(1);
  void sink.use('gone');
  await settled();
  void sink.use('here');
  await settled();
  expect(calls).toEqual(['gone', 'here']);
  expect(due).toEqual([]);
});
