/** For tests of signalling: a line on a clock of the test's own, a registered desk and a peer for its media, new for each test. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startPracticeLine, type PracticeCall, type PracticeLine } from '../practice-line.ts';
import type { SipRequest } from '../../sip/message.ts';
import { ManualClock } from './manual-clock.ts';
import { ORIGIN, TestDesk } from './test-desk.ts';
import { TestPeer } from './test-peer.ts';
import { assetsFixture, type AssetsFixture } from './tone.ts';

let assets: AssetsFixture;
export let line: PracticeLine;
export let clock: ManualClock;
export let desk: TestDesk;
export let peer: TestPeer;
export const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

/** Once a test file. */
export function useSignalling(): void {
  beforeAll(async () => {
    assets = await assetsFixture();
  });
  afterAll(() => assets.remove());
  beforeEach(async () => {
    clock = new ManualClock();
    line = await startPracticeLine({ assetsDir: assets.dir, isAllowedOrigin: (o) => o === ORIGIN, log: quiet, clock });
    desk = await TestDesk.registered(line);
    peer = new TestPeer(1000);
  });
  afterEach(async () => {
    const stopped = line.stop();
    clock.advance(1000);
    await stopped;
    await peer.close();
  });
}

export const until = async (ready: () => boolean): Promise<void> => {
  for (let i = 0; !ready(); i++) {
    if (i > 600) throw new Error('it never came');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

export interface Rung {
  readonly call: PracticeCall;
  readonly invite: SipRequest;
}

export async function ring(id = 'long'): Promise<Rung> {
  const call = line.ring(id);
  return { call, invite: await desk.takeRequest('INVITE') };
}

export async function established(): Promise<Rung & { readonly ok: string }> {
  const { call, invite } = await ring();
  desk.reply(invite, 180, 'Ringing');
  const ok = desk.reply(invite, 200, 'OK', await peer.answer(invite.body));
  await desk.takeRequest('ACK');
  await call.answered;
  return { call, invite, ok };
}

/** A request of the desk within the dialog of a call that the line made. */
export function within(
  invite: SipRequest,
  method: string,
  seq: number,
  extra: Parameters<TestDesk['request']>[2] = {},
): void {
  desk.request(method, `sip:14200281101@practice.invalid`, {
    callId: invite.callId,
    seq,
    from: '<sip:desk@practice.invalid>',
    to: `<sip:14200281101@practice.invalid>;tag=${invite.from.params.get('tag') ?? ''}`,
    ...extra,
  });
}

/** The desk from now on: the same account on another socket. */
export function replaceDesk(next: TestDesk): void {
  desk = next;
}
