/** The desk's INVITEs that still wait for a response or an ACK, found by what their CANCEL, ACK or repetition carries. */
import type { TimerSet } from '../clock.ts';
import type { Wire } from './client-transactions.ts';
import { InviteServer, type InviteServerHandlers } from './invite-server.ts';
import type { SipRequest } from '../../sip/message.ts';

export class InviteServers {
  readonly #timers: TimerSet;
  readonly #servers = new Set<InviteServer>();

  constructor(timers: TimerSet) {
    this.#timers = timers;
  }

  open(wire: Wire, request: SipRequest, toTag: string, handlers: InviteServerHandlers): InviteServer {
    const server = new InviteServer(wire, request, toTag, this.#timers, handlers, () => this.#servers.delete(server));
    this.#servers.add(server);
    return server;
  }

  /** RFC 3261 17.2.3: a repeated INVITE, and a CANCEL, have the branch of the INVITE that they belong to. */
  byBranch(branch: string): InviteServer | undefined {
    return [...this.#servers].find((s) => s.request.branch === branch);
  }

  /** The ACK of a 2xx has a branch of its own, so an ACK is matched by call and number. */
  byAck(ack: SipRequest): InviteServer | undefined {
    return [...this.#servers].find(
      (s) =>
        s.request.callId === ack.callId &&
        s.request.cseq.seq === ack.cseq.seq &&
        s.request.from.params.get('tag') === ack.from.params.get('tag'),
    );
  }

  pendingOf(callId: string): boolean {
    return [...this.#servers].some((s) => s.request.callId === callId);
  }

  clear(): void {
    for (const server of this.#servers) server.end();
  }
}
