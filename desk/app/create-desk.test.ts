import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, isDefinedError, type ORPCError } from '@orpc/server';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractVersion } from '../../core/contract/version.ts';
import type { LineHold } from '../../core/contract/session.ts';
import { createSystemClock } from '../clock.ts';
import type { Keystore } from '../profile/secret-store.ts';
import { createDesk, type Desk } from './create-desk.ts';
import { openProfile, type OpenProfile } from './open-profile.ts';

let folder: string;
const running: { desk: Desk; profile: OpenProfile }[] = [];
const clock = createSystemClock();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewarden-desk-'));
});
afterEach(async () => {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

async function stopAll(): Promise<void> {
  for (const { desk, profile } of running.splice(0)) {
    await desk.stop();
    profile.lock.release();
  }
}

async function start(provisioning: object | null = null, keystore: Keystore | null = null) {
  const provision = join(folder, 'provisioning.json');
  writeFileSync(provision, JSON.stringify(provisioning ?? {}));
  const profile = openProfile({ profile: join(folder, 'profile'), provision, kind: 'web' });
  const desk = await createDesk({ profile, host: 'web', keystore, isAllowedOrigin: () => true });
  running.push({ desk, profile });
  return { desk, profile, client: createRouterClient(desk.router) };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (isDefinedError(error as ORPCError<string, unknown>)) return (error as ORPCError<string, unknown>).code;
  throw error;
}

const line = { servers: ['wss://pbx.example/ws'], domain: 'pbx.example', user: '1001', password: 'from-it' };
const account = { servers: ['wss://own.example'], domain: 'own.example', user: '2002' };

describe('a desk without provisioning', () => {
  it('is an Agent with both roles on the practice line, and tells the phone how to register', async () => {
    const { client, desk } = await start();
    const hello = await client.session.hello({ contractVersion });
    expect(hello).toMatchObject({ person: { name: 'Agent', role: 'both' }, line: 'practice', host: 'web', locked: [] });
    const hold = await client.session.holdLine({ holder: 'a', title: 'Tab', force: false });
    const first = await hold.next();
    expect(first.value).toMatchObject({
      state: 'held',
      registration: { line: 'practice', domain: 'practice.invalid' },
    });
    expect(desk.connectSrc()).toEqual([expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/)]);
    expect((await client.practice.callers()).length).toBeGreaterThanOrEqual(8);
    expect((await client.scripts.all({ locale: 'zh-CN' })).length).toBeGreaterThanOrEqual(6);
    await hold.return(undefined);
  });

  it('sends an old tab away', async () => {
    const { client } = await start();
    expect(await codeOf(client.session.hello({ contractVersion: contractVersion + 1 }))).toBe('CONFLICT');
  });
});

describe('the line’s owner', () => {
  it('is one; another takes over only by force, and the first is told by whom', async () => {
    const { client } = await start();
    const first = await client.session.holdLine({ holder: 'a', title: 'First', force: false });
    expect((await first.next()).value).toMatchObject({ state: 'held' });
    expect(await codeOf(client.session.holdLine({ holder: 'b', title: 'Second', force: false }))).toBe('CONFLICT');
    const second = await client.session.holdLine({ holder: 'b', title: 'Second', force: true });
    expect(await first.next()).toEqual({ done: false, value: { state: 'taken', by: 'Second' } });
    expect((await first.next()).done).toBe(true);
    await second.return(undefined);
    const third = await client.session.holdLine({ holder: 'c', title: '', force: false });
    expect((await third.next()).value).toMatchObject({ state: 'held' });
    await third.return(undefined);
  });

  it('is told again when the account changes', async () => {
    const { client, desk } = await start();
    const origins: unknown[] = [];
    desk.onConnectSrc((now) => origins.push(now));
    const hold = await client.session.holdLine({ holder: 'a', title: '', force: false });
    await hold.next();
    await client.settings.setAccount({ account: { ...account, iceServers: [] }, password: 'p1' });
    const next = (await hold.next()).value as Extract<LineHold, { state: 'held' }>;
    expect(next.registration).toMatchObject({
      line: 'main',
      servers: account.servers,
      authUser: '2002',
      password: 'p1',
    });
    expect(origins[0]).toContain('wss://own.example');
    await client.settings.setPreferences({ usePractice: true });
    expect((await hold.next()).value).toMatchObject({ registration: { line: 'practice' } });
    await client.settings.setPreferences({ usePractice: false });
    expect((await hold.next()).value).toMatchObject({ registration: { line: 'main', password: 'p1' } });
    await hold.return(undefined);
  });

  it('ends with its link, so that the next phone needs no force', async () => {
    const { client } = await start();
    const leaving = new AbortController();
    const hold = await client.session.holdLine({ holder: 'a', title: '', force: false }, { signal: leaving.signal });
    await hold.next();
    const pending = hold.next().catch(() => null);
    leaving.abort();
    await pending;
    await expect
      .poll(() =>
        client.session.holdLine({ holder: 'b', title: '', force: false }).then(
          async (other) => {
            await other.return(undefined);
            return 'held';
          },
          () => 'refused',
        ),
      )
      .toBe('held');
  });
});

describe('changes', () => {
  it('come as they are made, end on abort, and a flood of them freezes nobody', async () => {
    const { client } = await start();
    const leaving = new AbortController();
    const changes = await client.session.changes(undefined, { signal: leaving.signal });
    await client.settings.setPreferences({ theme: 'dark' });
    expect((await changes.next()).value).toMatchObject({ topic: 'settings' });
    for (let i = 0; i < 30; i++) await client.settings.setPreferences({ ringVolume: i / 30 });
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 0);
    const at = (await client.session.ping()).at;
    expect(at).toBeGreaterThan(0);
    const rest = (async () => {
      for await (const _ of changes) if (ticks > 3) leaving.abort();
    })().catch(() => undefined);
    setTimeout(() => leaving.abort(), 200);
    await rest;
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(0);
  });
});

