/** The web host with its tab in a Chromium that treats hidden pages as it does everywhere else, registered at the lab's line. */
import { lineOf, usedProfile } from '../../../fixtures/faults/line-desk.ts';
import { toneMicrophone, type Line } from '../../../fixtures/line.ts';
import { startWebHost } from '../../../fixtures/start-web.ts';
import type { PbxOptions } from '../../../lab/pbx.ts';
import { waitFor } from '../../../lab/waiting.ts';
import { startRawChromium, type RawChromium, type RawTab } from './raw-chromium.ts';

/** so that a short spec sees several proofs */
export const proveEveryS = 3;
export const proofs = `performance.getEntriesByName('linewarden:proved').length`;

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

export async function registered({ pbx }: Line, timeoutMs = 20_000): Promise<void> {
  await waitFor(async () => ((await pbx.registered()).includes('agent1') ? true : undefined), {
    what: 'the registration',
    timeoutMs,
    everyMs: 50,
  });
}
