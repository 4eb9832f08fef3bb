/** For tests: a desk on a real WebSocket that registers with digest and speaks SIP by hand, one message at a time. */
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import type { PracticeLine } from '../practice-line.ts';
import { digestHa1, digestResponse, parseDigest } from '../../sip/digest.ts';
import {
  writeMessage,
  writeReply,
  type Header,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../../sip/message.ts';
import { parseSipMessage } from '../../sip/parse.ts';

export const ORIGIN = 'app://linewarden';
const WAIT_MS = 3000;

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export class TestDesk {
  readonly socket: WebSocket;
  readonly contact: string;
  readonly raw: string[] = [];
  readonly #line: PracticeLine;
  readonly #inbox: SipMessage[] = [];
  readonly #wake = new Set<() => void>();
  readonly tag = randomBytes(6).toString('hex');
  #cseq = 0;

  private constructor(socket: WebSocket, line: PracticeLine) {
    this.socket = socket;
    this.#line = line;
    this.contact = `sip:${randomBytes(4).toString('hex')}@desk.invalid;transport=ws`;
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      this.raw.push(text);
      const parsed = parseSipMessage(text);
      if (parsed.ok) this.#inbox.push(parsed.message);
      for (const wake of this.#wake) wake();
    });
    socket.on('error', () => undefined);
  }

  static async connect(line: PracticeLine, origin = ORIGIN): Promise<TestDesk> {
    const socket = new WebSocket(line.url, 'sip', { origin });
    const desk = new TestDesk(socket, line);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return desk;
  }

  static async registered(line: PracticeLine): Promise<TestDesk> {
    const desk = await TestDesk.connect(line);
    const response = await desk.register();
    if (response.status !== 200) throw new Error(`REGISTER got ${response.status}`);
    return desk;
  }

  send(text: string): void {
    this.socket.send(text);
  }

  async closed(): Promise<void> {
    if (this.socket.readyState === this.socket.CLOSED) return;
    await new Promise((resolve) => this.socket.once('close', resolve));
  }

  /** Takes the first message that fits out of the inbox, waiting for it. */
  async take<T extends SipMessage>(fits: (message: SipMessage) => message is T, what = 'a message'): Promise<T> {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const index = this.#inbox.findIndex(fits);
      const [message] = index < 0 ? [] : this.#inbox.splice(index, 1);
      if (message !== undefined && fits(message)) return message;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`no ${what} within ${WAIT_MS} ms; inbox ${this.#inbox.map(nameOf).join(', ')}`);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          this.#wake.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, left);
        this.#wake.add(wake);
      });
    }
  }

  takeRequest(method: string): Promise<SipRequest> {
    return this.take((m): m is SipRequest => m.kind === 'request' && m.method === method, method);
  }

  takeResponse(method: string, atLeast = 200): Promise<SipResponse> {
    return this.take(
      (m): m is SipResponse => m.kind === 'response' && m.cseq.method === method && m.status >= atLeast,
      `response to ${method}`,
    );
  }

  has(method: string): boolean {
    return this.#inbox.some((m) => m.kind === 'request' && m.method === method);
  }

  /** A request outside any dialog; returns what was sent, for CANCEL and ACK. */
  request(method: string, uri: string, options: Partial<RequestOptions> = {}): RequestOptions & { branch: string } {
    const sent = {
      branch: options.branch ?? `z9hG4bK${randomBytes(6).toString('hex')}`,
      callId: options.callId ?? randomBytes(8).toString('hex'),
      seq: options.seq ?? ++this.#cseq,
      fromTag: options.fromTag ?? this.tag,
      from: options.from ?? `<sip:${this.#line.credentials.user}@${this.#line.domain}>`,
      to: options.to ?? `<sip:${this.#line.credentials.user}@${this.#line.domain}>`,
      headers: options.headers ?? [],
      body: options.body ?? '',
    };
    const text = writeMessage(
      `${method} ${uri} SIP/2.0`,
      [
        ['Via', `SIP/2.0/WS desk.invalid;branch=${sent.branch}`],
        ['Max-Forwards', '70'],
        ['From', `${sent.from};tag=${sent.fromTag}`],
        ['To', sent.to],
        ['Call-ID', sent.callId],
        ['CSeq', `${sent.seq} ${method}`],
        ...sent.headers,
      ],
      sent.body,
    );
    this.send(text);
    return sent;
  }

  /** REGISTER, and again with the digest when challenged. */
  async register(options: RegisterOptions = {}): Promise<SipResponse> {
    const { credentials = this.#line.credentials, headers, callId = randomBytes(8).toString('hex') } = options;
    const uri = `sip:${this.#line.domain}`;
    const contact: readonly Header[] = headers ?? [
      ['Contact', `<${this.contact}>`],
      ['Expires', '120'],
    ];
    this.request('REGISTER', uri, { callId, headers: contact });
    const first = await this.takeResponse('REGISTER');
    if (first.status !== 401) return first;
    const authorization = authorize(first, 'REGISTER', uri, credentials, options.nc);
    this.request('REGISTER', uri, { callId, headers: [...contact, ['Authorization', authorization]] });
    return this.takeResponse('REGISTER');
  }

  reply(request: SipRequest, status: number, reason: string, body = '', headers: readonly Header[] = []): string {
    const type: readonly Header[] = body === '' ? [] : [['Content-Type', 'application/sdp']];
    const all = [['Contact', `<${this.contact}>`] as const, ...type, ...headers];
    const text = writeReply(request.headers, status, reason, { toTag: this.tag, headers: all, body });
    this.send(text);
    return text;
  }
}

export interface RequestOptions {
  readonly branch: string;
  readonly callId: string;
  readonly seq: number;
  readonly fromTag: string;
  readonly from: string;
  readonly to: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

export interface RegisterOptions {
  readonly credentials?: Credentials;
  readonly headers?: readonly Header[];
  readonly callId?: string;
  readonly nc?: string;
}

export function authorize(
  challenge: SipResponse,
  method: string,
  uri: string,
  { user, password }: Credentials,
  nc = '00000001',
): string {
  const params = parseDigest(challenge.headers.first('www-authenticate') ?? '');
  const realm = params?.get('realm') ?? '';
  const nonce = params?.get('nonce') ?? '';
  const cnonce = 'c0ffee';
  const response = digestResponse({ ha1: digestHa1(user, realm, password), method, uri, nonce, nc, cnonce });
  return (
    `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}", ` +
    `algorithm=MD5, cnonce="${cnonce}", qop=auth, nc=${nc}`
  );
}

const nameOf = (m: SipMessage): string => (m.kind === 'request' ? m.method : `${m.status} ${m.cseq.method}`);
