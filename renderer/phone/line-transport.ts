/**
 * SIP over one WebSocket at a time (RFC 7118), for SIP.js: the server can change between connections (failover) while
 * the user agent and its dialogs live on, and a hostile message ends here instead of ending the page.
 * Must not decide when to connect: `line.ts` does.
 */
import { EmitterImpl, StateTransitionError, TransportState, type Core, type Emitter, type Transport } from 'sip.js';

import { systemClock } from './clock.ts';
import { offerRefusalOf, refusalOf, refusalText, type Refusal } from './request-guard.ts';
import { intervalRefusalOf, type SessionIntervals } from './session-intervals.ts';
import { ViaBranches } from './via-branches.ts';

/** The part of WebSocket that is used; tests pass their own. */
export interface SocketLike {
  binaryType: BinaryType;
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  send(data: string): void;
  close(code?: number): void;
}
export type SocketFactory = (url: string, protocol: 'sip') => SocketLike;

export interface LineTransportOptions {
  readonly createSocket: SocketFactory;
  readonly onMessage: (message: string) => void;
  readonly onSent: (message: string) => void;
  readonly onProblem: (message: string) => void;
  /** by SIP.js' id of a dialog: Call-ID, our tag, theirs */
  readonly hasDialog: (id: string) => boolean;
  readonly intervals: SessionIntervals;
}

/** Larger than any honest INVITE; a peer that sends more is not worth parsing. */
const maxMessage = 65_536;

export class LineTransport implements Transport {
  /** where the next `connect()` goes */
  server = '';
  /** `performance.now()` of the message being handled, taken before it is parsed */
  arrivedAt = 0;
  /** `performance.now()` of the last sign of life */
  heardAt = 0;
  onConnect: (() => void) | undefined = undefined;
  onDisconnect: ((error?: Error) => void) | undefined = undefined;
  onMessage: ((message: string) => void) | undefined = undefined;
  #connectedTo = '';
  #state: TransportState = TransportState.Disconnected;
  #socket: SocketLike | null = null;
  #isDropped = false;
  readonly #branches = new ViaBranches(systemClock);
  #failConnect: ((error: Error) => void) | null = null;
  readonly #changes = new EmitterImpl<TransportState>();
  readonly #options: LineTransportOptions;

  constructor(_logger: Core.Logger, options: LineTransportOptions) {
    this.#options = options;
  }

  /** Via's sent-protocol (RFC 7118 5.2). */
  get protocol(): string {
    return this.server.startsWith('wss:') ? 'WSS' : 'WS';
  }
  get state(): TransportState {
    return this.#state;
  }
  get stateChange(): Emitter<TransportState> {
    return this.#changes;
  }
  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  connect(): Promise<void> {
    if (this.isConnected() && this.#connectedTo === this.server) return Promise.resolve();
    this.#drop(new Error('another connection was begun'));
    return new Promise((resolve, reject) => {
      this.#failConnect = reject;
      let socket: SocketLike;
      try {
        socket = this.#options.createSocket(this.server, 'sip');
      } catch (error) {
        this.#failConnect = null;
        reject(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      socket.binaryType = 'arraybuffer';
      this.#socket = socket;
      this.#connectedTo = this.server;
      this.#become(TransportState.Connecting);
      socket.addEventListener('open', () => {
        if (this.#socket !== socket) return;
        this.#failConnect = null;
        this.heardAt = performance.now();
        this.#become(TransportState.Connected);
        this.onConnect?.();
        resolve();
      });
      socket.addEventListener('message', ({ data }) => {
        if (this.#socket === socket) this.#receive(data);
      });
      socket.addEventListener('close', ({ code, reason }) => {
        if (this.#socket !== socket) return;
        this.#socket = null;
        this.#closed(new Error(`WebSocket closed (${code}${reason === '' ? '' : ` ${reason}`})`));
      });
    });
  }

  disconnect(): Promise<void> {
    this.#drop(undefined);
    return Promise.resolve();
  }
  dispose(): Promise<void> {
    return this.disconnect();
  }

  /** Gives a connection up that does not answer: `close()` alone would wait for the peer's close frame. */
  abandon(why: string): void {
    this.#drop(new Error(why));
  }

  send(fromCore: string): Promise<void> {
    const message = this.#options.intervals.outbound(this.#branches.outbound(fromCore));
    if (!this.isConnected() || this.#socket === null) return Promise.reject(new StateTransitionError('Not connected.'));
    try {
      this.#socket.send(message);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    this.#options.onSent(message);
    return Promise.resolve();
  }

  #drop(error: Error | undefined): void {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    try {
      socket.close(1000);
    } catch {
      // already closed: what was wanted
    }
    this.#closed(error);
  }

  #closed(error: Error | undefined): void {
    const wasConnected = this.isConnected();
    this.#become(TransportState.Disconnected);
    this.#failConnect?.(error ?? new Error('disconnected'));
    this.#failConnect = null;
    if (wasConnected) this.onDisconnect?.(error);
  }

  #become(state: TransportState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#changes.emit(state);
  }

  #receive(data: unknown): void {
    this.arrivedAt = this.heardAt = performance.now();
    const message = textOf(data);
    if (message === null || message.length > maxMessage) {
      this.#options.onProblem(`a SIP message that is ${message === null ? 'no text' : 'too long'} was dropped`);
      return;
    }
    // RFC 5626 4.4.1: a CRLF alone is a keep-alive's answer
    if (/^[\r\n]*$/.test(message)) return;
    this.#options.onMessage(message);
    const refusal =
      refusalOf(message) ?? offerRefusalOf(message, this.#options.hasDialog) ?? intervalRefusalOf(message);
    if (refusal !== null) {
      this.#refuse(message, refusal);
      return;
    }
    this.#options.intervals.inbound(message);
    this.#isDropped = false;
    try {
      this.onMessage?.(this.#branches.inbound(message));
    } catch (error) {
      this.#isDropped = true;
      this.#options.onProblem(`a SIP message could not be handled and was dropped: ${String(error)}`);
    }
    // in a call or not: whoever sent it must not go on sending it for 32 s (RFC 3261 17.1.1.2)
    if (this.#isDropped) this.#refuse(message, { status: 400, phrase: 'Bad Request' });
  }

  /** SIP.js says in its log only that it dropped the message it was given last. */
  noteDropped(): void {
    this.#isDropped = true;
  }

  #refuse(message: string, refusal: Refusal): void {
    if (/^(?:SIP\/|ACK )/.test(message)) return;
    this.#options.onProblem(`a SIP request was answered ${refusal.status} ${refusal.phrase}`);
    const answer = refusalText(message, refusal, crypto.randomUUID().slice(0, 10));
    if (answer !== null) this.send(answer).catch(() => undefined);
  }
}

function textOf(data: unknown): string | null {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer ? new TextDecoder().decode(data) : null;
}
