/**
 * Where frames from the desks' sockets become SIP: parses each, finds the transaction, dialog or method that it belongs to,
 * and answers the rest as RFC 3261 8.2 says. Whatever comes in, it must neither throw nor leave a request unanswered.
 */
import type { TimerSet } from './clock.ts';
import { answerInDialog, answerReInvite } from './in-dialog.ts';
import type { LiveCall } from './live-call.ts';
import { answerDesk } from './answer-desk.ts';
import type { PracticeLog } from './practice-log.ts';
import { registerDesk } from './register-desk.ts';
import { Registrar } from './registrar.ts';
import { ClientTransactions } from './sip/client-transactions.ts';
import { DigestGate } from './sip/digest-gate.ts';
import { newTag } from './sip/dialog.ts';
import { InviteServers } from './sip/invite-servers.ts';
import type { InviteServer } from './sip/invite-server.ts';
import { ALLOW } from './sip/methods.ts';
import { writeReply, type Header, type Reply, type SipRequest, type SipResponse } from '../sip/message.ts';
import { parseUri } from '../sip/name-addr.ts';
import { parseSipMessage } from '../sip/parse.ts';
import type { DeskSocket, SocketHandlers } from './socket-server.ts';
import type { TransferDesk } from './transfer.ts';

export interface SwitchboardOptions {
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  readonly now: () => number;
  readonly timers: TimerSet;
  readonly log: PracticeLog;
  readonly calls: CallBook;
  registrationChanged(): void;
}

/** The calls, as far as the switchboard needs them. */
export interface CallBook extends TransferDesk {
  /** The call of an in-dialog request, ended ones included for as long as stragglers may come. */
  ofRequest(request: SipRequest): LiveCall | undefined;
  ofResponse(response: SipResponse): LiveCall | undefined;
  /** A new call from the desk, or why there is none. */
  open(invite: SipRequest, socket: DeskSocket, toTag: string): LiveCall | { readonly status: 404 | 416 | 486 };
  socketLost(socket: DeskSocket): void;
}

const REASONS = { 404: 'Not Found', 416: 'Unsupported URI Scheme', 486: 'Busy Here' } as const;

export class Switchboard implements SocketHandlers {
  readonly transactions: ClientTransactions;
  readonly registrar = new Registrar<DeskSocket>();
  readonly #options: SwitchboardOptions;
  readonly #servers: InviteServers;
  readonly #gates = new Map<DeskSocket, DigestGate>();
  #stopExpiry: (() => void) | undefined;

  constructor(options: SwitchboardOptions) {
    this.#options = options;
    this.transactions = new ClientTransactions(options.timers);
    this.#servers = new InviteServers(options.timers);
  }

  stop(): void {
    this.transactions.clear();
    this.#servers.clear();
    this.registrar.clear();
  }

  opened(socket: DeskSocket): void {
    const { domain, user, password, now } = this.#options;
    this.#gates.set(socket, new DigestGate(domain, user, password, now));
  }

  closed(socket: DeskSocket): void {
    this.#gates.delete(socket);
    this.registrar.dropFlow(socket);
    this.transactions.wireLost(socket);
    this.#options.calls.socketLost(socket);
    this.#options.registrationChanged();
  }

  frame(socket: DeskSocket, frame: string | Uint8Array): void {
    if (frame.length <= 4) {
      // RFC 5626 3.5.1: a double CRLF is a ping and wants a single one; that one is a pong and wants nothing.
      if (Buffer.from(frame).toString('latin1') === '\r\n\r\n') socket.send('\r\n');
      return;
    }
    const parsed = parseSipMessage(frame);
    if (!parsed.ok) {
      this.#options.log.warn({ socket: socket.id, code: parsed.code }, 'practice line got a malformed message');
      if (parsed.answerable === undefined) return;
      const version = parsed.code === 'version';
      const [status, reason] = version ? [505, 'Version Not Supported'] : [400, `Bad Request (${parsed.code})`];
      socket.send(writeReply(parsed.answerable, status, reason, { toTag: newTag() }));
      return;
    }
    const { message } = parsed;
    try {
      if (message.kind === 'response') this.#response(socket, message);
      else this.#request(socket, message);
    } catch (error) {
      // A fault of ours in one message must not take the line, and the other calls on it, down.
      this.#options.log.warn({ socket: socket.id, error: String(error) }, 'practice line failed at a message');
      if (message.kind === 'request' && message.method !== 'ACK') {
        socket.send(writeReply(message.headers, 500, 'Server Internal Error', { toTag: newTag() }));
      }
    }
  }

