// A bare SIP-over-WebSocket client (RFC 7118) with digest (RFC 2617): registers, and answers INVITEs with a status of one's choice.
// For the self-test and for a "second desk" that has no media; it is no phone and must not grow into one.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { header } from './sip-trace.ts';

export interface SipSocketOptions {
  readonly url: string;
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  /** The authority to trust for wss; without it the system's. */
  readonly caFile?: string;
}

export interface Incoming {
  readonly request: string;
  /** Sends a response to it; a To tag is added from 101 on. */
  respond(status: number, reason: string, headers?: readonly string[]): void;
  /** The caller gave up (its CANCEL has been answered, the 487 sent). */
  readonly cancelled: Promise<void>;
}

const timeoutMs = 15_000;
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function headers(text: string, name: string): readonly string[] {
  const [head = ''] = text.split('\r\n\r\n', 1);
  return head.split('\r\n').filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
}

function response(
  request: string,
  status: number,
  reason: string,
  toTag: string,
  more: readonly string[] = [],
): string {
  const to = header(request, 'To') ?? '';
  return [
    `SIP/2.0 ${status} ${reason}`,
    ...headers(request, 'Via'),
    ...headers(request, 'Record-Route'),
    `From: ${header(request, 'From') ?? ''}`,
    `To: ${status === 100 || to.includes(';tag=') ? to : `${to};tag=${toTag}`}`,
    `Call-ID: ${header(request, 'Call-ID') ?? ''}`,
    `CSeq: ${header(request, 'CSeq') ?? ''}`,
    ...more,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

interface Pending {
  readonly request: string;
  readonly toTag: string;
  finished: boolean;
  readonly cancel: () => void;
}

export class SipSocket {
  readonly #socket: WebSocket;
  readonly #options: SipSocketOptions;
  readonly #callId = `${randomBytes(8).toString('hex')}@lab`;
  readonly #tag = randomBytes(4).toString('hex');
  readonly #host = `${randomBytes(6).toString('hex')}.invalid`;
  #cseq = 0;
  #answer: ((response: string) => void) | undefined;
  readonly #invites = new Map<string, Pending>();
  #ring: ((incoming: Incoming) => void) | undefined;
  readonly #waiting: Incoming[] = [];

  private constructor(socket: WebSocket, options: SipSocketOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('message', (data: Buffer) => this.#receive(data.toString('latin1')));
  }

  /** Rejects when the connection is refused: an untrusted certificate, say. */
  static open(options: SipSocketOptions): Promise<SipSocket> {
    const { url, caFile } = options;
    const socket = new WebSocket(url, 'sip', {
      handshakeTimeout: timeoutMs,
      ...(caFile === undefined ? {} : { ca: readFileSync(caFile) }),
    });
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(new SipSocket(socket, options)));
      socket.once('error', reject);
    });
  }

  /** Registers; returns the final status (200, 403, or 401 again when the password is wrong). */
  async register(expires = 120): Promise<number> {
    const first = await this.#request(this.#registerRequest(expires));
    const challenge = header(first, 'WWW-Authenticate');
    if (challenge === undefined) return statusOf(first);
    return statusOf(await this.#request(this.#registerRequest(expires, challenge)));
  }

  /** The next INVITE, also one that came before this was asked. */
  nextInvite(): Promise<Incoming> {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) return Promise.resolve(waiting);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`No INVITE for ${this.#options.user} in ${timeoutMs} ms`)),
        timeoutMs,
      );
      this.#ring = (incoming) => {
        clearTimeout(timer);
        this.#ring = undefined;
        resolve(incoming);
      };
    });
  }

  close(): void {
    this.#socket.terminate();
  }

  #registerRequest(expires: number, challenge?: string): string {
    const { domain, user, password } = this.#options;
    const uri = `sip:${domain}`;
    const part = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(challenge ?? '')?.[1] ?? '';
    const hash = md5(`${md5(`${user}:${part('realm')}:${password}`)}:${part('nonce')}:${md5(`REGISTER:${uri}`)}`);
    const credentials = `username="${user}", realm="${part('realm')}", nonce="${part('nonce')}", uri="${uri}", response="${hash}"`;
    return [
      `REGISTER ${uri} SIP/2.0`,
      `Via: SIP/2.0/${this.#options.url.startsWith('wss') ? 'WSS' : 'WS'} ${this.#host};branch=z9hG4bK${randomBytes(6).toString('hex')}`,
      'Max-Forwards: 70',
      `From: <sip:${user}@${domain}>;tag=${this.#tag}`,
      `To: <sip:${user}@${domain}>`,
      `Call-ID: ${this.#callId}`,
      `CSeq: ${++this.#cseq} REGISTER`,
      `Contact: <sip:${user}@${this.#host};transport=ws>;expires=${expires}`,
      ...(challenge === undefined ? [] : [`Authorization: Digest ${credentials}`]),
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
  }

  #request(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No answer to REGISTER in ${timeoutMs} ms`)), timeoutMs);
      this.#answer = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      this.#socket.send(text);
    });
  }

  #receive(text: string): void {
    if (text.startsWith('SIP/2.0')) {
      this.#answer?.(text);
      return;
    }
    const callId = header(text, 'Call-ID') ?? '';
    if (text.startsWith('INVITE ')) this.#invited(text, callId);
    else if (text.startsWith('CANCEL ')) this.#cancelled(text, callId);
    else if (!text.startsWith('ACK ')) this.#socket.send(response(text, 200, 'OK', this.#tag));
  }

  #invited(request: string, callId: string): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    const pending: Pending = { request, toTag: randomBytes(4).toString('hex'), finished: false, cancel: resolve };
    this.#invites.set(callId, pending);
    const incoming: Incoming = {
      request,
      cancelled: promise,
      respond: (status, reason, more) => {
        if (pending.finished) return;
        pending.finished = status >= 200;
        this.#socket.send(response(request, status, reason, pending.toTag, more));
      },
    };
    if (this.#ring === undefined) this.#waiting.push(incoming);
    else this.#ring(incoming);
  }

  #cancelled(request: string, callId: string): void {
    const pending = this.#invites.get(callId);
    this.#socket.send(response(request, 200, 'OK', pending?.toTag ?? this.#tag));
    if (pending === undefined || pending.finished) return;
    pending.finished = true;
    this.#socket.send(response(pending.request, 487, 'Request Terminated', pending.toTag));
    pending.cancel();
  }
}

function statusOf(text: string): number {
  return Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
}
