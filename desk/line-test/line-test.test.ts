import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcp, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { LineCheck } from '../../core/contract/admin.ts';
import { lineAccountSchema } from '../../core/settings/settings.ts';
import { testLine, type LineTestOptions } from './line-test.ts';
import { proxyFor } from './proxy.ts';
import { authority, expired, good, other, self } from './test-support/certificates.ts';
import { md5Challenge, sha256Challenge, startSipServer, type SipServerOptions } from './test-support/sip-server.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const sipServer = async (options: SipServerOptions = {}) => {
  const server = await startSipServer(options);
  stops.push(() => server.stop());
  return server;
};

async function check(servers: string[], options: Partial<LineTestOptions> = {}): Promise<LineCheck[]> {
  const account = lineAccountSchema.parse({ servers, domain: 'test.example', user: '1001' });
  const found: LineCheck[] = [];
  const env = options.env ?? {};
  const authorities = () => [authority];
  for await (const each of testLine({ account, password: 'secret', authorities, stepMs: 2_000, ...options, env })) {
    found.push(each);
  }
  return found;
}

/** `dns passed ok`, without the running ones */
const short = (checks: readonly LineCheck[]): string[] =>
  checks.filter(({ state }) => state !== 'running').map(({ id, state, code }) => `${id} ${state} ${code}`);

const phone = ['media skipped phone', 'microphone skipped phone', 'loopback skipped phone'];

describe('a good line', () => {
  it('passes over TLS, and the contact is taken away again', async () => {
    const server = await sipServer({ certificate: good });
    const checks = await check([server.url]);
    expect(short(checks)).toEqual([
      'dns passed ok',
      'tls passed ok',
      'websocket passed ok',
      'register passed ok',
      'round-trip passed ok',
      ...phone,
    ]);
    expect(checks.filter(({ state }) => state === 'running').map(({ id }) => id)).toEqual([
      'dns',
      'tls',
      'websocket',
      'register',
      'round-trip',
    ]);
    const registers = server.requests.filter(({ method }) => method === 'REGISTER');
    const expires = registers.map(({ headers }) => /expires=(\d+)/.exec(headers.first('contact') ?? '')?.[1]);
    expect(expires).toEqual(['60', '60', '0', '0']);
    expect(new Set(registers.map(({ headers }) => headers.first('contact')?.split('>')[0])).size).toBe(1);
    await expect.poll(() => server.open).toBe(0);
  });

  it('leaves the phone’s binding alone where the same user is registered already', async () => {
    const server = await sipServer();
    expect(short(await check([server.url], { isInUse: true }))).toContain('register passed ok');
    const registers = server.requests.filter(({ method }) => method === 'REGISTER');
    expect(registers.map(({ headers }) => headers.first('contact'))).toEqual([undefined, undefined]);
  });

  it.each([
    ['SHA-256 before MD5', [sha256Challenge, md5Challenge]],
    ['an algorithm that nobody knows, then MD5', [sha256Challenge.replace('SHA-256', 'X'), md5Challenge]],
    ['a challenge without qop', [md5Challenge.replace(', qop="auth"', '')]],
    ['no challenge at all', []],
  ])('passes with %s', async (_, challenges) => {
    const server = await sipServer({ challenges });
    const checks = await check([server.url]);
    expect(short(checks)).toContain('tls skipped plain');
    expect(short(checks)).toContain('register passed ok');
  });

  it('tries once more with a fresh nonce', async () => {
    const server = await sipServer({ staleOnce: true });
    expect(short(await check([server.url]))).toContain('register passed ok');
  });

  it('is found at the second server when the first is down', async () => {
    const server = await sipServer();
    const checks = short(await check(['ws://127.0.0.1:1', server.url]));
    expect(checks).toContain('websocket failed refused');
    expect(checks.slice(-6)).toEqual(['websocket passed ok', 'register passed ok', 'round-trip passed ok', ...phone]);
  });
});

describe('certificates', () => {
  it.each([
    ['expired', expired, 'expired'],
    ['for another host', other, 'wrong-host'],
    ['signed by itself', self, 'self-signed'],
  ])('%s is told as such', async (_, certificate, code) => {
    const server = await sipServer({ certificate });
    expect(short(await check([server.url]))).toEqual([
      'dns passed ok',
      `tls failed ${code}`,
      'websocket skipped no-connection',
      'register skipped no-connection',
      'round-trip skipped no-connection',
      ...phone,
    ]);
  });

  it('of an unknown authority is told as such, with the system’s own list', async () => {
    const server = await sipServer({ certificate: good });
    const account = lineAccountSchema.parse({ servers: [server.url], domain: 'test.example', user: '1001' });
    const found: LineCheck[] = [];
    for await (const each of testLine({ account, password: 'x', env: {} })) found.push(each);
    expect(short(found)).toContain('tls failed unknown-ca');
  });

  it('wss to a server that speaks plain', async () => {
    const server = await sipServer();
    expect(short(await check([server.url.replace('ws:', 'wss:')]))).toContain('tls failed not-tls');
  });
});

