/**
 * The WebSocket door of the practice line (RFC 7118): loopback only, subprotocol `sip`, with Origin, Host, size and
 * connection limits; it hands text frames on and must not understand SIP.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { TimerSet } from './clock.ts';
import { MAX_MESSAGE_BYTES } from '../sip/parse.ts';
import type { PracticeLog } from './practice-log.ts';

export interface DeskSocket {
  readonly id: number;
  readonly open: boolean;
  send(text: string): void;
}

export interface SocketHandlers {
  opened(socket: DeskSocket): void;
  frame(socket: DeskSocket, frame: string | Uint8Array): void;
  closed(socket: DeskSocket): void;
}

export interface SocketServerOptions {
  readonly isAllowedOrigin: (origin: string | undefined) => boolean;
  readonly handlers: SocketHandlers;
  readonly timers: TimerSet;
  readonly log: PracticeLog;
}

export interface SocketServer {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_SOCKETS = 8;
const CLOSE_LIMIT_MS = 300;
/** A peer that lets this much pile up is not reading; it is cut off rather than kept in memory. */
const MAX_BUFFERED_BYTES = 1_048_576;

export async function startSocketServer({
  isAllowedOrigin,
  handlers,
  timers,
  log,
}: SocketServerOptions): Promise<SocketServer> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => 'sip',
  });
  const http = createServer({ requestTimeout: 5000, headersTimeout: 5000 }, (_request, response) => {
    response.writeHead(426, { Connection: 'close', Upgrade: 'websocket' }).end();
  });
  let nextId = 1;
  sockets.on('connection', (ws: WebSocket) => {
    const socket = deskSocket(nextId++, ws);
    ws.on('message', (data: RawData, isBinary: boolean) => handlers.frame(socket, frameOf(data, isBinary)));
    // 'close' always follows 'error' (an oversized frame, broken UTF-8): there is nothing else to do here.
    ws.on('error', (error) => log.warn({ socket: socket.id, reason: error.message }, 'practice socket error'));
    ws.on('close', () => handlers.closed(socket));
    handlers.opened(socket);
  });
  http.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const refusal = refuse(request, sockets.clients.size, port(), isAllowedOrigin);
    if (refusal === null) {
      sockets.handleUpgrade(request, stream, head, (ws) => sockets.emit('connection', ws, request));
      return;
    }
    log.warn({ origin: request.headers.origin, refusal }, 'practice socket refused');
    endWith(stream, refusal);
  });
  const port = (): number => (http.address() as AddressInfo | null)?.port ?? 0;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: port(),
    close: async () => {
      const down = new Promise<void>((resolve) => http.close(() => resolve()));
      // The last BYE and CANCEL go out before the close frame; a peer that does not answer it is cut off.
      for (const ws of sockets.clients) ws.close(1001, 'practice line stopped');
      const stopWaiting = timers.after(CLOSE_LIMIT_MS, () => {
        for (const ws of sockets.clients) ws.terminate();
        http.closeAllConnections();
      });
      http.closeIdleConnections();
      sockets.close();
      await down;
      stopWaiting();
    },
  };
}

type Refusal = '400 Bad Request' | '403 Forbidden' | '404 Not Found' | '503 Service Unavailable';

function refuse(
  request: IncomingMessage,
  open: number,
  port: number,
  isAllowedOrigin: SocketServerOptions['isAllowedOrigin'],
): Refusal | null {
  // A page of another site reaches 127.0.0.1 too (and by a rebound name): Origin and Host are both checked.
  if (request.headers.host !== `127.0.0.1:${port}`) return '403 Forbidden';
  if (!isAllowedOrigin(request.headers.origin)) return '403 Forbidden';
  if (request.url !== '/') return '404 Not Found';
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((p) => p.trim());
  if (!protocols.includes('sip')) return '400 Bad Request';
  return open >= MAX_SOCKETS ? '503 Service Unavailable' : null;
}

function endWith(stream: Duplex, refusal: Refusal): void {
  stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function frameOf(data: RawData, isBinary: boolean): string | Uint8Array {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? Buffer.from(data) : data;
  return isBinary ? bytes : bytes.toString('utf8');
}

function deskSocket(id: number, ws: WebSocket): DeskSocket {
  return {
    id,
    get open() {
      return ws.readyState === ws.OPEN;
    },
    send: (text) => {
      if (ws.readyState !== ws.OPEN) return;
      if (ws.bufferedAmount > MAX_BUFFERED_BYTES) ws.terminate();
      else ws.send(text);
    },
  };
}
