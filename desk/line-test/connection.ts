/** The way to one server, step by step: name, socket (through a proxy where one is named), TLS, WebSocket upgrade. */
import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import type { LineProblem } from '../../core/contract/word-ids.ts';
import { openTunnel, proxyFor, ProxyError } from './proxy.ts';
import { certificateProblem } from './trust.ts';

/** A step that failed, with the word for it. */
export class StepError extends Error {
  readonly code: LineProblem;

  constructor(code: LineProblem, detail: string) {
    super(detail);
    this.code = code;
  }
}

export interface Route {
  readonly server: URL;
  readonly host: string;
  readonly port: number;
  readonly proxy: URL | null;
}

export function routeTo(server: string, env: NodeJS.ProcessEnv): Route {
  const url = new URL(server);
  const port = url.port === '' ? (url.protocol === 'wss:' ? 443 : 80) : Number(url.port);
  return { server: url, host: url.hostname.replaceAll(/[[\]]/g, ''), port, proxy: proxyFor(url, env) };
}

/** The addresses, for people. Throws `StepError`. */
export async function resolveName(route: Route): Promise<string[]> {
  if (isIP(route.host) !== 0) return [route.host];
  try {
    return (await lookup(route.host, { all: true })).map(({ address }) => address);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StepError(code === 'ENOTFOUND' ? 'not-found' : 'no-answer', `${route.host}: ${code ?? String(error)}`);
  }
}

export async function openSocket(route: Route, signal: AbortSignal): Promise<Socket> {
  try {
    if (route.proxy !== null) return await openTunnel(route.proxy, route.host, route.port, signal);
    return await new Promise<Socket>((resolve, reject) => {
      const socket = connectTcp({ host: route.host, port: route.port });
      endWith(socket, signal);
      socket.once('connect', () => resolve(socket));
      socket.once('error', reject);
    });
  } catch (error) {
    throw toStepError(error, signal, `${route.host}:${route.port}`);
  }
}

/** Checks the certificate against `ca` and the host's name. Throws `StepError`. */
export function secure(socket: Socket, route: Route, ca: string[], signal: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const tls = connectTls({
      socket,
      host: route.host,
      // RFC 6066 3: an address is no server name
      ...(isIP(route.host) === 0 ? { servername: route.host } : {}),
      ca,
      ALPNProtocols: ['http/1.1'],
    });
    endWith(tls, signal);
    tls.once('secureConnect', () => resolve(tls));
    tls.once('error', (error) => reject(toStepError(error, signal, route.host)));
    tls.once('close', () => reject(new StepError(signal.aborted ? 'time-out' : 'not-tls', `${route.host}: closed`)));
  });
}

/** RFC 7118 4: the subprotocol `sip` must be agreed on. Throws `StepError`. */
export function upgrade(socket: Socket, route: Route, signal: AbortSignal): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const webSocket = new WebSocket(route.server, ['sip'], {
      createConnection: () => socket,
      perMessageDeflate: false,
      maxPayload: 65_536,
      followRedirects: false,
      // servers with an Origin list expect the product's page, which a probe is not; none is what non-browsers send
    });
    endWith(webSocket, signal);
    webSocket.once('open', () => resolve(webSocket));
    webSocket.once('unexpected-response', (_, answer) => {
      answer.destroy();
      socket.destroy();
      reject(new StepError('http-status', `${route.server.href}: ${answer.statusCode ?? ''}`));
    });
    webSocket.on('error', (error) => {
      const isProtocol = /subprotocol/i.test(error.message);
      reject(isProtocol ? new StepError('not-sip', error.message) : toStepError(error, signal, route.server.href));
    });
  });
}

/** A socket whose step was given up must not stay, nor throw when it fails later. */
function endWith(socket: Socket | WebSocket, signal: AbortSignal): void {
  const end = (): void => {
    if (socket instanceof WebSocket) socket.terminate();
    else socket.destroy(new StepError('time-out', 'no answer in time'));
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  socket.on('error', () => undefined);
  socket.once('close', () => signal.removeEventListener('abort', end));
}

function toStepError(error: unknown, signal: AbortSignal, where: string): StepError {
  if (error instanceof StepError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof ProxyError) return new StepError(error.code, message);
  if (signal.aborted) return new StepError('time-out', where);
  const certificate = certificateProblem(code);
  if (certificate !== null) return new StepError(certificate, `${where}: ${message}`);
  switch (code) {
    case 'ECONNREFUSED':
      return new StepError('refused', where);
    case 'ETIMEDOUT':
      return new StepError('time-out', where);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return new StepError('unreachable', where);
    case 'ENOTFOUND':
      return new StepError('not-found', where);
    default:
      if (code === 'EPROTO' || code?.startsWith('ERR_SSL') === true)
        return new StepError('not-tls', `${where}: ${message}`);
      return new StepError('failed', `${where}: ${message}`);
  }
}
