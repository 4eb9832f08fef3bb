/**
 * A practice caller is called by the desk (the UAS side, RFC 3261 13.3): 180 at once, 200 after a human moment, established
 * with the ACK. It must not choose who answers.
 */
import type { LiveCall } from './live-call.ts';
import type { InviteServer } from './sip/invite-server.ts';
import type { Header } from '../sip/message.ts';
import { ALLOW } from './sip/methods.ts';

const ANSWER_AFTER_MS = 1500;

export function answerDesk(call: LiveCall, server: InviteServer): void {
  call.setUpBy((cause) => {
    server.respond(480, 'Temporarily Unavailable');
    call.finish({ by: 'caller', cause });
  });
  server.respond(180, 'Ringing', { headers: [contactOf(call)] });
  accept(call, server).catch((error: unknown) => {
    call.host.log.warn({ call: call.id, error: String(error) }, 'practice answer failed');
    server.respond(500, 'Server Internal Error');
    call.finish({ by: 'line', cause: 'failed', status: 500 });
  });
}

async function accept(call: LiveCall, server: InviteServer): Promise<void> {
  const since = call.host.clock.now();
  const negotiated = await call.audio.answer(server.request.body);
  if (call.over) return;
  if (!negotiated.ok) {
    server.respond(488, 'Not Acceptable Here', {
      headers: [['Warning', `399 practice.invalid "${negotiated.fault}"`]],
    });
    call.finish({ by: 'caller', cause: 'failed', status: 488, reason: negotiated.fault });
    return;
  }
  call.timers.after(Math.max(0, ANSWER_AFTER_MS - (call.host.clock.now() - since)), () => {
    const headers = [contactOf(call), ['Allow', ALLOW] as const, ['Content-Type', 'application/sdp'] as const];
    server.respond(200, 'OK', { headers, body: negotiated.sdp });
  });
}

const contactOf = (call: LiveCall): Header => ['Contact', call.dialog.names.contact];
