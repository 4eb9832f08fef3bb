/**
 * REFER from the desk (RFC 3515, 5589), simulated: the caller says whether the target exists (202, then NOTIFY with the
 * sipfrag 100 and 200 or 404) and then politely leaves; nobody is really connected to the target.
 */
import type { LiveCall } from './live-call.ts';
import { parseNameAddr, parseUri, percentDecode } from '../sip/name-addr.ts';
import type { Reply, SipRequest } from '../sip/message.ts';

export interface TransferDesk {
  /** Whether the line would connect a call to this number. */
  reaches(number: string): boolean;
  /** The established call with this Call-ID: the consultation of an attended transfer. */
  consultation(callId: string): LiveCall | undefined;
}

const TARGET_ANSWERS_MS = 300;
/** The desk usually sends BYE itself once it is told 200; otherwise the caller leaves. */
const LEAVE_AFTER_MS = 2000;

export function transfer(call: LiveCall, request: SipRequest, reply: Reply, desk: TransferDesk): void {
  const targets = request.headers.all('refer-to');
  const address = targets.length === 1 ? parseNameAddr(targets[0] ?? '') : null;
  const uri = address === null ? null : parseUri(address.uri);
  if (uri === null) {
    reply(400, 'Bad Refer-To');
    return;
  }
  const replaces = /(?:^|&)replaces=([^&]*)/i.exec(uri.headers)?.[1];
  const callId = replaces === undefined ? undefined : percentDecode(replaces)?.split(';', 1)[0];
  const consultation = callId === undefined ? undefined : desk.consultation(callId);
  const found = replaces === undefined ? desk.reaches(uri.user) : consultation !== undefined && consultation !== call;
  reply(202, 'Accepted', [['Contact', call.dialog.names.contact]]);
  // RFC 3515 2.4.6: the id is the REFER's number, so that several transfers can be told apart.
  const event = `refer;id=${request.cseq.seq}`;
  notify(call, event, 'active;expires=60', 'SIP/2.0 100 Trying');
  call.timers.after(TARGET_ANSWERS_MS, () => {
    notify(call, event, 'terminated;reason=noresource', found ? 'SIP/2.0 200 OK' : 'SIP/2.0 404 Not Found');
    if (!found) return;
    for (const leaving of consultation === undefined ? [call] : [call, consultation]) {
      leaving.timers.after(LEAVE_AFTER_MS, () => leaving.hangUp({ by: 'caller', cause: 'transferred' }));
    }
  });
}

function notify(call: LiveCall, event: string, state: string, fragment: string): void {
  call.request(
    'NOTIFY',
    [
      ['Contact', call.dialog.names.contact],
      ['Event', event],
      ['Subscription-State', state],
      ['Content-Type', 'message/sipfrag;version=2.0'],
    ],
    `${fragment}\r\n`,
  );
}