  #response(socket: DeskSocket, response: SipResponse): void {
    if (this.transactions.receive(socket, response)) return;
    // A repeated 200 to INVITE: its ACK was lost, so it is sent again (RFC 3261 13.2.2.4).
    if (response.cseq.method === 'INVITE' && response.status >= 200 && response.status < 300) {
      const call = this.#options.calls.ofResponse(response);
      if (call !== undefined) socket.send(call.dialog.ack(response.cseq.seq));
    }
  }

  #request(socket: DeskSocket, request: SipRequest): void {
    const reply = (status: number, reason: string, headers: readonly Header[] = []): void =>
      socket.send(writeReply(request.headers, status, reason, { toTag: newTag(), headers }));
    if (request.method === 'ACK') {
      this.#servers.byAck(request)?.acknowledged(request);
      return;
    }
    if (request.method === 'CANCEL') {
      const server = this.#servers.byBranch(request.branch);
      if (server === undefined) reply(481, 'Call/Transaction Does Not Exist');
      else {
        reply(200, 'OK');
        server.cancel();
      }
      return;
    }
    const required = request.headers.all('require');
    if (required.length > 0) {
      // RFC 3261 8.2.2.3: no extension is needed or known here.
      reply(420, 'Bad Extension', [['Unsupported', required.join(', ')]]);
      return;
    }
    if (request.method === 'INVITE') this.#invite(socket, request, reply);
    else if (request.to.params.has('tag') && request.method !== 'REGISTER') this.#inDialog(socket, request, reply);
    else this.#outOfDialog(socket, request, reply);
  }

  #outOfDialog(socket: DeskSocket, request: SipRequest, reply: Reply): void {
    switch (request.method) {
      case 'REGISTER':
        this.#register(socket, request, reply);
        return;
      case 'OPTIONS':
        reply(200, 'OK', [
          ['Allow', ALLOW],
          ['Accept', 'application/sdp'],
          ['Supported', 'replaces'],
        ]);
        return;
      case 'REFER':
        reply(603, 'Decline');
        return;
      case 'BYE':
      case 'INFO':
      case 'NOTIFY':
        reply(481, 'Call/Transaction Does Not Exist');
        return;
      default:
        reply(405, 'Method Not Allowed', [['Allow', ALLOW]]);
    }
  }

  #register(socket: DeskSocket, request: SipRequest, reply: Reply): void {
    const { domain, user, now, log } = this.#options;
    const gate = this.#gates.get(socket);
    if (gate === undefined) return;
    const context = { registrar: this.registrar, flow: socket, gate, user, domain, now: now() };
    const { status, reason, headers } = registerDesk(request, context);
    reply(status, reason, headers);
    if (status === 200) {
      this.#watchExpiry();
      this.#options.registrationChanged();
    } else if (status !== 401) log.info({ socket: socket.id, status }, 'practice registration refused');
  }

  /** A registration that runs out must be noticed when it does, not when somebody is rung. */
  #watchExpiry(): void {
    this.#stopExpiry?.();
    const now = this.#options.now();
    const next = Math.min(...this.registrar.bindings(now).map((b) => b.expiresAt));
    if (!Number.isFinite(next)) return;
    this.#stopExpiry = this.#options.timers.after(next - now + 1, () => {
      this.#watchExpiry();
      this.#options.registrationChanged();
    });
  }

  #invite(socket: DeskSocket, request: SipRequest, reply: Reply): void {
    const repeated = this.#servers.byBranch(request.branch);
    if (repeated !== undefined) {
      repeated.repeated();
      return;
    }
    if (!this.#isRegistered(socket)) {
      reply(403, 'Forbidden');
      return;
    }
    const type = request.headers.first('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
    if (request.body !== '' && type !== 'application/sdp') {
      reply(415, 'Unsupported Media Type', [['Accept', 'application/sdp']]);
      return;
    }
    if (request.to.params.has('tag')) this.#reInvite(socket, request, reply);
    else this.#newCall(socket, request, reply);
  }

  #newCall(socket: DeskSocket, request: SipRequest, reply: Reply): void {
    if (parseUri(request.uri) === null) {
      reply(416, REASONS[416]);
      return;
    }
    if (request.headers.all('contact').length !== 1 || !request.from.params.has('tag')) {
      reply(400, 'Bad Request');
      return;
    }
    if (this.#servers.pendingOf(request.callId)) {
      // RFC 3261 8.2.2.2: the same INVITE by another way.
      reply(482, 'Loop Detected');
      return;
    }
    const toTag = newTag();
    const call = this.#options.calls.open(request, socket, toTag);
    if ('status' in call) {
      this.#servers.open(socket, request, toTag, IDLE).respond(call.status, REASONS[call.status]);
      return;
    }
    const server = this.#servers.open(socket, request, toTag, {
      confirmed: () => (call.over ? call.request('BYE') : call.establish()),
      unconfirmed: () => {
        call.request('BYE');
        call.finish({ by: 'line', cause: 'failed', reason: 'no ACK' });
      },
      cancelled: () => call.finish({ by: 'desk', cause: 'cancelled' }),
    });
    answerDesk(call, server);
  }

  #reInvite(socket: DeskSocket, request: SipRequest, reply: Reply): void {
    const call = this.#dialogOf(socket, request, reply);
    if (call === undefined) return;
    if (call.state.phase !== 'established' || this.#servers.pendingOf(call.id)) {
      // RFC 3261 14.2: the INVITE before this one is not through yet.
      reply(500, 'Server Internal Error', [['Retry-After', '1']]);
      return;
    }
    const server: InviteServer = this.#servers.open(socket, request, call.dialog.names.localTag, {
      ...IDLE,
      unconfirmed: () => call.hangUp({ by: 'line', cause: 'failed', reason: 'no ACK' }),
    });
    answerReInvite(call, server);
  }

  #inDialog(socket: DeskSocket, request: SipRequest, reply: Reply): void {
    const call = this.#dialogOf(socket, request, reply);
    if (call !== undefined) answerInDialog(call, request, reply, this.#options.calls);
  }

  #dialogOf(socket: DeskSocket, request: SipRequest, reply: Reply): LiveCall | undefined {
    const call = this.#options.calls.ofRequest(request);
    if (call === undefined || call.over || (socket !== call.wire && !this.#isRegistered(socket))) {
      reply(481, 'Call/Transaction Does Not Exist');
      return undefined;
    }
    if (!call.dialog.inOrder(request)) {
      // RFC 3261 12.2.2.
      reply(500, 'Out of Order');
      return undefined;
    }
    call.heardBy(socket);
    return call;
  }

  #isRegistered(socket: DeskSocket): boolean {
    return this.registrar.bindings(this.#options.now()).some((b) => b.flow === socket);
  }
}

const IDLE = { confirmed: () => undefined, unconfirmed: () => undefined, cancelled: () => undefined };
