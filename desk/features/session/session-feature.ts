/** The session contract: handshake, changes, ownership of the line. */
import { implement } from '@orpc/server';
import { session, type Hello } from '../../../core/contract/session.ts';
import { contractVersion } from '../../../core/contract/version.ts';
import type { ChangeStreams } from './change-streams.ts';
import type { LineHolders } from './line-holders.ts';

export interface SessionDeps {
  readonly hello: () => Omit<Hello, 'contractVersion'>;
  readonly changes: ChangeStreams;
  readonly holders: LineHolders;
  readonly now: () => number;
}

export function createSessionFeature({ hello, changes, holders, now }: SessionDeps) {
  const os = implement(session);
  return os.router({
    hello: os.hello.handler(({ input, errors }) => {
      if (input.contractVersion !== contractVersion) {
        throw errors.CONFLICT({ data: { detail: `this desk speaks contract ${contractVersion}` } });
      }
      return { contractVersion, ...hello() };
    }),
    changes: os.changes.handler(({ signal }) => Promise.resolve(changes.open(signal))),
    holdLine: os.holdLine.handler(async ({ input, errors, signal }) => {
      const claimed = await holders.claim(input).catch((error: unknown) => {
        throw errors.NOT_FOUND({ data: { detail: error instanceof Error ? error.message : String(error) } });
      });
      if (!claimed.ok) throw errors.CONFLICT({ data: { detail: claimed.by } });
      return claimed.read(signal);
    }),
    ping: os.ping.handler(() => ({ at: now() })),
  });
}
