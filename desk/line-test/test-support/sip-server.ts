/** For tests: a registrar on a real WebSocket, plain or TLS, that asks for digest credentials and keeps what it was sent. */
import { createHash } from 'node:crypto';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { parseDigest } from '../../sip/digest.ts';
import { writeReply, type Header, type SipRequest } from '../../sip/message.ts';
import { parseSipMessage } from '../../sip/parse.ts';
import type { TestCertificate } from './certificates.ts';

export interface SipServerOptions {
  readonly certificate?: TestCertificate;
  readonly subprotocol?: string | false;
  readonly user?: string;
  readonly password?: string;
  readonly challenges?: readonly string[];
  /** the answer to right credentials, or to any request without a challenge */
  readonly status?: number;
  readonly silent?: boolean;
  readonly staleOnce?: boolean;
}

const nonce = 'abc123';
export const md5Challenge = `Digest realm="test", nonce="${nonce}", algorithm=MD5, qop="auth"`;
export const sha256Challenge = `Digest realm="test", nonce="${nonce}", algorithm=SHA-256, qop="auth"`;

export async function startSipServer(options: SipServerOptions = {}) {
  const { certificate, subprotocol = 'sip', user = '1001', password = 'secret', status = 200 } = options;
  const challenges = options.challenges ?? [md5Challenge];
  const http = certificate === undefined ? createHttp() : createHttps(certificate);
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => subprotocol });
  const requests: SipRequest[] = [];
  let isStale = options.staleOnce === true;

  const isRight = (request: SipRequest): boolean => {
    const header = request.headers.first('authorization') ?? request.headers.first('proxy-authorization');
    const params = header === undefined ? null : parseDigest(header);
    if (!params) return false;
    const hash = (text: string): string =>
      createHash(params.get('algorithm') === 'SHA-256' ? 'sha256' : 'md5')
        .update(text)
        .digest('hex');
    const ha1 = hash(`${user}:test:${password}`);
    const ha2 = hash(`REGISTER:${params.get('uri') ?? ''}`);
    const middle = params.has('qop') ? `${params.get('nc') ?? ''}:${params.get('cnonce') ?? ''}:auth:` : '';
    return params.get('response') === hash(`${ha1}:${nonce}:${middle}${ha2}`) && params.get('username') === user;
  };

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const parsed = parseSipMessage((data as Buffer).toString());
      if (!parsed.ok || parsed.message.kind !== 'request' || options.silent === true) return;
      const request = parsed.message;
      requests.push(request);
      const reply = (code: number, headers: Header[] = []): void =>
        socket.send(writeReply(request.headers, code, 'Test', { toTag: 't', headers }));
      reply(100);
      if (challenges.length === 0) return reply(status);
      const hasCredentials = request.headers.first('authorization') !== undefined;
      if (isStale && hasCredentials) {
        isStale = false;
        return reply(401, [['WWW-Authenticate', `${md5Challenge}, stale=true`]]);
      }
      if (isRight(request)) return reply(status);
      reply(
        401,
        challenges.map((challenge): Header => ['WWW-Authenticate', challenge]),
      );
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    port,
    url: `${certificate === undefined ? 'ws' : 'wss'}://127.0.0.1:${port}`,
    requests,
    get open() {
      return sockets.clients.size;
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
