/** The web host with its tab in a Chromium that treats hidden pages as it does everywhere else, registered at the lab's line. */
import { lineOf, usedProfile } from '../../../fixtures/faults/line-desk.ts';
import { expect, toneMicrophone, type Line } from '../../../fixtures/line.ts';
import { startWebHost } from '../../../fixtures/start-web.ts';
import type { PbxOptions } from '../../../lab/pbx.ts';
import { waitFor } from '../../../lab/waiting.ts';
import { startRawChromium, type RawChromium, type RawTab } from './raw-chromium.ts';

/** so that a short spec sees several proofs */
export const proveEveryS = 3;
export const proofs = `performance.getEntriesByName('linewarden:proved').length`;

/** The card is in the page from the start, hidden: only one that is seen rings. */
const rings = `[...document.querySelectorAll('[role=alertdialog]')].some((each) => each.checkVisibility())`;
/** only a call that lives has them */
const controls = `document.querySelector('.lw-controls')`;

export const untilRinging = (tab: RawTab): Promise<void> => tab.until(rings);

/** F8 until it is answered: a card is deaf for its first 300 ms. */
export async function answerIn(tab: RawTab): Promise<void> {
  await untilRinging(tab);
  await expect(async () => {
    await tab.press('F8');
    await tab.until(controls, 500);
  }).toPass({ timeout: 15_000 });
}

export interface RawDesk {
  readonly line: Line;
  readonly profile: string;
  readonly deskPid: number;
  readonly browser: RawChromium;
  readonly tab: RawTab;
}

/** Whatever was started is put into `ended`, for the spec to stop. */
export async function startRawDesk(
  startLine: (options?: PbxOptions) => Promise<Line>,
  ended: { stop(): Promise<unknown> }[],
): Promise<RawDesk> {
  const line = await startLine({ huntMembers: ['agent1'] });
  const provision = lineOf(line.pbx) as { policy: object };
  const policy = { ...provision.policy, proveLineEverySeconds: proveEveryS };
  const host = await startWebHost({ profile: usedProfile(), provision: { ...provision, policy } });
  ended.push(host);
  const browser = await startRawChromium(toneMicrophone());
  ended.push(browser);
  const tab = await browser.open(host.url);
  await tab.until(`document.querySelector('.lw-start')`);
  await tab.evaluate(`document.querySelector('.lw-start').click()`, true);
  await registered(line);
  await tab.until(proofs);
  return { line, profile: host.profile, deskPid: host.pid, browser, tab };
}

/** From the INVITE that left the caller to the 180 that reached it, by the caller's own clock, in ms; hung up again. */
export async function ringMs(line: Line): Promise<number> {
  const caller = await line.call({ from: '13800138000' });
  const ringing = await caller.ringing;
  const invite = caller.messages().find(({ method, direction }) => method === 'INVITE' && direction === 'sent');
  await caller.hangUp();
  await caller.done;
  return ringing.at - (invite?.at ?? Number.NaN);
}

export async function registered({ pbx }: Line, timeoutMs = 40_000): Promise<void> {
  await waitFor(async () => ((await pbx.registered()).includes('agent1') ? true : undefined), {
    what: 'the registration',
    timeoutMs,
    everyMs: 50,
  });
}
