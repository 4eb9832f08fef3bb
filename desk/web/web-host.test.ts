import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { FrameLink } from '../../core/link/frame-link.ts';
import { contentSecurityPolicy } from './security-headers.ts';
import { startWebHost, type WebHost } from './web-host.ts';

let folder: string;
let host: WebHost;
let port: number;
let links: FrameLink[];
const quiet = { warn: () => undefined };

const start = async (beatMs = 5_000): Promise<void> => {
  links = [];
  host = await startWebHost({
    rendererDir: join(folder, 'renderer'),
    port: 0,
    connectSrc: () => ['wss://pbx.example', "wss://x; script-src 'unsafe-inline'"],
    serve: (link) => links.push(link),
    log: quiet,
    beatMs,
  });
  port = Number(new URL(host.url).port);
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewarden-web-'));
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(
    join(folder, 'renderer', 'index.html'),
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="/assets/a.js"></script>',
  );
  writeFileSync(join(folder, 'renderer', 'assets', 'main-B3fG_x9Q.js'), 'export {};');
  writeFileSync(join(folder, 'renderer', 'plain.json'), '{}');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'renderer', 'link.txt'));
  await start();
});
afterEach(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The path goes out as it stands: `fetch` would tidy up what an attacker would not. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asking.once('error', reject);
    asking.end();
  });
}

async function enter(): Promise<string> {
  const { headers } = await ask(host.url.slice(host.url.indexOf('/?')));
  return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

const socketOutcome = (headers: Record<string, string>, path = '/desk'): Promise<WebSocket | number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_, answer) => {
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    socket.on('error', () => undefined);
  });

describe('the token', () => {
  it('is exchanged once for a strict cookie and leaves the address', async () => {
    const path = host.url.slice(host.url.indexOf('/?'));
    const first = await ask(path);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^linewarden-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=/,
    );
    expect((await ask(path)).status).toBe(403);
    const cookie = (first.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    // the owner's own browser, going back in its history
    expect((await ask(path, { cookie })).headers.location).toBe('/');
  });

  it.each(['/?token=', '/?token=wrong', '/'])('%s opens nothing', async (path) => {
    const { status, headers } = await ask(path);
    expect(status).toBe(403);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('is not replaced by a cookie of somebody’s choice', async () => {
    await enter();
    for (const cookie of [`linewarden-${port}=`, `linewarden-${port}=x`, 'linewarden=1']) {
      expect((await ask('/', { cookie })).status).toBe(403);
    }
  });
});

describe('Host and Origin', () => {
  it.each(['evil.example', '127.0.0.1', '127.0.0.1.evil.example:1', 'localhost.:1', '[::1]:1'])(
    'Host %s is refused with a valid session',
    async (name) => {
      const cookie = await enter();
      expect((await ask('/', { cookie, host: name.replace(':1', `:${port}`) })).status).toBe(403);
    },
  );

  it('localhost is an own name', async () => {
    const cookie = await enter();
    expect((await ask('/', { cookie, host: `localhost:${port}` })).status).toBe(200);
  });

  it('methods that change are refused to foreign origins and to our own', async () => {
    const cookie = await enter();
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${port + 1}`]) {
      expect((await ask('/', { cookie, origin }, 'POST')).status).toBe(403);
    }
    expect((await ask('/', { cookie }, 'DELETE')).status).toBe(403);
    expect((await ask('/', { cookie, origin: `http://127.0.0.1:${port}` }, 'POST')).status).toBe(405);
  });
});

describe('the page', () => {
  it('has a new nonce each time, in header and meta, and a closed policy', async () => {
    const cookie = await enter();
    const nonces = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const { headers, body } = await ask('/', { cookie });
      const policy = String(headers['content-security-policy']);
      const nonce = /script-src 'self' 'nonce-([A-Za-z0-9+/]{24})'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      expect(body.split(`nonce="${nonce}"`)).toHaveLength(3);
      expect(body).not.toContain('__CSP_NONCE__');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port} wss://pbx.example;`);
      expect(policy).not.toContain('unsafe');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['permissions-policy']).toContain('microphone=(self)');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    }
    expect(nonces.size).toBe(3);
  });

  it('keeps hashed files for ever and asks again for the others', async () => {
    const cookie = await enter();
    const asset = await ask('/assets/main-B3fG_x9Q.js', { cookie });
    expect(asset.headers['cache-control']).toContain('immutable');
    expect(asset.headers['content-type']).toContain('javascript');
    expect(asset.headers['x-content-type-options']).toBe('nosniff');
    expect((await ask('/plain.json', { cookie })).headers['cache-control']).toBe('no-cache');
    expect((await ask('/assets/main-B3fG_x9Q.js')).status).toBe(403);
    expect((await ask('/', { cookie }, 'HEAD')).body).toBe('');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//etc/passwd',
    '/link.txt',
    '/assets',
    '/index.html%00.js',
    '/assets/main-B3fG_x9Q.js/',
    'http://evil.example/secret.txt',
  ])('%s reaches no file', async (path) => {
    const cookie = await enter();
    const { status, body } = await ask(path, { cookie });
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('secret');
  });
});

