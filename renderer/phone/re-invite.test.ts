import { RequestPendingError, type Session } from 'sip.js';
import { expect, it } from 'vitest';
import { sendReInvite } from './re-invite.ts';

it('says what is so when it is sent, not what was so before another re-INVITE was waited for', async () => {
  let isHeld = false;
  let isPending = true;
  const sent: unknown[] = [];
  const session: Pick<Session, 'invite' | 'sessionDescriptionHandlerOptionsReInvite'> = {
    sessionDescriptionHandlerOptionsReInvite: {},
    invite: (options) => {
      if (isPending) return Promise.reject(new RequestPendingError());
      sent.push(session.sessionDescriptionHandlerOptionsReInvite);
      options?.requestDelegate?.onAccept?.({} as never);
      return Promise.resolve({} as never);
    },
  };
  const clock = {
    now: () => 0,
    after(ms: number, task: () => void) {
      // the hold that was under way is accepted meanwhile; limits are not reached
      if (ms > 300) return () => undefined;
      isHeld = true;
      isPending = false;
      task();
      return () => undefined;
    },
    every: () => () => undefined,
  };
  const result = await sendReInvite(session as Session, { held: () => isHeld, iceRestart: true }, clock);
  expect(result).toEqual({ ok: true });
  expect(sent).toEqual([{ hold: true, offerOptions: { iceRestart: true } }]);
  expect(session.sessionDescriptionHandlerOptionsReInvite).toEqual({ hold: true });
});
