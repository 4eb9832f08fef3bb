/** The product as `answering.ts` answers it, under the conditions of the phone bench. */
import type { Pbx } from '../lab/pbx.ts';
import type { Host } from '../fixtures/product.ts';
import { provisionFor } from '../fixtures/profile.ts';
import { startElectron } from '../fixtures/start-electron.ts';
import { startWeb, startWebHost } from '../fixtures/start-web.ts';
import { usedProfile } from '../fixtures/faults/line-desk.ts';
import { toneMicrophone } from '../fixtures/line.ts';
import { startRawChromium } from '../specs/unbreakable/support/raw-chromium.ts';
import type { AnsweringDesk } from './answering.ts';
import { registeredAt } from './bench-desk.ts';
import { startCandidateFilter } from './candidate-filter.ts';
import { marksExpression, momentsOf, type Moments } from './product-marks.ts';
import { waitFor } from '../lab/waiting.ts';
import { startSilentStun } from './silent-stun.ts';

export const conditions = ['plain', 'silent_stun', 'no_candidates', 'hidden'] as const;
export type Condition = (typeof conditions)[number];

interface Evaluates {
  evaluate<T>(expression: string): Promise<T>;
}
interface Pages {
  readonly phone: Evaluates;
  readonly card: Evaluates;
  stop(): Promise<unknown>;
}

export interface ProductDesk extends AnsweringDesk {
  /** by call */
  marks(name: string): Promise<Moments>;
  /** of the line, which are no call's */
  moments(name: string): Promise<number[]>;
  /** Cuts its WebSocket, where that goes through the candidate filter. */
  cutSocket(): void;
  stop(): Promise<void>;
}

const answerButton = `document.querySelector('.lwc-card:not([hidden]) .lwc-actions button')`;

/** Chromium's own idea of hidden, which Playwright's pages never have: the tab is behind another one. */
async function openHiddenTab(provision: object): Promise<Pages> {
  const host = await startWebHost({ profile: usedProfile(), provision });
  const browser = await startRawChromium(toneMicrophone());
  const tab = await browser.open(host.url);
  await tab.until(`document.querySelector('.lw-start')`);
  await tab.evaluate(`document.querySelector('.lw-start').click()`, true);
  const other = await browser.open('data:text/html,<title>something else</title>');
  await other.front();
  await tab.until(`document.visibilityState === 'hidden'`);
  return {
    phone: tab,
    card: tab,
    async stop() {
      await browser.stop();
      await host.stop();
    },
  };
}

async function openPages(host: Host, condition: Condition, provision: object): Promise<Pages> {
  if (host === 'electron') {
    const product = await startElectron({ provision });
    if (condition === 'hidden')
      await product.app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows())
          if (window.webContents.getURL().includes('/index.html')) window.hide();
      });
    return product;
  }
  return condition === 'hidden' ? await openHiddenTab(provision) : await startWeb({ provision });
}

export async function startProductDesk(host: Host, condition: Condition, pbx: Pbx): Promise<ProductDesk> {
  const stun = condition === 'silent_stun' ? await startSilentStun() : null;
  const filter = stun !== null || condition === 'no_candidates' ? await startCandidateFilter(pbx.wsUrl) : null;
  const provision = provisionFor(pbx, 'agent1') as { line: object };
  const line = {
    ...provision.line,
    servers: [filter?.url ?? pbx.wsUrl],
    iceServers: stun === null ? [] : [{ urls: [stun.url] }],
  };
  const pages = await openPages(host, condition, { ...provision, line });
  await registeredAt(pbx);
  const read = async (name: string): Promise<Moments> =>
    momentsOf(await pages.phone.evaluate<[string, number][]>(marksExpression(name)));
  const readAll = async (name: string): Promise<number[]> =>
    (await pages.phone.evaluate<[string, number][]>(marksExpression(name))).map(([, at]) => at);
  let clickedAt = Number.NaN;
  const after = async (name: string): Promise<number | undefined> =>
    [...(await read(name)).values()].filter((at) => at >= clickedAt).toSorted((a, b) => a - b)[0];
  return {
    marks: read,
    cutSocket: () => filter?.drop(),
    moments: readAll,
    isRinging: () => pages.card.evaluate<boolean>(`${answerButton} !== null`),
    async click() {
      // a dispatched click, since nobody can press in a hidden page; its way from there is the product's own
      for (let tries = 0; tries < 5; tries += 1) {
        clickedAt = await pages.card.evaluate<number>(
          `(() => { const at = performance.timeOrigin + performance.now(); ${answerButton}.click(); return at; })()`,
        );
        const isTaken = await waitFor(async () => ((await after('answer-command')) === undefined ? undefined : true), {
          what: 'the command',
          timeoutMs: 1_000,
        }).catch(() => false);
        if (isTaken) return;
        // a card is deaf for a moment after each change of what it shows: a person presses again, too
        console.error(`${host}, ${condition}: the card was deaf`);
      }
      throw new Error('the card does not take the click');
    },
    async times() {
      const ok = await after('ok-sent');
      if (ok === undefined) return undefined;
      return { click: clickedAt, ok, audio: (await after('first-audio')) ?? null };
    },
    async stop() {
      await pages.stop();
      stun?.stop();
      filter?.stop();
      if (stun?.asked() === 0) throw new Error('nobody asked the silent STUN server');
      if (filter?.filtered() === 0) throw new Error('no offer had a candidate to be taken out');
    },
  };
}
