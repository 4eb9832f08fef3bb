/**
 * A practice caller is called by the desk (the UAS side, RFC 3261 13.3): 180 at once, 200 after a human moment, established
 * with the ACK. It must not choose who answers.
 */
import type { LiveCall } from './live-call.ts';
import type { InviteServer } from './sip/invite-server.ts';
import { ALLOW } from './sip/methods.ts';

const ANSWER_AFTER_MS = 1500;

export function answerDesk(call: LiveCall, server: InviteServer): void {
  const contact = ['Contact', call.dialog.names.contact] as const;
  call.setUpBy((cause) => {
    server.respond(480, 'Temporarily Unavailable');
    call.finish({ by: 'caller', cause });
  });
  server.respond(180, 'Ringing', { headers: [contact] });
  const since = call.host.clock.now();
  call.audio
    .answer(server.request.body)
    .then((negotiated) => {
      if (call.over) return;
      if (!negotiated.ok) {
        server.respond(488, 'Not Acceptable Here', {
          headers: [['Warning', `399 practice.invalid "${negotiated.fault}"`]],
        });
        call.finish({ by: 'caller', cause: 'failed', status: 488, reason: negotiated.fault });
        return;
      }
      call.timers.after(Math.max(0, ANSWER_AFTER_MS - (call.host.clock.now() - since)), () => {
        const headers = [contact, ['Allow', ALLOW] as const, ['Content-Type', 'application/sdp'] as const];
        server.respond(200, 'OK', { headers, body: negotiated.sdp });
      });
    })
    .catch((error: unknown) => {
      call.host.log.warn({ call: call.id, error: String(error) }, 'practice answer failed');
      server.respond(500, 'Server Internal Error');
      call.finish({ by: 'line', cause: 'failed', status: 500 });
    });
}