describe('settings', () => {
  it('keep what a patch leaves out, and survive a restart', async () => {
    const { client } = await start();
    await client.settings.setPreferences({ theme: 'dark', ringVolume: 0.2 });
    await client.settings.setPreferences({ locale: 'en' });
    const { policy } = await client.settings.setPolicy({ warnFrom: 60, version: 99 });
    expect(policy).toMatchObject({ warnFrom: 60, version: 2, keepDays: 180 });
    await stopAll();
    const again = await start();
    expect(await again.client.settings.get()).toMatchObject({
      preferences: { theme: 'dark', ringVolume: 0.2, locale: 'en' },
      policy: { warnFrom: 60, version: 2 },
    });
  });

  it('refuse what contradicts itself, and what is locked', async () => {
    const { client } = await start({
      line,
      theme: 'light',
      policy: { warnFrom: 40 },
      locked: ['line', 'theme', 'policy.keepDays'],
    });
    expect(await codeOf(client.settings.setPolicy({ warnFrom: 90, gateFrom: 80 }))).toBe('INVALID');
    expect(await codeOf(client.settings.setPolicy({ keepDays: 5 }))).toBe('FORBIDDEN');
    expect(await codeOf(client.settings.setPreferences({ theme: 'dark' }))).toBe('FORBIDDEN');
    expect(await codeOf(client.settings.setAccount({ account: null }))).toBe('FORBIDDEN');
    // a form that sends everything back as it was changes nothing that is locked
    const kept = await client.settings.setPreferences({ theme: 'light', locale: 'en' });
    expect(kept).toMatchObject({ preferences: { theme: 'light', locale: 'en' }, policy: { warnFrom: 40 } });
    expect(kept.locked).toEqual(['line', 'preferences.theme', 'policy.keepDays']);
  });

  it('lock out what was set before the lock came', async () => {
    const first = await start();
    await first.client.settings.setPreferences({ theme: 'dark' });
    await first.client.settings.setAccount({ account: { ...account, iceServers: [] }, password: 'own' });
    await stopAll();
    const { client } = await start({ line, theme: 'light', locked: ['line', 'theme'] });
    expect(await client.settings.get()).toMatchObject({ preferences: { theme: 'light' }, account: { user: '1001' } });
    const hold = await client.session.holdLine({ holder: 'a', title: '', force: false });
    expect((await hold.next()).value).toMatchObject({ registration: { password: 'from-it' } });
    await hold.return(undefined);
  });

  it('leave the policy to supervisors', async () => {
    const { client } = await start({ person: { name: '王', role: 'agent' } });
    expect(await codeOf(client.settings.setPolicy({ warnFrom: 10 }))).toBe('FORBIDDEN');
  });

  it('never hold a password, and say where it lies', async () => {
    const { client, profile } = await start();
    const { secret } = await client.settings.setAccount({
      account: { ...account, iceServers: [] },
      password: 'hunter2',
    });
    expect(secret).toEqual({ stored: true, where: 'file' });
    expect(readFileSync(profile.files.settings, 'utf8')).not.toContain('hunter2');
    if (process.platform !== 'win32') expect(statSync(profile.files.secrets).mode & 0o777).toBe(0o600);
    // a new server with the old password
    await client.settings.setAccount({ account: { ...account, user: '3003', iceServers: [] } });
    const hold = await client.session.holdLine({ holder: 'a', title: '', force: false });
    expect((await hold.next()).value).toMatchObject({ registration: { user: '3003', password: 'hunter2' } });
    await hold.return(undefined);
    expect((await client.settings.setAccount({ account: null })).secret.stored).toBe(false);
    expect(readFileSync(profile.files.secrets, 'utf8')).not.toContain('hunter2');
  });

  it('test a line that is not there', async () => {
    const { client } = await start();
    expect(await codeOf(client.settings.testLine({ account: null }))).toBe('INVALID');
    const checks: string[] = [];
    const test = { ...account, servers: ['ws://127.0.0.1:1'], iceServers: [] };
    for await (const { id, state } of await client.settings.testLine({ account: test })) checks.push(`${id} ${state}`);
    expect(checks).toContain('websocket failed');
  });
});

