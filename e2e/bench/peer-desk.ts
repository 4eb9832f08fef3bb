/** A peer's page (`peers/`) in Debian's chromium, as `answering.ts` answers it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { openBrowser } from '../fixtures/start-web.ts';
import type { Pbx } from '../lab/pbx.ts';
import type { AnsweringDesk } from './answering.ts';
import { registeredAt } from './bench-desk.ts';
import { startCandidateFilter } from './candidate-filter.ts';
import type { PeerAccount } from './peers/peer.ts';
import type { Condition } from './product-desk.ts';
import { startSilentStun } from './silent-stun.ts';

export const peers = { 'SIP.js': 'plain-sip-js.ts', JsSIP: 'plain-jssip.ts' } as const;
export type PeerName = keyof typeof peers;

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, 'peers', file)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome119',
    define: { global: 'globalThis' },
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

export interface PeerDesk extends AnsweringDesk {
  stop(): Promise<void>;
}

export async function startPeerDesk(name: PeerName, condition: Condition, pbx: Pbx): Promise<PeerDesk> {
  const script = await bundle(peers[name]);
  const server = createServer((request, response) => {
    const isScript = request.url === '/peer.js';
    response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    response.end(isScript ? script : `<!doctype html><title>${name}</title><body><script src="/peer.js"></script>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stun = condition === 'silent_stun' ? await startSilentStun() : null;
  const filter = stun !== null || condition === 'no_candidates' ? await startCandidateFilter(pbx.wsUrl) : null;
  const browser = await openBrowser();
  const page = await browser.context.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const account: PeerAccount = {
    server: filter?.url ?? pbx.wsUrl,
    domain: pbx.domain,
    user: 'agent1',
    password: pbx.users.agent1,
    stun: stun?.url ?? null,
  };
  await page.evaluate((given) => window.peer.start(given), account);
  await registeredAt(pbx);
  let invites = 0;
  let seen = 0;
  return {
    async isRinging() {
      invites = await page.evaluate(() => window.peer.invites());
      return invites > seen;
    },
    async click() {
      seen = invites;
      await page.evaluate(() => document.querySelector('button')?.click());
    },
    async times() {
      const last = await page.evaluate(() => window.peer.times.at(-1));
      return last === undefined || last.ok === null ? undefined : { click: last.click, ok: last.ok, audio: last.audio };
    },
    async stop() {
      await browser.close();
      server.close();
      stun?.stop();
      filter?.stop();
      if (stun?.asked() === 0) throw new Error('nobody asked the silent STUN server');
    },
  };
}
