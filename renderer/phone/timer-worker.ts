/**
 * Counts time for a page: browsers throttle the timers of hidden pages to one a second, later to one a minute, but not those
 * of a worker. Must do nothing else; `worker-clock.ts` is its other half.
 */
import type { FromTimerWorker, ToTimerWorker } from './worker-clock.ts';

// the page's libraries are typed here, not a worker's: these two are all that is used
const scope = globalThis as unknown as {
  addEventListener(type: 'message', listener: (event: { readonly data: ToTimerWorker }) => void): void;
  postMessage(message: FromTimerWorker): void;
};

const timers = new Map<number, ReturnType<typeof setTimeout>>();

function stop(id: number): void {
  // one list in every browser: a timer of either kind may be cleared by either name (HTML, 8.6)
  clearTimeout(timers.get(id));
  timers.delete(id);
}

scope.addEventListener('message', ({ data }) => {
  switch (data.kind) {
    case 'after':
      timers.set(
        data.id,
        setTimeout(() => {
          timers.delete(data.id);
          scope.postMessage({ kind: 'due', id: data.id });
        }, data.ms),
      );
      return;
    case 'every':
      timers.set(
        data.id,
        setInterval(() => scope.postMessage({ kind: 'due', id: data.id }), data.ms),
      );
      return;
    case 'stop':
      stop(data.id);
      return;
    default:
      data satisfies never;
  }
});
scope.postMessage({ kind: 'ready' });