describe('the link', () => {
  it('is opened with session, Host and Origin right, and by nothing less', async () => {
    const cookie = await enter();
    const origin = `http://127.0.0.1:${port}`;
    expect(await socketOutcome({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await socketOutcome({ cookie })).toBe(403);
    expect(await socketOutcome({ origin })).toBe(403);
    expect(await socketOutcome({ cookie, origin, host: `evil.example:${port}` })).toBe(403);
    expect(await socketOutcome({ cookie, origin: `http://localhost:${port}` })).toBe(403);
    expect(await socketOutcome({ cookie, origin }, '/other')).toBe(403);
    expect(links).toHaveLength(0);
    const socket = await socketOutcome({ cookie, origin });
    expect(socket).toBeInstanceOf(WebSocket);
    expect(links).toHaveLength(1);
    const heard: unknown[] = [];
    links[0]?.onFrame((frame) => heard.push(frame));
    (socket as WebSocket).send('守线');
    (socket as WebSocket).send(Buffer.from([1]));
    links[0]?.send('answer');
    expect(
      await new Promise((resolve) => (socket as WebSocket).once('message', (data: Buffer) => resolve(data.toString()))),
    ).toBe('answer');
    await expect.poll(() => heard.length).toBe(2);
    expect(heard[0]).toBe('守线');
    expect(typeof heard[1]).not.toBe('string');
  });

  it('drops a peer that answers no ping', async () => {
    await host.stop();
    await start(40);
    const cookie = await enter();
    const raw = connect(port, '127.0.0.1');
    raw.write(
      `GET /desk HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nCookie: ${cookie}\r\n` +
        'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    raw.on('data', () => undefined);
    await new Promise((resolve) => raw.once('close', resolve));
    expect(links).toHaveLength(1);
    // what is on its way to a tab that has gone is dropped
    links[0]?.send('x');
  });

  it('ends a frame beyond the limit, and all sockets when it stops', async () => {
    const cookie = await enter();
    const origin = `http://127.0.0.1:${port}`;
    const big = (await socketOutcome({ cookie, origin })) as WebSocket;
    const code = new Promise((resolve) => big.once('close', resolve));
    big.send(Buffer.alloc(24_000_001));
    expect(await code).toBe(1009);
    const other = (await socketOutcome({ cookie, origin })) as WebSocket;
    const goodbye = new Promise((resolve) => other.once('close', resolve));
    await host.stop();
    expect(await goodbye).toBe(1001);
    await start();
  });
});

describe('starting', () => {
  it('fails where the port is taken or nothing is built', async () => {
    const base = { connectSrc: () => [], serve: () => undefined, log: quiet };
    await expect(startWebHost({ ...base, rendererDir: join(folder, 'renderer'), port })).rejects.toThrow('EADDRINUSE');
    await expect(startWebHost({ ...base, rendererDir: join(folder, 'none'), port: 0 })).rejects.toThrow('ENOENT');
  });

  it('lets no value add a directive', () => {
    const policy = contentSecurityPolicy({
      nonce: 'n',
      port: 1,
      connectSrc: ['wss://a; script-src *', 'https://b', 'wss://c:1'],
    });
    expect(policy.match(/script-src/g)).toHaveLength(1);
    expect(policy).toContain(' wss://c:1;');
    expect(policy).not.toContain('https://b');
  });
});