describe('for IT', () => {
  const contact = (name: string) => ({
    name,
    company: '',
    numbers: ['+8613800138000'],
    vip: false,
    source: 'manual' as const,
  });

  it('a backup holds log and settings without the password, and brings both back', async () => {
    const { client, profile } = await start();
    // each line has contacts of its own
    await client.settings.setPreferences({ usePractice: true });
    await client.contacts.set(contact('before'));
    await client.settings.setAccount({ account: { ...account, iceServers: [] }, password: 'hunter2' });
    const backup = await client.admin.backup();
    const bytes = readFileSync(backup.path);
    expect(bytes.length).toBe(backup.bytes);
    expect(Object.keys(unzipSync(bytes)).sort()).toEqual(['log.db', 'manifest.json', 'settings.json']);
    for (const part of Object.values(unzipSync(bytes))) expect(strFromU8(part, true)).not.toContain('hunter2');
    expect(readdirSync(profile.files.backups)).toHaveLength(1);

    await client.contacts.set(contact('after'));
    await client.settings.setAccount({ account: null });
    await client.admin.restore({ path: backup.path });
    expect((await client.contacts.all({ text: '' })).total).toBe(2);
    await stopAll();

    const again = await start();
    expect((await again.client.session.hello({ contractVersion })).warnings.map(({ code }) => code)).toContain(
      'restored',
    );
    const { rows } = await again.client.contacts.all({ text: '' });
    expect(rows.map(({ name }) => name)).toEqual(['before']);
    expect((await again.client.settings.get()).account?.user).toBe('2002');
    const kept = readdirSync(profile.files.root).find((name) => name.startsWith('replaced-')) ?? '';
    expect(readdirSync(join(profile.files.root, kept))).toContain('log.db');
    await stopAll();
    const third = await start();
    expect(third.desk.warnings().map(({ code }) => code)).not.toContain('restored');
  });

  it('a damaged backup replaces nothing', async () => {
    const { client, profile } = await start();
    await client.contacts.set(contact('kept'));
    const { path } = await client.admin.backup();
    const good = readFileSync(path);
    const files = unzipSync(good);
    const log = files['log.db'] ?? new Uint8Array();
    const flipped = log.map((byte, index) => (index === 5000 ? byte ^ 1 : byte));
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as { files: { name: string }[] };
    const without = { ...manifest, files: manifest.files.filter(({ name }) => name !== 'log.db') };
    const evil = { ...manifest, files: [{ name: '../../evil', bytes: 1, sha256: 'a'.repeat(64) }] };
    const damaged: Record<string, Uint8Array> = {
      'cut off': good.subarray(0, good.length - 30),
      half: good.subarray(0, good.length / 2),
      empty: new Uint8Array(),
      'not a zip': strToU8('hello'),
      'one bit of the zip': good.map((byte, index) => (index === 200 ? byte ^ 0x10 : byte)),
      'one bit of the log': zipSync({ ...files, 'log.db': flipped }),
      'no manifest': zipSync({ 'log.db': log }),
      'no log in the manifest': zipSync({ ...files, 'manifest.json': strToU8(JSON.stringify(without)) }),
      'a path in the manifest': zipSync({
        ...files,
        'manifest.json': strToU8(JSON.stringify(evil)),
        '../../evil': strToU8('x'),
      }),
    };
    for (const [what, bytes] of Object.entries(damaged)) {
      const file = join(folder, 'damaged.zip');
      writeFileSync(file, bytes);
      expect(await codeOf(client.admin.restore({ path: file })), what).toBe('INVALID');
    }
    expect(await codeOf(client.admin.restore({ path: join(folder, 'none.zip') }))).toBe('INVALID');
    expect(existsSync(profile.files.restore) || existsSync(`${profile.files.restore}.tmp`)).toBe(false);
    expect(existsSync(join(folder, 'evil'))).toBe(false);
    await stopAll();
    const again = await start();
    expect((await again.client.contacts.all({ text: '' })).total).toBe(1);
  });

  it('a staged restore that is damaged afterwards is put aside at the next start', async () => {
    const { client, profile } = await start();
    await client.contacts.set(contact('kept'));
    await client.admin.restore({ path: (await client.admin.backup()).path });
    truncateSync(join(profile.files.restore, 'log.db'), 5_000);
    await stopAll();
    const again = await start();
    expect(again.desk.warnings().map(({ code }) => code)).toContain('restore-failed');
    expect((await again.client.contacts.all({ text: '' })).total).toBe(1);
    expect(existsSync(profile.files.restore)).toBe(false);
  });

  it('diagnostics hold log, versions, settings and counts, no secret and no whole number', async () => {
    const { client, profile } = await start({
      line: { ...line, iceServers: [{ urls: ['turn:t'], username: 'u', credential: 'turn-secret' }] },
    });
    await client.admin.log({ level: 'info', source: 'phone', message: 'INVITE from 13800138000 password=hunter2' });
    await client.settings.setPreferences({ sipTrace: true });
    await client.admin.sipTrace({
      direction: 'in',
      message: 'INVITE sip:13800138000@x SIP/2.0\r\nAuthorization: Digest zzz\r\n',
    });
    await expect.poll(() => readdirSync(profile.files.logs).sort()).toEqual(['linewarden.log', 'sip-trace.log']);
    await expect.poll(() => readFileSync(join(profile.files.logs, 'sip-trace.log'), 'utf8')).toContain('INVITE');
    const { path } = await client.admin.diagnostics();
    const files = unzipSync(readFileSync(path));
    expect(Object.keys(files).sort()).toEqual([
      'about.json',
      'logs/linewarden.log',
      'logs/sip-trace.log',
      'settings.json',
    ]);
    const all = Object.values(files)
      .map((part) => strFromU8(part))
      .join('\n');
    for (const secret of ['hunter2', 'turn-secret', 'from-it', 'Digest zzz', '13800138000'])
      expect(all).not.toContain(secret);
    expect(all).toContain('138****8000');
    expect(JSON.parse(strFromU8(files['about.json'] ?? new Uint8Array()))).toMatchObject({
      product: 'linewarden',
      counts: { events: 0 },
    });
  });
});

