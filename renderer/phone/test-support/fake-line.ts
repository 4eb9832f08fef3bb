/** A SIP server at the other end of a fake WebSocket: answers REGISTER and OPTIONS as a spec wants. For unit tests only. */
import type { SocketFactory, SocketLike } from '../line-transport.ts';

export interface FakeLineOptions {
  /** what REGISTER with credentials gets; without credentials it is challenged */
  readonly register?: (request: string) => { status: number; phrase: string; headers?: string[] };
  /** false: OPTIONS gets no answer */
  answersOptions?: boolean;
  /** URLs that refuse the connection */
  readonly dead?: ReadonlySet<string>;
}

export class FakeLine {
  readonly received: string[] = [];
  readonly urls: string[] = [];
  readonly sockets: FakeSocket[] = [];
  answersOptions: boolean;
  readonly #options: FakeLineOptions;

  constructor(options: FakeLineOptions = {}) {
    this.#options = options;
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

  registers(): string[] {
    return this.received.filter((message) => message.startsWith('REGISTER'));
  }

  #receive(socket: FakeSocket, message: string): void {
    this.received.push(message);
    setTimeout(() => this.#answer(socket, message), 1);
  }

  #answer(socket: FakeSocket, message: string): void {
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
