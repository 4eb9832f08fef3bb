/** Sends a re-INVITE (RFC 3261 14.1) and waits glare out; what it is for, the caller knows. */
import { RequestPendingError, Web, type Session } from 'sip.js';
import { pause, within, type Clock } from './clock.ts';

export interface ReInvite {
  /** asked at each attempt: the call may have been held, or taken back, while another re-INVITE was waited for */
  readonly held: () => boolean;
  readonly iceRestart: boolean;
}
export type ReInviteResult =
  { readonly ok: true } | { readonly ok: false; readonly status: number; readonly phrase: string };

const answerLimitMs = 8000;
const attempts = 4;

export async function sendReInvite(session: Session, what: ReInvite, clock: Clock): Promise<ReInviteResult> {
  let result: ReInviteResult = { ok: false, status: 491, phrase: 'Request Pending' };
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      result = await within(clock, answerLimitMs, once(session, what.held(), what.iceRestart));
    } catch (error) {
      if (!(error instanceof RequestPendingError)) return { ok: false, status: 500, phrase: String(error) };
      // one of ours is still under way
      await pause(clock, 300);
      continue;
    }
    // 491: both asked at once. RFC 3261 14.1 gives the owner of the Call-ID 2.1–4 s and the other 0–2 s; we take the shorter.
    if (result.ok || result.status !== 491) return result;
    await pause(clock, 200 + Math.random() * 1800);
  }
  return result;
}

function once(session: Session, held: boolean, iceRestart: boolean): Promise<ReInviteResult> {
  return new Promise((resolve, reject) => {
    // These options also answer later re-INVITEs of the far end: the restart must not stay, the hold must.
    const lasting: Web.SessionDescriptionHandlerOptions = { hold: held };
    const before = session.sessionDescriptionHandlerOptionsReInvite;
    const now: Web.SessionDescriptionHandlerOptions = { ...lasting, offerOptions: { iceRestart } };
    session.sessionDescriptionHandlerOptionsReInvite = now;
    session
      .invite({
        requestDelegate: {
          onAccept: () => {
            session.sessionDescriptionHandlerOptionsReInvite = lasting;
            resolve({ ok: true });
          },
          onReject: ({ message }) => {
            session.sessionDescriptionHandlerOptionsReInvite = before;
            resolve({ ok: false, status: message.statusCode ?? 500, phrase: message.reasonPhrase ?? '' });
          },
        },
      })
      .catch((error: unknown) => {
        session.sessionDescriptionHandlerOptionsReInvite = before;
        reject(error instanceof Error ? error : new Error(String(error)));
      });
  });
}
