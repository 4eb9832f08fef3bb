/**
 * One call after the other at a desk: rung, answered by a click in its page, heard, hung up by the caller. What is answered,
 * the product or a peer, is given as the few expressions to be evaluated in its page.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../lab/caller.ts';
import type { Pbx } from '../lab/pbx.ts';
import { waitFor } from '../lab/waiting.ts';

export interface Answered {
  readonly clickToOkMs: number;
  /** null where no audio came within the limit */
  readonly clickToAudioMs: number | null;
}

export interface AnsweringDesk {
  /** true once a click would answer */
  isRinging(): Promise<boolean>;
  /** Presses "answer". */
  click(): Promise<void>;
  /** of the call answered last; undefined while its 200 is not sent */
  times(): Promise<{ readonly click: number; readonly ok: number; readonly audio: number | null } | undefined>;
}

/** JsSIP needs 40 s where a STUN server is silent. */
const okLimitMs = 55_000;
const audioLimitMs = 3_000;
/** a card is deaf for its first 300 ms; people are slower still */
const thinkMs = 400;

export async function answerOnce(pbx: Pbx, desk: AnsweringDesk, from: string): Promise<Answered> {
  const caller = await call({ pbx, from, timeoutMs: 90_000 });
  try {
    await waitFor(async () => ((await desk.isRinging()) ? true : undefined), {
      what: 'the ringing',
      timeoutMs: 10_000,
    });
    await sleep(thinkMs);
    await desk.click();
    const answered = await waitFor(() => desk.times(), { what: 'the 200', timeoutMs: okLimitMs });
    const heard = await waitFor(async () => (await desk.times())?.audio ?? undefined, {
      what: 'audio',
      timeoutMs: audioLimitMs,
    }).catch(() => null);
    await caller.answered;
    await caller.hangUp();
    return {
      clickToOkMs: answered.ok - answered.click,
      clickToAudioMs: heard === null ? null : heard - answered.click,
    };
  } finally {
    await caller.stop();
  }
}

/** The first call of a page warms it up and is not counted. */
export async function answerMany(
  pbx: Pbx,
  desk: AnsweringDesk,
  options: { readonly count: number; readonly onCall: (index: number) => void; readonly isWarm?: boolean },
): Promise<Answered[]> {
  const results: Answered[] = [];
  for (let index = options.isWarm === true ? 0 : -1; index < options.count; index += 1) {
    const one = await answerOnce(pbx, desk, `1420001${String(index + 1).padStart(4, '0')}`);
    if (index >= 0) results.push(one);
    options.onCall(index + 1);
  }
  return results;
}
