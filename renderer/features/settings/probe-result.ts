/** How the page's own checks answer, and how they wait: no words, and an end as soon as somebody stops the test. */
import type { LineCheck } from '../../../core/contract/admin.ts';

export function probeResult(
  id: LineCheck['id'],
  state: 'passed' | 'failed',
  code: LineCheck['code'],
  detail: string,
  since: number,
): LineCheck {
  return { id, state, code, detail, ms: Math.round(performance.now() - since) };
}

/** Resolves after `ms`, or at once when it is aborted. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}
