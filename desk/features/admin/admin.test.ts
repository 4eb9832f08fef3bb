import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractVersion } from '../../../core/contract/version.ts';
import { codeOf, ownAccount, provisionedLine, TestDesks } from '../../app/test-support/test-desk.ts';

let desks: TestDesks;
beforeEach(() => {
  desks = new TestDesks();
});
afterEach(() => desks.remove());

describe('for IT', () => {
  const contact = (name: string) => ({
    name,
    company: '',
    numbers: ['+8613800138000'],
    vip: false,
    source: 'manual' as const,
  });
  /** Names of the contacts made here, sorted; the practice line brings one of its own. */
  const namesOf = async ({ client }: Pick<Awaited<ReturnType<TestDesks['start']>>, 'client'>) => {
    const { rows } = await client.contacts.all({ text: '' });
    return rows
      .filter(({ numbers }) => numbers.includes('+8613800138000'))
      .map(({ name }) => name)
      .sort();
  };

  it('a backup holds log and settings without the password, and brings both back', async () => {
    const { client, profile } = await desks.start();
    // each line has contacts of its own
    await client.settings.setPreferences({ usePractice: true });
    await client.contacts.set(contact('before'));
    await client.settings.setAccount({ account: ownAccount, password: 'hunter2' });
    const backup = await client.admin.backup();
    const bytes = readFileSync(backup.path);
    expect(bytes.length).toBe(backup.bytes);
    expect(Object.keys(unzipSync(bytes)).sort()).toEqual(['log.db', 'manifest.json', 'settings.json']);
    for (const part of Object.values(unzipSync(bytes))) expect(strFromU8(part, true)).not.toContain('hunter2');
    expect(readdirSync(profile.files.backups)).toHaveLength(1);

    await client.contacts.set(contact('after'));
    await client.settings.setAccount({ account: null });
    await client.admin.restore({ path: backup.path });
    expect(await namesOf({ client })).toEqual(['after', 'before']);
    await desks.stop();

    const again = await desks.start();
    expect((await again.client.session.hello({ contractVersion })).warnings.map(({ code }) => code)).toContain(
      'restored',
    );
    expect(await namesOf(again)).toEqual(['before']);
    expect((await again.client.settings.get()).account?.user).toBe('2002');
    const kept = readdirSync(profile.files.root).find((name) => name.startsWith('replaced-')) ?? '';
    expect(readdirSync(join(profile.files.root, kept))).toContain('log.db');
    await desks.stop();
    const third = await desks.start();
    expect(third.desk.warnings().map(({ code }) => code)).not.toContain('restored');
  });

  it('an agent writes a backup, and cannot put one in the place of lists and history', async () => {
    const { client, profile } = await desks.start({ person: { name: '林晓雯', role: 'agent' } });
    const { path } = await client.admin.backup();
    expect(await codeOf(client.admin.restore({ path }))).toBe('FORBIDDEN');
    expect(existsSync(profile.files.restore)).toBe(false);
  });

  it('a damaged backup replaces nothing', async () => {
    const { client, profile } = await desks.start();
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
      const file = join(desks.folder, 'damaged.zip');
      writeFileSync(file, bytes);
      expect(await codeOf(client.admin.restore({ path: file })), what).toBe('INVALID');
    }
    expect(await codeOf(client.admin.restore({ path: join(desks.folder, 'none.zip') }))).toBe('INVALID');
    expect(existsSync(profile.files.restore) || existsSync(`${profile.files.restore}.tmp`)).toBe(false);
    expect(existsSync(join(desks.folder, 'evil'))).toBe(false);
    await desks.stop();
    const again = await desks.start();
    expect(await namesOf(again)).toEqual(['kept']);
  });

  it('a number that was erased after the backup stays erased when the backup is restored', async () => {
    const { client, profile } = await desks.start();
    const number = '+8613912345678';
    await client.lists.set({ kind: 'block', match: { type: 'exact', number }, reason: '推销', expiresAt: null });
    const backup = await client.admin.backup();
    await client.calls.erase({ number });
    await client.admin.restore({ path: backup.path });
    await desks.stop();
    const again = await desks.start();
    expect(again.desk.warnings().map(({ code }) => code)).toContain('restored');
    expect((await again.client.lists.all({ kind: null, text: '' })).rows).toEqual([]);
    for (const name of readdirSync(profile.files.root).filter((name) => name.includes('.db'))) {
      expect(readFileSync(join(profile.files.root, name)).includes('13912345678'), name).toBe(false);
    }
    // and in the next backup it is not
    const next = unzipSync(readFileSync((await again.client.admin.backup()).path));
    expect(Buffer.from(next['log.db'] ?? []).includes('13912345678')).toBe(false);
  });

  it('a staged restore that is damaged afterwards is put aside at the next start', async () => {
    const { client, profile } = await desks.start();
    await client.contacts.set(contact('kept'));
    await client.admin.restore({ path: (await client.admin.backup()).path });
    truncateSync(join(profile.files.restore, 'log.db'), 5_000);
    await desks.stop();
    const again = await desks.start();
    expect(again.desk.warnings().map(({ code }) => code)).toContain('restore-failed');
    expect(await namesOf(again)).toEqual(['kept']);
    expect(existsSync(profile.files.restore)).toBe(false);
  });

  it('diagnostics hold log, versions, settings and counts, no secret and no whole number', async () => {
    const { client, profile } = await desks.start({
      line: { ...provisionedLine, iceServers: [{ urls: ['turn:t'], username: 'u', credential: 'turn-secret' }] },
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
