/**
 * The web host: the renderer and the desk's link for browsers on this computer, on 127.0.0.1 only. Every request passes
 * the same gate (Host, Origin, session) before anything is looked up. Must not know what the desk service does.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { FrameLink } from '../../core/link/frame-link.ts';
import { maxFrameLength } from '../../core/link/frame.ts';
import { Access } from './access.ts';
import { closedPolicy, contentSecurityPolicy, plainHeaders } from './security-headers.ts';
import { createSocketLink } from './socket-link.ts';
import { listStatics, readPage, type StaticFile } from './statics.ts';
import { newSessionSecret } from './web-session.ts';

export interface WebHostOptions {
  readonly rendererDir: string;
  /** 0: a free one */
  readonly port: number;
  readonly connectSrc: () => readonly string[];
  readonly serve: (link: FrameLink) => void;
  readonly log: { warn(message: string): void };
  readonly beatMs?: number;
  /** the secret that cookies of an earlier process hold; a new one otherwise */
  readonly session?: string;
}

export interface WebHost {
  /** with the one-time token */
  readonly url: string;
  readonly origins: readonly string[];
  readonly port: number;
  /** Closes every socket; bounded. */
  stop(): Promise<void>;
}

const socketPath = '/desk';
/** UTF-8 has up to three bytes for each character that JSON.parse counts as one. */
const maxFrameBytes = maxFrameLength * 3;
const maxSockets = 64;
const goodbyeMs = 1_000;

/** Rejects when the port is taken or the renderer is not built. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const statics = listStatics(options.rendererDir);
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 });
  const port = await listen(server, options.port);
  const access = new Access(port, options.session ?? newSessionSecret());
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    clientTracking: true,
  });

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      options.log.warn(`a page could not be served: ${String(error)}`);
      if (!response.headersSent) refuse(response, 500, 'failed');
      else response.destroy();
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    const isAllowed =
      access.isOwnOrigin(request.headers) &&
      access.hasSession(request.headers) &&
      request.url === socketPath &&
      sockets.clients.size < maxSockets;
    if (!isAllowed) {
      options.log.warn('refused a WebSocket: wrong Host, Origin, session or path');
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      options.serve(createSocketLink(webSocket, options.beatMs));
    });
  });
  server.on('clientError', (_error, socket) => socket.destroy());

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, method = '' } = request;
    if (!access.isOwnHost(headers)) return refuse(response, 403, 'host');
    if (method !== 'GET' && method !== 'HEAD') {
      return access.isOwnOrigin(headers) && access.hasSession(headers)
        ? refuse(response, 405, 'method')
        : refuse(response, 403, 'origin');
    }
    const url = URL.parse(request.url ?? '', `http://127.0.0.1:${port}`);
    if (url === null) return refuse(response, 400, 'address');
    const token = url.searchParams.get('token');
    if (url.pathname === '/' && token !== null) return enter(response, token, access.hasSession(headers));
    if (!access.hasSession(headers)) return refuse(response, 403, 'session');
    const file = statics.get(url.pathname);
    if (file === undefined) return refuse(response, 404, 'not-found');
    return file.isPage ? sendPage(response, file, method) : sendFile(response, file, method);
  }

  /** The token leaves the address bar and the history at once. */
  function enter(response: ServerResponse, token: string, hasSession: boolean): void {
    const cookie = access.exchange(token);
    if (cookie === null && !hasSession) return refuse(response, 403, 'token');
    response.writeHead(303, {
      ...plainHeaders,
      'Content-Security-Policy': closedPolicy,
      'Cache-Control': 'no-store',
      Location: '/',
      ...(cookie === null ? {} : { 'Set-Cookie': cookie }),
    });
    response.end();
  }

  async function sendPage(response: ServerResponse, file: StaticFile, method: string): Promise<void> {
    const nonce = randomBytes(18).toString('base64');
    const page = await readPage(file, nonce);
    response.writeHead(200, {
      ...plainHeaders,
      'Content-Security-Policy': contentSecurityPolicy({ nonce, port, connectSrc: options.connectSrc() }),
      'Content-Type': file.type,
      'Content-Length': page.length,
      'Cache-Control': 'no-store',
    });
    response.end(method === 'HEAD' ? undefined : page);
  }

  return {
    url: access.url,
    origins: access.origins,
    port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets.clients) socket.close(1001, 'the desk stops');
      server.closeIdleConnections();
      const limit = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
      }, goodbyeMs);
      await closed;
      clearTimeout(limit);
      sockets.close();
    },
  };
}

async function sendFile(response: ServerResponse, file: StaticFile, method: string): Promise<void> {
  response.writeHead(200, {
    ...plainHeaders,
    'Content-Security-Policy': closedPolicy,
    'Content-Type': file.type,
    'Cache-Control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (method === 'HEAD') {
    response.end();
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const stream = createReadStream(file.path);
    stream.once('error', reject);
    response.once('close', () => {
      stream.destroy();
      resolve();
    });
    stream.pipe(response);
  });
}

const sentences: Readonly<Record<string, string>> = {
  session: '请使用启动守线时打开的地址。 Use the address that Linewarden opened or printed when it started.',
  token: '这个地址已用过一次。请重新启动守线。 This address was used already. Start Linewarden again.',
};

/** Says nothing to strangers but that they are refused; to the owner's own browser it says what to do. */
function refuse(response: ServerResponse, status: number, reason: string): void {
  const text = `${sentences[reason] ?? reason}\n`;
  response.writeHead(status, {
    ...plainHeaders,
    'Content-Security-Policy': closedPolicy,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(text);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