describe('what it finds at start', () => {
  it('a damaged settings file is kept aside and said', async () => {
    const first = await start();
    await first.client.settings.setPreferences({ theme: 'dark' });
    await stopAll();
    appendFileSync(first.profile.files.settings, '}');
    const { client } = await start();
    const { warnings } = await client.session.hello({ contractVersion });
    expect(warnings.map(({ code }) => code)).toContain('settings-corrupt');
    expect((await client.settings.get()).preferences.theme).toBe('system');
  });

  it('a log that is no database, or of a newer version, is refused and left alone', async () => {
    const { profile } = await start();
    await stopAll();
    const log = join(profile.files.root, 'log.db');
    writeFileSync(log, 'nonsense'.repeat(1000));
    await expect(start()).rejects.toMatchObject({ code: 'corrupt' });
    expect(readFileSync(log, 'utf8').slice(0, 8)).toBe('nonsense');
    rmSync(profile.files.lock);
  });

  it('the keystore is used where the shell has one', async () => {
    const keystore: Keystore = {
      isAvailable: () => Promise.resolve(true),
      seal: (text) => Promise.resolve(Buffer.from(`sealed ${text}`).toString('base64')),
      open: (sealed) => Promise.resolve(Buffer.from(sealed, 'base64').toString().slice(7)),
    };
    const { client, profile } = await start(null, keystore);
    const { secret } = await client.settings.setAccount({
      account: { ...account, iceServers: [] },
      password: 'hunter2',
    });
    expect(secret.where).toBe('keystore');
    expect(readFileSync(profile.files.secrets, 'utf8')).not.toContain('hunter2');
    expect(clock.now()).toBeGreaterThan(0);
  });
});
