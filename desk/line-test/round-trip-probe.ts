/** How long the PBX takes to answer, over the open WebSocket: OPTIONS (RFC 3261 11), which leaves nothing behind. */
import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { LineAccount } from '../../core/settings/settings.ts';
import { writeMessage } from '../sip/message.ts';
import { ask } from './ask.ts';

const times = 5;

/** The median of some, in ms. Whatever the PBX answers (200, 401, 405 …) is an answer. Throws `StepError`. */
export async function roundTrip(socket: WebSocket, account: LineAccount, signal: AbortSignal): Promise<number> {
  const host = `${randomBytes(6).toString('hex')}.invalid`;
  const callId = `${randomBytes(12).toString('hex')}@linewarden.invalid`;
  const tag = randomBytes(6).toString('hex');
  const { user, domain } = account;
  const found: number[] = [];
  for (let cseq = 1; cseq <= times; cseq += 1) {
    const text = writeMessage(`OPTIONS sip:${domain} SIP/2.0`, [
      ['Via', `SIP/2.0/WS ${host};branch=z9hG4bK${randomBytes(8).toString('hex')}`],
      ['Max-Forwards', '70'],
      ['From', `<sip:${user}@${domain}>;tag=${tag}`],
      ['To', `<sip:${domain}>`],
      ['Call-ID', callId],
      ['CSeq', `${cseq} OPTIONS`],
      ['Accept', 'application/sdp'],
    ]);
    const askedAt = performance.now();
    await ask(socket, { text, callId, cseq, whom: domain }, signal);
    found.push(performance.now() - askedAt);
  }
  return found.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}
