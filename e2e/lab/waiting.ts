// Waiting for something that nobody announces: polls with an upper bound and says what it was waiting for when it gives up.
import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs?: number;
  /** More to say in the error, asked for only then. */
  readonly detail?: () => string;
}

export async function waitFor<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  options: WaitOptions,
): Promise<T> {
  const { what, timeoutMs, everyMs = 25, detail } = options;
  const end = performance.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (performance.now() > end) {
      throw new Error(`Waited ${timeoutMs} ms for ${what}${detail === undefined ? '' : `\n${detail()}`}`);
    }
    await sleep(everyMs);
  }
}