describe('the account', () => {
  it('wrong password: asked again after the credentials', async () => {
    const server = await sipServer();
    expect(short(await check([server.url], { password: 'wrong' }))).toContain('register failed wrong-password');
    expect(server.requests.filter(({ method }) => method === 'REGISTER')).toHaveLength(2);
  });

  it.each([
    [403, 'forbidden'],
    [404, 'unknown-user'],
    [503, 'server-error'],
    [488, 'rejected'],
  ])('%i is told as %s', async (status, code) => {
    const server = await sipServer({ status });
    const checks = await check([server.url]);
    expect(short(checks)).toContain(`register failed ${code}`);
    expect(checks.find(({ state, id }) => id === 'register' && state === 'failed')?.detail).toBe(`${status} Test`);
  });

  it('no password, an answer that never comes, and an algorithm that nobody knows', async () => {
    const server = await sipServer();
    expect(short(await check([server.url], { password: null }))).toContain('register failed no-password');
    const silent = await sipServer({ silent: true });
    expect(short(await check([silent.url], { stepMs: 150 }))).toContain('register failed time-out');
    const odd = await sipServer({ challenges: [md5Challenge.replace('MD5', 'X')] });
    expect(short(await check([odd.url]))).toContain('register failed no-common-algorithm');
  });
});

describe('the way there', () => {
  it('a name that does not exist', async () => {
    const found = short(await check(['wss://pbx.invalid']));
    expect(found[0]).toMatch(/^dns failed (not-found|no-answer)$/);
    expect(found).toContain('register skipped no-connection');
  });

  it('a server that is no SIP server, or none at all', async () => {
    const noSip = await sipServer({ subprotocol: false });
    expect(short(await check([noSip.url]))).toContain('websocket failed not-sip');
    const web: Server = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    stops.push(() => new Promise((resolve) => web.close(resolve)));
    const { port } = web.address() as AddressInfo;
    expect(short(await check([`ws://127.0.0.1:${port}`]))).toContain('websocket failed http-status');
  });

  it('a server that accepts and says nothing', async () => {
    const sockets = new Set<Socket>();
    const mute = createTcp((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    stops.push(() => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => mute.close(resolve));
    });
    expect(short(await check([`ws://127.0.0.1:${port}`], { stepMs: 150 }))).toContain('websocket failed time-out');
    expect(short(await check([`wss://127.0.0.1:${port}`], { stepMs: 150 }))).toContain('tls failed time-out');
  });

  it('ends when nobody listens any more', async () => {
    const silent = await sipServer({ silent: true });
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 150);
    const found = short(await check([silent.url], { signal: leaving.signal, stepMs: 20_000 }));
    expect(found).toContain('register failed time-out');
    await expect.poll(() => silent.open).toBe(0);
  });
});

describe('the round trip', () => {
  it('is measured by questions that leave nothing behind, whatever the answer to them', async () => {
    const server = await sipServer();
    const checks = await check([server.url], { password: 'wrong' });
    const found = checks.find(({ id, state }) => id === 'round-trip' && state === 'passed');
    expect(found?.detail).toMatch(/^\d+\.\d ms$/);
    const methods = server.requests.map(({ method }) => method);
    expect(methods).toEqual(['REGISTER', 'REGISTER', ...Array<string>(5).fill('OPTIONS')]);
  });
});

describe('a proxy', () => {
  /** A real CONNECT proxy, which alone knows where `pbx.test` is. */
  async function startProxy(target: number, status = 200): Promise<{ port: number; asked: string[] }> {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? '-'}`);
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
        return;
      }
      const upstream = connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      for (const each of [socket, upstream]) each.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    stops.push(() => {
      proxy.closeAllConnections();
      return new Promise((resolve) => proxy.close(resolve));
    });
    return { port: (proxy.address() as AddressInfo).port, asked };
  }

  it('is used for the tunnel, with its credentials', async () => {
    const server = await sipServer();
    const { port, asked } = await startProxy(server.port);
    const env = { HTTP_PROXY: `http://me:p%40ss@127.0.0.1:${port}` };
    expect(short(await check(['ws://pbx.test'], { env }))).toEqual([
      'dns skipped proxy',
      'tls skipped plain',
      'websocket passed ok',
      'register passed ok',
      'round-trip passed ok',
      ...phone,
    ]);
    expect(asked).toEqual([`pbx.test:80 Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
  });

  it('that carries TLS is seen through: the certificate is the server’s', async () => {
    const server = await sipServer({ certificate: other });
    const { port } = await startProxy(server.port);
    const env = { https_proxy: `127.0.0.1:${port}` };
    expect(short(await check(['wss://other.example:5061'], { env }))).toContain('register passed ok');
    expect(short(await check(['wss://pbx.test'], { env }))).toContain('tls failed wrong-host');
  });

  it.each([
    [407, 'proxy-authentication'],
    [403, 'proxy-refused'],
  ])('that answers %i is told as %s', async (status, code) => {
    const { port } = await startProxy(1, status);
    const env = { HTTP_PROXY: `http://127.0.0.1:${port}` };
    expect(short(await check(['ws://pbx.test'], { env }))).toContain(`websocket failed ${code}`);
  });

  it.each([
    ['wss://pbx.example', 'pbx.example', false],
    ['wss://pbx.example', '.example', false],
    ['wss://pbx.example:8443', 'pbx.example:443', true],
    ['wss://notpbx.example', 'pbx.example', true],
    ['wss://pbx.example', '*', false],
    ['ws://127.0.0.1:5060', '', false],
    ['wss://pbx.example', 'a.example, b.example', true],
  ])('%s with NO_PROXY=%s', (server, exceptions, isUsed) => {
    const proxy = proxyFor(new URL(server), { ALL_PROXY: 'http://proxy:1', NO_PROXY: exceptions });
    expect(proxy !== null).toBe(isUsed);
  });
});
