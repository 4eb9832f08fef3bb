/**
 * What the desk may ask within a call: BYE, re-INVITE (hold, resume, ICE restart), INFO, NOTIFY, REFER, OPTIONS; each is
 * answered as its RFC says. It must not touch another call except through `TransferDesk`.
 */
import type { LiveCall } from './live-call.ts';
import type { InviteServer } from './sip/invite-server.ts';
import type { Reply, SipRequest } from '../sip/message.ts';
import { ALLOW } from './sip/methods.ts';
import { transfer, type TransferDesk } from './transfer.ts';

export function answerInDialog(call: LiveCall, request: SipRequest, reply: Reply, desk: TransferDesk): void {
  if (request.method === 'BYE') {
    reply(200, 'OK');
    call.finish({ by: 'desk', cause: 'hung-up' });
    return;
  }
  if (call.state.phase !== 'established') {
    reply(481, 'Call/Transaction Does Not Exist');
    return;
  }
  switch (request.method) {
    case 'OPTIONS':
      reply(200, 'OK', [['Allow', ALLOW]]);
      return;
    case 'INFO':
      answerInfo(call, request, reply);
      return;
    case 'REFER':
      transfer(call, request, reply, desk);
      return;
    case 'NOTIFY':
      // RFC 6665 4.1.3: the line never subscribes to anything.
      reply(481, 'Subscription Does Not Exist');
      return;
    default:
      reply(405, 'Method Not Allowed', [['Allow', ALLOW]]);
  }
}

/** RFC 6086: without a package it is the old use of INFO; of that only keys mean something here. */
function answerInfo(call: LiveCall, request: SipRequest, reply: Reply): void {
  const type = (request.headers.first('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === '' && request.body === '') {
    reply(200, 'OK');
    return;
  }
  if (type !== 'application/dtmf-relay' && type !== 'application/dtmf') {
    reply(415, 'Unsupported Media Type', [['Accept', 'application/dtmf-relay, application/dtmf']]);
    return;
  }
  const match =
    type === 'application/dtmf'
      ? /^\s*([0-9*#A-D])\s*$/i.exec(request.body)
      : /^\s*Signal\s*=\s*([0-9*#A-D])\s*$/im.exec(request.body);
  if (match === null) {
    reply(400, 'Bad Request');
    return;
  }
  reply(200, 'OK');
  call.received({ key: (match[1] ?? '').toUpperCase(), by: 'info' });
}

/** RFC 3261 14.2: an unusable offer is answered 488 and the session stays as it was. */
export function answerReInvite(call: LiveCall, server: InviteServer): void {
  if (server.request.body === '') {
    // An INVITE without an offer would want ours in the 200; no desk of ours sends one.
    server.respond(488, 'Not Acceptable Here', { headers: [['Warning', '399 practice.invalid "an offer is needed"']] });
    return;
  }
  renegotiate(call, server).catch((error: unknown) => {
    call.host.log.warn({ call: call.id, error: String(error) }, 'practice re-INVITE failed');
    server.respond(500, 'Server Internal Error');
  });
}

async function renegotiate(call: LiveCall, server: InviteServer): Promise<void> {
  const negotiated = await call.audio.answer(server.request.body);
  if (call.over) {
    server.respond(481, 'Call/Transaction Does Not Exist');
    return;
  }
  if (!negotiated.ok) {
    server.respond(488, 'Not Acceptable Here', {
      headers: [['Warning', `399 practice.invalid "${negotiated.fault}"`]],
    });
    return;
  }
  call.dialog.refreshTarget(server.request.headers.first('contact'));
  server.respond(200, 'OK', {
    headers: [
      ['Contact', call.dialog.names.contact],
      ['Allow', ALLOW],
      ['Content-Type', 'application/sdp'],
    ],
    body: negotiated.sdp,
  });
  call.renegotiated();
}
