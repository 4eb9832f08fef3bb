/** Alice's line as specs start it; what a spec does not name does nothing. For unit tests only. */
import type { Registration as Account } from '../../../core/contract/session.ts';
import { systemClock } from '../clock.ts';
import type { LineOptions } from '../line.ts';

export const aliceAccount: Account = {
  line: 'main',
  servers: ['wss://one.example', 'wss://two.example'],
  domain: 'company.example',
  user: 'alice',
  authUser: 'alice',
  password: 'secret',
  displayName: 'Alice',
  hotline: '4008001234',
  iceServers: [],
  trustAssertedIdentity: true,
  sipTrace: false,
};

const nothing = (): void => undefined;

export function lineOptions(part: Partial<LineOptions> & Pick<LineOptions, 'createSocket'>): LineOptions {
  return {
    account: aliceAccount,
    instance: '0b1f8a5e-0000-4000-8000-000000000001',
    clock: systemClock,
    random: () => 0.5,
    isOnline: () => true,
    proofs: { everyMs: () => 15_000, byCallEveryMs: () => 3_600_000 },
    sessionSeconds: () => 1800,
    onAgreed: nothing,
    isIdle: () => true,
    mediaFactory: () => {
      throw new Error('no media in this spec');
    },
    onState: nothing,
    onRestored: nothing,
    onInvite: nothing,
    onNotify: nothing,
    onSipIn: nothing,
    onSipOut: nothing,
    log: nothing,
    ...part,
  };
}
