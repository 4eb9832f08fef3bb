/** A desk on the hostile server's line, with its peer connections and microphone tracks counted in its page. */
import type { Page } from '@playwright/test';
import { readEvents } from '../../../fixtures/event-log.ts';
import { answer, usedProfile } from '../../../fixtures/faults/line-desk.ts';
import { expect, test as base, toneMicrophone } from '../../../fixtures/line.ts';
import type { Product, StartOptions } from '../../../fixtures/product.ts';
import { startHostileServer, type HostileServer } from '../../../lab/hostile-server.ts';
import { final, invite, newParts, ringing, within } from './honest-call.ts';

export interface HostileDesk {
  readonly server: HostileServer;
  readonly desk: Product;
  /** of the page: how many peer connections are not closed, how many microphone tracks live */
  open(): Promise<{ readonly connections: number; readonly tracks: number }>;
  /** what became of the phone's page, for a failure's words */
  health(): Promise<string>;
  /** Nothing rings, nothing is left open, every call that began has ended, nothing crashed, and the next call is answered. */
  isUnharmed(): Promise<void>;
}

interface CountedWindow extends Window {
  lwOpen?: { connections: RTCPeerConnection[]; tracks: MediaStreamTrack[] };
}

/** Knows nothing of the product: counts what the page makes. */
async function count(page: Page): Promise<void> {
  await page.evaluate(() => {
    const open: NonNullable<CountedWindow['lwOpen']> = { connections: [], tracks: [] };
    (window as CountedWindow).lwOpen = open;
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = new Proxy(Real, {
      construct(target, args: [RTCConfiguration?]) {
        // only what is open counts: holding on to thousands of closed ones would take the browser to its limit of 500
        open.connections = open.connections.filter(({ signalingState }) => signalingState !== 'closed');
        const made = new target(...args);
        open.connections.push(made);
        return made;
      },
    });
    const { clone } = MediaStreamTrack.prototype;
    MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
      const made = clone.call(this);
      open.tracks = open.tracks.filter(({ readyState }) => readyState === 'live');
      open.tracks.push(made);
      return made;
    };
  });
}

export async function startHostileDesk(
  start: (options?: StartOptions) => Promise<Product>,
  server: HostileServer,
  policy: object = {},
): Promise<HostileDesk> {
  const desk = await start({
    profile: usedProfile(),
    microphone: toneMicrophone(),
    provision: {
      line: {
        servers: [server.url],
        domain: 'example.com',
        user: 'user',
        password: 'any',
        displayName: 'Desk',
        hotline: '4008001234',
        iceServers: [],
      },
      policy: { wrapUpSeconds: 0, missedInARow: 0, proveLineEverySeconds: 0, ...policy },
      person: { name: '林晓雯', extension: '1023', role: 'both' },
      locale: 'zh-CN',
    },
  });
  await expect.poll(server.contact, { timeout: 20_000 }).not.toBe('');
  const crashes: string[] = [];
  for (const page of [desk.phone, desk.main]) {
    page.on('crash', () => crashes.push('a page crashed'));
    page.on('pageerror', (error) => crashes.push(String(error)));
  }
  await count(desk.phone);
  const open = (): ReturnType<HostileDesk['open']> =>
    desk.phone.evaluate(() => {
      const { connections = [], tracks = [] } = (window as CountedWindow).lwOpen ?? {};
      return {
        connections: connections.filter(({ signalingState }) => signalingState !== 'closed').length,
        tracks: tracks.filter(({ readyState }) => readyState === 'live').length,
      };
    });
  return {
    server,
    desk,
    open,
    async health() {
      const answer = desk.phone.evaluate(() => 'its page answers');
      const limit = new Promise<string>((resolve) => setTimeout(() => resolve('its page hangs'), 3_000));
      const alive = await Promise.race([answer, limit]).catch((error: unknown) => String(error));
      return `${alive}; ${server.registers()} REGISTERs; ${crashes.join(', ') || 'no crash'}`;
    },
    async isUnharmed() {
      await expect(desk.card.getByRole('alertdialog')).toBeHidden();
      await expect.poll(open).toEqual({ connections: 0, tracks: 0 });
      // of one reading: a call may begin and end between two
      const unequal = (): string[] => {
        const events = readEvents(desk.profile);
        const calls = (type: 'call.started' | 'call.ended'): string[] =>
          events.flatMap((event) => (event.type === type ? [event.call] : []));
        const [begun, over] = [calls('call.started'), calls('call.ended')];
        return [...new Set([...begun, ...over])].filter(
          (id) => begun.filter((each) => each === id).length !== over.filter((each) => each === id).length,
        );
      };
      await expect.poll(unequal, { timeout: 20_000 }).toEqual([]);
      expect(crashes).toEqual([]);
      const parts = newParts();
      server.send(invite(server.contact(), parts));
      await ringing(server, parts);
      await expect(desk.card.getByRole('alertdialog')).toBeVisible();
      await answer(desk);
      const ok = await final(server, parts, 200);
      server.send(within('ACK', ok, 1));
      server.send(within('BYE', ok, 2));
      await expect.poll(() => server.answersTo(parts.callId).some((text) => /CSeq: 2 BYE/.test(text))).toBe(true);
      await expect.poll(open).toEqual({ connections: 0, tracks: 0 });
    },
  };
}

/** `hostile()` starts server and desk; both are ended with the test. */
export const test = base.extend<{ hostile: (policy?: object) => Promise<HostileDesk> }>({
  hostile: async ({ start }, use) => {
    const servers: HostileServer[] = [];
    await use(async (policy = {}) => {
      const server = await startHostileServer();
      servers.push(server);
      return await startHostileDesk(start, server, policy);
    });
    for (const server of servers) await server.stop();
  },
});

export { expect } from '../../../fixtures/line.ts';
