/** Sends a REFER in a live call and follows what the far end tells of it (RFC 3515, 3420). Knows no calls and ends none. */
import { SessionState, type Session, type URI } from 'sip.js';
import type { Clock } from './clock.ts';

export type ReferResult =
  | { readonly ok: true }
  /** `status` null: the far end told nothing in time, or ended its report without saying how it went */
  | { readonly ok: false; readonly status: number | null };

export interface ReferOptions {
  readonly session: Session;
  /** a session: the far end is to take its place (Replaces, RFC 3891) */
  readonly target: URI | Session;
  readonly clock: Clock;
  readonly onRinging: () => void;
}

/** Somebody is let ring for so long; a far end that tells nothing must not leave the agent waiting for ever. */
const limitMs = 60_000;

/** The status line in a `message/sipfrag` body; null where there is none. */
export function statusInFragment(body: string): number | null {
  const status = Number(/^SIP\/2\.0 (\d{3})(?:[ \r\n]|$)/.exec(body)?.[1]);
  return status >= 100 && status < 700 ? status : null;
}

export function refer({ session, target, clock, onRinging }: ReferOptions): Promise<ReferResult> {
  return new Promise((resolve) => {
    let isAccepted = false;
    const settle = (result: ReferResult): void => {
      cancel();
      session.stateChange.removeListener(follow);
      resolve(result);
    };
    const cancel = clock.after(limitMs, () => settle({ ok: false, status: null }));
    // many PBXs end the call as soon as the transfer succeeded, and their report with it
    const follow = (state: SessionState): void => {
      if (state === SessionState.Terminated) settle(isAccepted ? { ok: true } : { ok: false, status: null });
    };
    session.stateChange.addListener(follow);
    session
      .refer(target, {
        requestDelegate: {
          onAccept: () => {
            isAccepted = true;
          },
          onReject: ({ message }) => settle({ ok: false, status: message.statusCode ?? null }),
        },
        onNotify: (notification) => {
          void notification.accept();
          // RFC 3515 2.4.5: the body is the fragment, the subscription's state stands in the header
          const status = statusInFragment(notification.request.body);
          const isOver = /^\s*terminated/i.test(notification.request.getHeader('Subscription-State') ?? '');
          if (status !== null && status >= 200) settle(status < 300 ? { ok: true } : { ok: false, status });
          else if (isOver) settle({ ok: false, status: null });
          else if (status !== null && status > 100) onRinging();
        },
      })
      .catch(() => settle({ ok: false, status: null }));
  });
}
