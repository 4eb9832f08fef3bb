/** A SIP server at the other end of a fake WebSocket: answers REGISTER and OPTIONS as a spec wants. For unit tests only. */
import type { SocketFactory, SocketLike } from '../line-transport.ts';

export interface FakeLineOptions {
  /** what REGISTER with credentials gets; without credentials it is challenged */
  readonly register?: (request: string) => { status: number; phrase: string; headers?: string[] };
  /** false: OPTIONS gets no answer */
  answersOptions?: boolean;
  /** what becomes of requests to the user itself: sent back to it, answered in its place, 404, or nothing at all */
  toUser?: ToUser;
  /** URLs that refuse the connection */
  readonly dead?: ReadonlySet<string>;
}

export type ToUser = 'back' | 'answers' | 'unknown' | 'silent';

export class FakeLine {
  readonly received: string[] = [];
  readonly urls: string[] = [];
  readonly sockets: FakeSocket[] = [];
  answersOptions: boolean;
  toUser: ToUser;
  #hasForgotten = false;
  readonly #options: FakeLineOptions;

  constructor(options: FakeLineOptions = {}) {
    this.#options = options;
    this.toUser = options.toUser ?? 'answers';
    this.answersOptions = options.answersOptions ?? true;
  }

  readonly createSocket: SocketFactory = (url) => {
    this.urls.push(url);
    const isDead = this.#options.dead?.has(url) === true;
    const socket = new FakeSocket((message) => this.#receive(socket, message));
    this.sockets.push(socket);
    setTimeout(() => (isDead ? socket.drop() : socket.open()), 1);
    return socket;
  };

  /** Loses the binding, as a registrar does that was restarted: 404 until the user registers again. */
  forget(): void {
    this.toUser = 'unknown';
    this.#hasForgotten = true;
  }

  registers(): string[] {
    return this.received.filter((message) => message.startsWith('REGISTER'));
  }

  /** A proxy in front of its only user (RFC 3261 16). */
  #toUser(socket: FakeSocket, message: string): void {
    switch (this.toUser) {
      case 'back':
        if (message.startsWith('INVITE')) socket.deliver(response(message, 100, 'Trying'));
        if (message.startsWith('CANCEL')) socket.deliver(response(message, 200, 'OK'));
        socket.deliver(
          message.replace(
            /^Via: .*branch=(\S+)/m,
            (via, branch: string) => `Via: SIP/2.0/WS proxy;branch=${branch}p\r\n${via}`,
          ),
        );
        return;
      case 'answers':
        if (this.answersOptions && message.startsWith('OPTIONS')) socket.deliver(response(message, 200, 'OK'));
        return;
      case 'unknown':
        if (!message.startsWith('ACK')) socket.deliver(response(message, 404, 'Not Found'));
        return;
      case 'silent':
        return;
      default:
        this.toUser satisfies never;
    }
  }

  #receive(socket: FakeSocket, message: string): void {
    this.received.push(message);
    setTimeout(() => this.#answer(socket, message), 1);
  }

  #answer(socket: FakeSocket, message: string): void {
    if (/^(?:OPTIONS|INVITE|CANCEL|ACK) sip:alice@/.test(message)) {
      this.#toUser(socket, message);
      return;
    }
    if (message.startsWith('SIP/2.0')) {
      // an answer of the user to what was sent back to it: without the proxy's own Via (RFC 3261 16.7)
      socket.deliver(message.replace(/^Via: SIP\/2.0\/WS proxy.*\r\n/m, ''));
      return;
    }
    if (message.startsWith('OPTIONS')) {
      if (this.answersOptions) socket.deliver(response(message, 200, 'OK'));
      return;
    }
    if (!message.startsWith('REGISTER')) return;
    if (!/^Authorization:/m.test(message)) {
      socket.deliver(
        response(message, 401, 'Unauthorized', ['WWW-Authenticate: Digest realm="test", nonce="abc", qop="auth"']),
      );
      return;
    }
    const { status, phrase, headers = [] } = this.#options.register?.(message) ?? { status: 200, phrase: 'OK' };
    if (this.#hasForgotten && status === 200) {
      this.#hasForgotten = false;
      this.toUser = 'back';
    }
    const contact = /^Contact: (.*)$/m.exec(message)?.[1]?.trim() ?? '';
    socket.deliver(response(message, status, phrase, status === 200 ? [`Contact: ${contact}`, ...headers] : headers));
  }
}

export class FakeSocket implements SocketLike {
  binaryType: BinaryType = 'blob';
  isClosed = false;
  readonly #target = new EventTarget();
  readonly #onSend: (message: string) => void;

  constructor(onSend: (message: string) => void) {
    this.#onSend = onSend;
  }
  // the overloads of SocketLike, narrowed once here: this server dispatches the very events that they name
  addEventListener(type: string, listener: (event: never) => void): void {
    this.#target.addEventListener(type, listener as (event: Event) => void);
  }
  send(data: string): void {
    this.#onSend(data);
  }
  close(): void {
    this.isClosed = true;
  }
  open(): void {
    this.#target.dispatchEvent(new Event('open'));
  }
  deliver(data: string): void {
    if (!this.isClosed) this.#target.dispatchEvent(new MessageEvent('message', { data }));
  }
  drop(): void {
    this.isClosed = true;
    this.#target.dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '' }));
  }
}

function response(request: string, status: number, phrase: string, headers: string[] = []): string {
  const kept = request.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/.test(line));
  return [
    `SIP/2.0 ${status} ${phrase}`,
    ...kept.map((line) => (line.startsWith('To:') ? `${line};tag=srv` : line)),
    ...headers,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
