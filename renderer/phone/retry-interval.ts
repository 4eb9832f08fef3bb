/**
 * Sends an INVITE once more that was refused for its session interval (422, RFC 4028 7.4), as SIP.js does by itself for a
 * password: same call, next CSeq. The longer interval is put in by `session-intervals.ts`.
 */
import type { Core } from 'sip.js';

/** SIP.js keeps these to itself: without them a 422 would end the call that it only asks to be made again. */
interface InviteClient {
  readonly message: Core.OutgoingRequestMessage;
  authenticationGuard(message: Core.IncomingResponseMessage, dialog?: unknown): boolean;
  init(): void;
}

function isInviteClient(client: object): client is InviteClient {
  return 'authenticationGuard' in client && 'init' in client && 'message' in client;
}

/** Once a call; answers whether this INVITE can be retried at all. */
export function retryTooBrief(invite: Core.OutgoingInviteRequest): boolean {
  const client: object = invite;
  if (!isInviteClient(client)) return false;
  const guard = client.authenticationGuard.bind(client);
  let isRetried = false;
  client.authenticationGuard = (message, dialog) => {
    if (message.statusCode !== 422 || isRetried || message.getHeader('Min-SE') === undefined)
      return guard(message, dialog);
    isRetried = true;
    client.message.cseq += 1;
    client.message.setHeader('cseq', `${client.message.cseq} INVITE`);
    client.init();
    return false;
  };
  return true;
}
