/** Which proxy the environment names for a server, and the tunnel through it (RFC 9110 9.3.6 CONNECT). Must not know SIP or TLS. */
import { request } from 'node:http';
import type { Socket } from 'node:net';

export class ProxyError extends Error {
  readonly code: 'proxy-refused' | 'proxy-authentication';

  constructor(code: 'proxy-refused' | 'proxy-authentication', detail: string) {
    super(detail);
    this.code = code;
  }
}

/** HTTPS_PROXY for wss, HTTP_PROXY for ws, then ALL_PROXY; lower case names win, as in curl. null: connect directly. */
export function proxyFor(server: URL, env: NodeJS.ProcessEnv): URL | null {
  if (isLoopback(server.hostname) || isExcepted(server, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return null;
  const names = server.protocol === 'wss:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY'];
  const value = [...names, 'all_proxy', 'ALL_PROXY'].map((name) => env[name]).find((text) => text);
  if (value === undefined) return null;
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  return url?.protocol === 'http:' ? url : null;
}

/** The socket of the tunnel, to be used as if it led to `host`. */
export function openTunnel(proxy: URL, host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const target = `${host}:${port}`;
    const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    const asking = request({
      host: proxy.hostname.replaceAll(/[[\]]/g, ''),
      port: proxy.port === '' ? 80 : Number(proxy.port),
      method: 'CONNECT',
      path: target,
      signal,
      headers: {
        host: target,
        ...(proxy.username === ''
          ? {}
          : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
      },
    });
    asking.once('connect', (answer, socket) => {
      if (answer.statusCode === 200) return resolve(socket);
      socket.destroy();
      const code = answer.statusCode === 407 ? 'proxy-authentication' : 'proxy-refused';
      reject(new ProxyError(code, `${proxy.host}: ${answer.statusCode ?? ''} ${answer.statusMessage ?? ''}`));
    });
    asking.once('response', (answer) => {
      answer.destroy();
      reject(new ProxyError('proxy-refused', `${proxy.host}: ${answer.statusCode ?? ''}`));
    });
    asking.once('error', reject);
    asking.end();
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const portOf = port === '' ? (protocol === 'wss:' ? '443' : '80') : port;
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (only !== undefined && only !== portOf) return false;
      const suffix = name.replace(/^\*?\./, '');
      return hostname === suffix || hostname.endsWith(`.${suffix}`);
    });
}
