/**
 * A network where only a relay may carry sound (TURN, RFC 8656): a call in and a call out have voices both ways through it, and the
 * preflight test says whether the relay works, and whether its password does. The page is held to relays by the spec, as a
 * firewall would.
 */
import type { Page } from '@playwright/test';
import { deskPage } from '../../fixtures/desk-page.ts';
import { openEar } from '../../fixtures/ear.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';
import { startCallee } from '../../lab/callee.ts';
import { startTurn } from '../../lab/turn.ts';

interface RelayWindow extends Window {
  lwPeers?: RTCPeerConnection[];
}

/** All peer connections from now on may use relays only. */
async function onlyRelays(page: Page): Promise<void> {
  await page.evaluate(() => {
    const view = window as RelayWindow & { RTCPeerConnection: typeof RTCPeerConnection };
    const peers: RTCPeerConnection[] = [];
    view.lwPeers = peers;
    view.RTCPeerConnection = class extends view.RTCPeerConnection {
      constructor(configuration: RTCConfiguration = {}) {
        super({ ...configuration, iceTransportPolicy: 'relay' });
        peers.push(this);
      }
    };
  });
}

/** How the call's packets leave this machine: the type of the local candidate in use, of each connection that is up. */
const waysOut = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const ways: string[] = [];
    for (const peer of (window as RelayWindow).lwPeers ?? []) {
      if (peer.connectionState !== 'connected') continue;
      const entries = new Map<string, RTCStats & Record<string, unknown>>();
      (await peer.getStats()).forEach((entry: RTCStats & Record<string, unknown>) => entries.set(entry.id, entry));
      const transport = [...entries.values()].find(({ type }) => type === 'transport');
      const pair = entries.get(String(transport?.['selectedCandidatePairId']));
      ways.push(String(entries.get(String(pair?.['localCandidateId']))?.['candidateType']));
    }
    return ways;
  });

test('calls go through a relay where nothing else may, and the preflight test knows the relay and its password', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const turn = await startTurn(line.pbx);
  try {
    const provision = provisionFor(line.pbx, 'agent1') as { line: object };
    const { url, username, credential } = turn;
    const iceServers = [
      { urls: [url], username, credential },
      { urls: [url.replace('127.0.0.1', 'localhost')], username, credential: 'wrong' },
    ];
    const product = await start({
      provision: { ...provision, line: { ...provision.line, iceServers } },
      microphone: toneMicrophone(),
      env: { NODE_EXTRA_CA_CERTS: line.pbx.caFile },
    });
    const { main } = product;
    const desk = deskPage(product);
    await desk.ready();

    await test.step('the relay with its password passes, with a wrong one it is told as such', async () => {
      await desk.open('设置');
      const panel = main.getByRole('region', { name: '线路测试' });
      await panel.getByRole('button', { name: '全部测试' }).press('Enter');
      const row = (text: string) => panel.getByRole('listitem').filter({ hasText: text }).first();
      await expect(row(url)).toContainText('可以中转', { timeout: 40_000 });
      await expect(row('localhost')).toContainText('中转服务器不认它的用户名或密码', { timeout: 40_000 });
      // or over by itself meanwhile
      const stop = panel.getByRole('button', { name: '停止测试' });
      await stop.press('Enter', { timeout: 1_000 }).catch(() => undefined);
      await expect(panel.getByRole('button', { name: '全部重测' })).toBeEnabled({ timeout: 40_000 });
      await desk.open('工作台');
    });

    await onlyRelays(product.phone);
    const ear = await openEar(product.phone);
    await test.step('a call that comes in', async () => {
      const caller = await line.call({ from: '13800138000' });
      await caller.ringing;
      await desk.answer();
      await ear.waitForTone(callerHz);
      await caller.rtp.waitForTone(deskHz);
      expect(await waysOut(product.phone)).toEqual(['relay']);
      await desk.press('F9');
      expect((await caller.done).endedBy).toBe('desk');
      await expect(desk.call.getByText('通话结束')).toBeVisible();
      await desk.press('Escape');
    });

    await test.step('a call that goes out', async () => {
      const callee = await startCallee({ pbx: line.pbx, rings: 'silent', ringMs: 500, tone: 620 });
      await desk.press('p');
      await expect(main.getByRole('textbox', { name: '号码' })).toBeFocused();
      await main.keyboard.insertText(callee.address);
      await desk.press('Enter');
      await ear.waitForTone(620);
      await callee.rtp.waitForTone(deskHz);
      expect(await waysOut(product.phone)).toEqual(['relay']);
      await desk.press('F9');
      expect(await callee.done).toBe(0);
    });
  } finally {
    await turn.stop();
  }
});
