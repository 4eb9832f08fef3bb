import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { DeskContract } from '../core/contract/desk.ts';
import { contractVersion } from '../core/contract/version.ts';
import type { FromDesk } from '../core/contract/shell-desk.ts';

const root = join(import.meta.dirname, '..');
let product: string;
let profile: string;
const children = new Set<ChildProcess>();

/** The desk as it ships: bundled as CommonJS, two folders below the product's root. */
beforeAll(async () => {
  product = mkdtempSync(join(tmpdir(), 'linewarden-product-'));
  await build({
    entryPoints: {
      main: join(root, 'desk/main.ts'),
      writer: join(root, 'desk/store/writer.ts'),
      reader: join(root, 'desk/store/reader.ts'),
    },
    outdir: join(product, 'dist', 'desk'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    logLevel: 'error',
  });
  cpSync(join(root, 'assets'), join(product, 'assets'), { recursive: true });
  cpSync(join(root, 'package.json'), join(product, 'package.json'));
  mkdirSync(join(product, 'dist', 'renderer'));
  const places = { format: 1, source: 'test', places: [['北京', 'Beijing']], steps: [8610], at: [0] };
  writeFileSync(join(product, 'dist', 'place-table.json'), JSON.stringify(places));
  writeFileSync(join(product, 'dist', 'renderer', 'index.html'), '<!doctype html><title>守线</title>');
  // what Electron's utility process gives: a parentPort, here over the IPC channel of a child process
  writeFileSync(
    join(product, 'parent-port.cjs'),
    `const { EventEmitter } = require('node:events');
     const port = new EventEmitter();
     port.postMessage = (data) => process.send(data);
     process.on('message', (data) => port.emit('message', { data, ports: [] }));
     process.parentPort = port;`,
  );
});
afterAll(() => rmSync(product, { recursive: true, force: true }));
beforeEach(() => {
  profile = join(mkdtempSync(join(tmpdir(), 'linewarden-main-')), 'p');
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  rmSync(join(profile, '..'), { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exited: Promise<number | null>;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [join(product, 'dist/desk/main.cjs'), ...args, '--profile', profile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8', npm_lifecycle_event: undefined, ...env },
  });
  children.add(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, out: () => out, err: () => err, exited };
}

async function startWeb(...args: string[]): Promise<Run & { url: URL }> {
  const run = start(['--web', '--no-open', ...args]);
  await expect.poll(run.out, { timeout: 20_000 }).toMatch(/\n$/);
  const ready = /^LINEWARDEN_READY (\{.*\})\n$/.exec(run.out());
  expect(ready, run.err()).not.toBeNull();
  return { ...run, url: new URL((JSON.parse(ready?.[1] ?? '') as { url: string }).url) };
}

describe('the web host', () => {
  it('prints one line, serves, holds its profile, and ends cleanly on SIGTERM', async () => {
    const first = await startWeb();
    expect(first.url.hostname).toBe('127.0.0.1');
    expect((await fetch(first.url, { redirect: 'manual' })).status).toBe(303);

    const second = start(['--web', '--no-open']);
    expect(await second.exited).toBe(3);
    expect(second.out()).toBe('');
    expect(second.err()).toContain('Another Linewarden uses this profile');
    expect(second.err()).toContain(`pid ${first.child.pid ?? 0} (web)`);

    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    expect(first.out().split('\n')).toHaveLength(2);
    expect(existsSync(join(profile, 'lock'))).toBe(false);
  });

  it('ends cleanly with a tab that reads streams, whatever that tab had sent', async () => {
    const run = await startWeb();
    const entered = await fetch(run.url, { redirect: 'manual' });
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const socket = new WebSocket(`ws://${run.url.host}/desk`, { headers: { cookie, origin: run.url.origin } });
    await new Promise((resolve) => socket.once('open', resolve));
    const client = createORPCClient<ContractRouterClient<DeskContract>>(
      new RPCLink({ websocket: socket as unknown as ConstructorParameters<typeof RPCLink>[0]['websocket'] }),
    );
    expect(await client.session.hello({ contractVersion })).toMatchObject({
      host: 'web',
      line: 'practice',
      warnings: [],
    });
    for (const nonsense of ['garbage', '{"i":"x","p":{}}', Buffer.from([1, 2])]) socket.send(nonsense);
    const hold = await client.session.holdLine({ holder: 'a', title: '', force: false });
    expect((await hold.next()).value).toMatchObject({ state: 'held' });
    const changes = await client.session.changes();
    await client.settings.setPreferences({ theme: 'dark' });
    expect((await changes.next()).value).toMatchObject({ topic: 'settings' });
    const ends = [hold.next(), changes.next()].map((step) =>
      step.then(
        () => 'ended',
        () => 'ended',
      ),
    );
    run.child.kill('SIGTERM');
    expect(await run.exited).toBe(0);
    expect(await Promise.all(ends)).toEqual(['ended', 'ended']);
    expect(run.err()).toBe('');
  });

  it('takes its profile back after SIGKILL', async () => {
    const first = await startWeb();
    first.child.kill('SIGKILL');
    await first.exited;
    expect(existsSync(join(profile, 'lock'))).toBe(true);
    const second = await startWeb();
    second.child.kill('SIGINT');
    expect(await second.exited).toBe(0);
  });

  it('listens where it is told, and says when it cannot', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const refused = start(['--web', '--no-open', '--port', String(port)]);
    expect(await refused.exited).toBe(1);
    expect(refused.err()).toContain(`port ${port} is in use`);
    await new Promise((resolve) => other.close(resolve));
    const run = await startWeb('--port', String(port));
    expect(run.url.port).toBe(String(port));
  });

  it('refuses a wrong provisioning file by its path, in the person’s language, and changes nothing', async () => {
    const file = join(profile, '..', 'provision.json');
    writeFileSync(file, JSON.stringify({ line: { servers: ['nonsense'], domain: 'd', user: 'u' } }));
    const run = start(['--web', '--no-open', '--provision', file], { LC_ALL: 'zh_CN.UTF-8' });
    expect(await run.exited).toBe(4);
    expect(run.err()).toContain('部署文件有误');
    expect(run.err()).toContain('line.servers[0]');
    expect(existsSync(join(profile, 'log.db'))).toBe(false);
    expect(existsSync(join(profile, 'settings.json'))).toBe(false);
  });

  it('refuses what it does not know', async () => {
    const run = start(['--wbe']);
    expect(await run.exited).toBe(2);
    expect(run.err()).toContain('--wbe');
  });
});

describe('--rebuild', () => {
  it('prints counts and ends', async () => {
    const run = start(['--rebuild']);
    expect(await run.exited).toBe(0);
    expect(run.out()).toMatch(/^events 0\ncalls 0\n/);
  });
});

describe('as the shell’s process', () => {
  function startInShell(answer: (message: Extract<FromDesk, { kind: 'secret' }>) => object) {
    const child = spawn(
      process.execPath,
      ['-r', join(product, 'parent-port.cjs'), join(product, 'dist/desk/main.cjs'), '--profile', profile],
      { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
    );
    children.add(child);
    const messages: FromDesk[] = [];
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('message', (message) => {
      const frame = message as FromDesk;
      messages.push(frame);
      if (frame.kind === 'secret') child.send(answer(frame));
    });
    const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    return { child, messages, exited, err: () => err };
  }
  const kinds = (messages: readonly FromDesk[]): string[] => messages.map(({ kind }) => kind);

  it('asks for the keystore, tells preferences and origins, survives nonsense, and stops when told', async () => {
    const { child, messages, exited, err } = startInShell(({ id }) => ({
      kind: 'secret-result',
      id,
      ok: false,
      value: '',
    }));
    child.send({ kind: 'nonsense' });
    await expect.poll(() => kinds(messages), { timeout: 20_000 }).toContain('ready');
    expect(kinds(messages)).toEqual(['secret', 'preferences', 'ready']);
    expect(messages.at(-1)).toMatchObject({ connectSrc: [expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/)] });
    expect(err()).toContain(`desk service pid ${child.pid ?? 0}`);
    child.send({ kind: 'stop' });
    expect(await exited).toBe(0);
    expect(existsSync(join(profile, 'lock'))).toBe(false);
  });

  it('says why it cannot start', async () => {
    const web = await startWeb();
    const { messages, exited } = startInShell(({ id }) => ({ kind: 'secret-result', id, ok: false, value: '' }));
    expect(await exited).toBe(1);
    expect(messages).toEqual([
      { kind: 'fatal', code: 'locked', detail: expect.stringContaining(`pid ${web.child.pid ?? 0}`) as string },
    ]);
    expect(readFileSync(join(profile, 'lock'), 'utf8')).toContain(String(web.child.pid));
  });
});
