import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractVersion } from '../../core/contract/version.ts';
import type { LineHold } from '../../core/contract/session.ts';
import type { Keystore } from '../profile/secret-store.ts';
import { codeOf, ownAccount, provisionedLine, TestDesks } from './test-support/test-desk.ts';

let desks: TestDesks;
beforeEach(() => {
  desks = new TestDesks();
});
afterEach(() => desks.remove());

describe('a desk without provisioning', () => {
  it('is an Agent with both roles on the practice line, and tells the phone how to register', async () => {
    const { client, desk } = await desks.start();
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

  it('gives practice callers their past, once, and the main line nothing of it', async () => {
    const first = await desks.start();
    const known = (await first.client.practice.callers()).find(({ id }) => id === 'known-customer');
    const met = async (client: typeof first.client) =>
      (await client.calls.number({ number: known?.number ?? '' })).card.history.calls;
    expect(await met(first.client)).toBe(1);
    await desks.stop();
    const again = await desks.start();
    expect(await met(again.client)).toBe(1);
    await again.client.settings.setAccount({ account: ownAccount, password: 'p1' });
    await again.client.settings.setPreferences({ usePractice: false });
    expect(await met(again.client)).toBe(0);
  });

  it('sends an old tab away', async () => {
    const { client } = await desks.start();
    expect(await codeOf(client.session.hello({ contractVersion: contractVersion + 1 }))).toBe('CONFLICT');
  });
});

describe('the line’s owner', () => {
  it('is one; another takes over only by force, and the first is told by whom', async () => {
    const { client } = await desks.start();
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
    const { client, desk } = await desks.start();
    const origins: unknown[] = [];
    desk.onConnectSrc((now) => origins.push(now));
    const hold = await client.session.holdLine({ holder: 'a', title: '', force: false });
    await hold.next();
    await client.settings.setAccount({ account: ownAccount, password: 'p1' });
    const next = (await hold.next()).value as Extract<LineHold, { state: 'held' }>;
    expect(next.registration).toMatchObject({
      line: 'main',
      servers: ownAccount.servers,
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
    const { client } = await desks.start();
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
    const { client } = await desks.start();
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
    const { client } = await desks.start();
    await client.settings.setPreferences({ theme: 'dark', ringVolume: 0.2 });
    await client.settings.setPreferences({ locale: 'en' });
    const { policy } = await client.settings.setPolicy({ warnFrom: 60, version: 99 });
    expect(policy).toMatchObject({ warnFrom: 60, version: 2, keepDays: 180 });
    await desks.stop();
    const again = await desks.start();
    expect(await again.client.settings.get()).toMatchObject({
      preferences: { theme: 'dark', ringVolume: 0.2, locale: 'en' },
      policy: { warnFrom: 60, version: 2 },
    });
  });

  it('refuse what contradicts itself, and what is locked', async () => {
    const { client } = await desks.start({
      line: provisionedLine,
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
    const first = await desks.start();
    await first.client.settings.setPreferences({ theme: 'dark' });
    await first.client.settings.setAccount({ account: ownAccount, password: 'own' });
    await desks.stop();
    const { client } = await desks.start({ line: provisionedLine, theme: 'light', locked: ['line', 'theme'] });
    expect(await client.settings.get()).toMatchObject({ preferences: { theme: 'light' }, account: { user: '1001' } });
    const hold = await client.session.holdLine({ holder: 'a', title: '', force: false });
    expect((await hold.next()).value).toMatchObject({ registration: { password: 'from-it' } });
    await hold.return(undefined);
  });

  it('leave the policy to supervisors', async () => {
    const { client } = await desks.start({ person: { name: '王', role: 'agent' } });
    expect(await codeOf(client.settings.setPolicy({ warnFrom: 10 }))).toBe('FORBIDDEN');
  });

  it('never hold a password, and say where it lies', async () => {
    const { client, profile } = await desks.start();
    const { secret } = await client.settings.setAccount({
      account: ownAccount,
      password: 'hunter2',
    });
    expect(secret).toEqual({ stored: true, where: 'file' });
    expect(readFileSync(profile.files.settings, 'utf8')).not.toContain('hunter2');
    if (process.platform !== 'win32') expect(statSync(profile.files.secrets).mode & 0o777).toBe(0o600);
    // a new server with the old password
    await client.settings.setAccount({ account: { ...ownAccount, user: '3003', iceServers: [] } });
    const hold = await client.session.holdLine({ holder: 'a', title: '', force: false });
    expect((await hold.next()).value).toMatchObject({ registration: { user: '3003', password: 'hunter2' } });
    await hold.return(undefined);
    expect((await client.settings.setAccount({ account: null })).secret.stored).toBe(false);
    expect(readFileSync(profile.files.secrets, 'utf8')).not.toContain('hunter2');
  });

  it('test a line that is not there', async () => {
    const { client } = await desks.start();
    expect(await codeOf(client.settings.testLine({ account: null }))).toBe('INVALID');
    const checks: string[] = [];
    const test = { ...ownAccount, servers: ['ws://127.0.0.1:1'], iceServers: [] };
    for await (const { id, state } of await client.settings.testLine({ account: test })) checks.push(`${id} ${state}`);
    expect(checks).toContain('websocket failed');
  });
});

describe('a line that IT has locked', () => {
  it('is tested as it is; its password goes to no other server', async () => {
    const { client } = await desks.start({
      line: { ...provisionedLine, servers: ['ws://127.0.0.1:1'] },
      locked: ['line'],
    });
    const account = (await client.settings.get()).account;
    const elsewhere = { ...ownAccount, servers: ['ws://127.0.0.1:2'], iceServers: [] };
    expect(await codeOf(client.settings.testLine({ account: elsewhere }))).toBe('FORBIDDEN');
    const checks: string[] = [];
    for await (const { id, state } of await client.settings.testLine({ account })) checks.push(`${id} ${state}`);
    expect(checks).toContain('websocket failed');
  });
});

describe('what it finds at start', () => {
  it('a damaged settings file is kept aside and said', async () => {
    const first = await desks.start();
    await first.client.settings.setPreferences({ theme: 'dark' });
    await desks.stop();
    appendFileSync(first.profile.files.settings, '}');
    const { client } = await desks.start();
    const { warnings } = await client.session.hello({ contractVersion });
    expect(warnings.map(({ code }) => code)).toContain('settings-corrupt');
    expect((await client.settings.get()).preferences.theme).toBe('system');
  });

  it('a log that is no database, or of a newer version, is refused and left alone', async () => {
    const { profile } = await desks.start();
    await desks.stop();
    const log = join(profile.files.root, 'log.db');
    writeFileSync(log, 'nonsense'.repeat(1000));
    await expect(desks.start()).rejects.toMatchObject({ code: 'corrupt' });
    expect(readFileSync(log, 'utf8').slice(0, 8)).toBe('nonsense');
    rmSync(profile.files.lock);
  });

  it('the keystore is used where the shell has one', async () => {
    const keystore: Keystore = {
      isAvailable: () => Promise.resolve(true),
      seal: (text) => Promise.resolve(Buffer.from(`sealed ${text}`).toString('base64')),
      open: (sealed) => Promise.resolve(Buffer.from(sealed, 'base64').toString().slice(7)),
    };
    const { client, profile } = await desks.start(null, keystore);
    const { secret } = await client.settings.setAccount({
      account: ownAccount,
      password: 'hunter2',
    });
    expect(secret.where).toBe('keystore');
    expect(readFileSync(profile.files.secrets, 'utf8')).not.toContain('hunter2');
  });
});
