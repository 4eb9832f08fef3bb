import { expect, it } from 'vitest';
import { watchMedia, type MediaTrouble } from './media-watch.ts';

/** A connection without any packet, on a clock of the test's own. */
function stage() {
  let now = 0;
  let look = (): void => undefined;
  let answer = (): void => undefined;
  const told: MediaTrouble[] = [];
  const connection = {
    getStats: () => new Promise((resolve) => (answer = () => resolve(new Map()))),
  } as unknown as RTCPeerConnection;
  const watch = watchMedia({
    connection,
    clock: {
      now: () => now,
      after: () => () => undefined,
      every: (_ms, task) => {
        look = task;
        return () => (look = () => undefined);
      },
    },
    isSilenceExpected: () => false,
    arePausesAgreed: () => false,
    onTrouble: (trouble) => told.push(trouble),
    onSuspicion: () => undefined,
    onHearing: () => undefined,
    onQuality: () => undefined,
  });
  return {
    watch,
    told,
    /** asks now; the answer comes when it is called */
    ask: (at: number): (() => Promise<void>) => {
      now = at;
      look();
      return async () => {
        answer();
        await new Promise((resolve) => setImmediate(resolve));
      };
    },
  };
}

it('says that nothing flows', async () => {
  const { told, ask } = stage();
  await ask(3_000)();
  expect(told).toEqual([]);
  await ask(5_000)();
  expect(told).toEqual(['no-media']);
});

it('says nothing of a call that ended while it looked', async () => {
  const { watch, told, ask } = stage();
  const answer = ask(5_000);
  watch.stop();
  await answer();
  expect(told).toEqual([]);
});
