// A registrar over WebSocket that lets a spec say anything at all, byte by byte, and hears everything that the desk says.
// Registers whoever asks; it has no users, no media and no manners, and must not become a PBX.
import { randomBytes } from 'node:crypto';
import { WebSocketServer, type WebSocket } from 'ws';
import { header } from './sip-trace.ts';
import { waitFor } from './waiting.ts';

export interface HostileServer {
  readonly url: string;
  /** Contact of the desk as it registered, `sip:…`, without parameters of the header. */
  readonly contact: () => string;
  /** how many REGISTERs it has taken */
  readonly registers: () => number;
  /** Everything the desk sent but REGISTERs and pings, oldest first. */
  readonly received: readonly string[];
  /** Text frames carry what is UTF-8, binary frames the rest. */
  send(message: string | Uint8Array): void;
  /** The first message of the desk that fits, also one from before. */
  find(what: string, fits: (message: string) => boolean, timeoutMs?: number): Promise<string>;
  /** Answers of the desk to a request, by its Call-ID. */
  answersTo(callId: string): readonly string[];
  drop(): void;
  stop(): Promise<void>;
}

export const crlf = '\r\n';
export const message = (lines: readonly string[], body = ''): string =>
  [...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join(crlf);
export const statusOf = (text: string): number => Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
export const newId = (): string => randomBytes(8).toString('hex');

/** A response to a request of the desk; `toTag` only where the request has none. */
export function answerTo(
  request: string,
  status: number,
  phrase: string,
  more: { readonly toTag?: string; readonly headers?: readonly string[]; readonly body?: string } = {},
): string {
  const { toTag = 'hostile', headers = [], body = '' } = more;
  const kept = headOf(request).filter((line) => /^(?:Via|From|Call-ID|CSeq|Record-Route):/i.test(line));
  const to = header(request, 'To') ?? '';
  return message(
    [
      `SIP/2.0 ${status} ${phrase}`,
      ...kept,
      `To: ${to.includes(';tag=') || status === 100 ? to : `${to};tag=${toTag}`}`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      ...headers,
    ],
    body,
  );
}

function headOf(text: string): readonly string[] {
  return (text.split('\r\n\r\n', 1)[0] ?? '').split(crlf);
}

export async function startHostileServer(): Promise<HostileServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the hostile server has no port');
  const received: string[] = [];
  let socket: WebSocket | null = null;
  let contact = '';
  let registers = 0;
  server.on('connection', (connected) => {
    socket = connected;
    connected.on('error', () => undefined);
    connected.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      if (text.startsWith('REGISTER ')) {
        const asked = header(text, 'Contact') ?? '';
        contact = /<([^>]+)>/.exec(asked)?.[1] ?? contact;
        registers += 1;
        connected.send(answerTo(text, 200, 'OK', { headers: [`Contact: ${asked}`] }));
      } else if (text.startsWith('OPTIONS ')) connected.send(answerTo(text, 200, 'OK'));
      else received.push(text);
    });
  });
  const find = (what: string, fits: (text: string) => boolean, timeoutMs = 15_000): Promise<string> =>
    waitFor(() => received.find(fits), {
      what,
      timeoutMs,
      everyMs: 10,
      detail: () =>
        received
          .slice(-5)
          .map((text) => text.split(crlf, 1)[0])
          .join('\n'),
    });
  return {
    url: `ws://127.0.0.1:${address.port}/`,
    contact: () => contact,
    registers: () => registers,
    received,
    send(raw) {
      if (typeof raw === 'string') socket?.send(raw);
      else {
        const bytes = Buffer.from(raw);
        const text = bytes.toString('utf8');
        const isText = Buffer.from(text, 'utf8').equals(bytes);
        socket?.send(isText ? text : bytes, { binary: !isText });
      }
    },
    find,
    answersTo: (callId) => received.filter((text) => text.startsWith('SIP/2.0 ') && header(text, 'Call-ID') === callId),
    drop: () => socket?.terminate(),
    stop() {
      for (const client of server.clients) client.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
