import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FatalError } from '../app/fatal.ts';
import { fatalSentence, localeOfEnvironment } from '../app/fatal-words.ts';
import { parseArguments } from '../app/arguments.ts';
import { assetsDir } from '../app/paths.ts';
import { acquireLock, readLock } from './lock.ts';
import { provisioningJsonSchema } from './make-provisioning-schema.ts';
import { defaultProfileDir, openProfileDir } from './profile-dir.ts';
import { lockedSettings, parseProvisioning, readProvisioning, systemProvisioningFile } from './provisioning.ts';
import { openSecretStore, type Keystore } from './secret-store.ts';
import { checkProfile, checkRuntime } from './self-check.ts';
import { emptySettings, readSettings, writeSettings } from './settings-file.ts';
import { readDeskId } from './desk-id.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewarden-profile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isPosix = process.platform !== 'win32';
const modeOf = (file: string): number => statSync(file).mode & 0o777;
const fatalOf = (run: () => unknown): FatalError => {
  try {
    run();
  } catch (error) {
    if (error instanceof FatalError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('the profile folder', () => {
  it('has one place per system', () => {
    const home = '/home/a';
    expect(defaultProfileDir({ platform: 'linux', env: {}, home })).toBe('/home/a/.config/linewarden');
    expect(defaultProfileDir({ platform: 'linux', env: { XDG_CONFIG_HOME: '/x' }, home })).toBe('/x/linewarden');
    expect(defaultProfileDir({ platform: 'linux', env: { XDG_CONFIG_HOME: 'rel' }, home })).toBe(
      '/home/a/.config/linewarden',
    );
    expect(defaultProfileDir({ platform: 'win32', env: { APPDATA: 'C:\\A' }, home })).toBe('C:\\A\\Linewarden');
    expect(defaultProfileDir({ platform: 'darwin', env: {}, home })).toBe(
      '/home/a/Library/Application Support/Linewarden',
    );
  });

  it.runIf(isPosix)('is made 0700, and closed when it was open', () => {
    expect(modeOf(openProfileDir(join(folder, 'a', 'b')).root)).toBe(0o700);
    chmodSync(folder, 0o755);
    openProfileDir(folder);
    expect(modeOf(folder)).toBe(0o700);
  });

  it('is refused as read-only where nothing can be written', () => {
    if (process.platform === 'linux') {
      expect(fatalOf(() => openProfileDir('/sys/linewarden')).code).toBe('read-only');
      expect(fatalOf(() => openProfileDir('/proc/linewarden/deep')).code).toBe('failed');
    }
    writeFileSync(join(folder, 'file'), '');
    expect(fatalOf(() => openProfileDir(join(folder, 'file', 'x'))).code).toBe('failed');
    rmSync(join(folder, 'file'));
    expect(checkProfile(openProfileDir(folder)).every(({ code }) => code === 'disk-low')).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('needs Node 24', () => {
    expect(fatalOf(() => checkRuntime('20.20.2')).message).toContain('20.20.2');
    expect(() => checkRuntime('24.0.0')).not.toThrow();
  });

  it('gives the desk one lasting id', () => {
    const file = join(folder, 'desk-id');
    const id = readDeskId(file);
    expect(id).toMatch(/^desk-[0-9a-f]{12}$/);
    expect(readDeskId(file)).toBe(id);
  });
});

describe('the lock', () => {
  it('names its holder to a second start, and is free after release', () => {
    const file = join(folder, 'lock');
    const lock = acquireLock(file, 'web');
    const error = fatalOf(() => acquireLock(file, 'electron'));
    expect(error.code).toBe('locked');
    expect(error.message).toContain(`pid ${process.pid} (web) on ${hostname()}`);
    if (isPosix) expect(modeOf(file)).toBe(0o600);
    lock.release();
    expect(existsSync(file)).toBe(false);
    acquireLock(file, 'web').release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a process that died', () => {
    const file = join(folder, 'lock');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(
      file,
      JSON.stringify({ pid: dead, host: hostname(), startedAt: 'x', processStart: null, kind: 'web' }),
    );
    const lock = acquireLock(file, 'web');
    expect(readLock(file)?.pid).toBe(process.pid);
    lock.release();
  });

  it.runIf(process.platform === 'linux')('is taken over when the pid belongs to a later process', () => {
    const file = join(folder, 'lock');
    const holder = { pid: process.ppid, host: hostname(), startedAt: 'x', processStart: 'boot:1', kind: 'web' };
    writeFileSync(file, JSON.stringify(holder));
    acquireLock(file, 'web').release();
  });

  it('of another computer holds while its heartbeat is fresh', () => {
    const file = join(folder, 'lock');
    const holder = { pid: 1, host: 'other-pc', startedAt: '2026-11-24', processStart: null, kind: 'electron' };
    writeFileSync(file, JSON.stringify(holder));
    expect(fatalOf(() => acquireLock(file, 'web')).message).toContain('other-pc');
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(file, longAgo, longAgo);
    acquireLock(file, 'web').release();
  });

  it('that is half written is respected while fresh and removed when old', () => {
    const file = join(folder, 'lock');
    writeFileSync(file, '{"pid":');
    expect(fatalOf(() => acquireLock(file, 'web')).code).toBe('locked');
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(file, longAgo, longAgo);
    acquireLock(file, 'web').release();
  });

  it('is never released for another owner', () => {
    const file = join(folder, 'lock');
    const lock = acquireLock(file, 'web');
    writeFileSync(file, 'another');
    lock.release();
    expect(readFileSync(file, 'utf8')).toBe('another');
  });
});

describe('provisioning', () => {
  const line = { servers: ['wss://pbx.example/ws'], domain: 'pbx.example', user: '1001', password: 'p' };

  it('is read whole', () => {
    const file = join(folder, 'p.json');
    writeFileSync(
      file,
      `\uFEFF${JSON.stringify({ line, person: { name: '王', role: 'agent' }, locked: ['line', 'theme'] })}`,
    );
    const { value } = readProvisioning(file);
    expect(value.line?.servers).toEqual(line.servers);
    expect(value.person).toEqual({ name: '王', extension: '', role: 'agent' });
    expect(lockedSettings(value)).toEqual(['line', 'preferences.theme']);
  });

  it.each([
    [{ line: { ...line, servers: ['http://pbx'] } }, 'line.servers[0]'],
    [{ line: { ...line, user: undefined } }, 'line.user'],
    [{ line: { ...line, iceServers: [{ urls: ['stun:a', 'ftp:b'] }] } }, 'line.iceServers[0].urls[1]'],
    [{ line: { ...line, pasword: 'p' } }, 'line.pasword'],
    [{ person: { name: 'a', role: 'boss' } }, 'person.role'],
    [{ policy: { warnFrom: 80, gateFrom: 50 } }, 'policy'],
    [{ locked: ['line', 'nonsense'] }, 'locked[1]'],
    [{ locale: 'fr' }, 'locale'],
    [[], '(whole file)'],
  ])('%j is refused with the path %s', (json, path) => {
    const error = fatalOf(() => parseProvisioning(JSON.stringify(json), 'p.json'));
    expect(error.code).toBe('bad-provisioning');
    expect(error.message).toContain(`p.json: ${path}:`);
  });

  it('never quotes a value, which may be a password', () => {
    const error = fatalOf(() =>
      parseProvisioning(JSON.stringify({ line: { ...line, user: 'a b hunter2' } }), 'p.json'),
    );
    expect(error.message).not.toContain('hunter2');
  });

  it('may be missing at the system’s place, never where it was named', () => {
    const missing = join(folder, 'none.json');
    expect(readProvisioning(null, missing)).toEqual({ file: null, value: { locked: [] } });
    expect(fatalOf(() => readProvisioning(missing)).code).toBe('bad-provisioning');
    expect(fatalOf(() => parseProvisioning('{', 'p.json')).message).toContain('not JSON');
  });

  it('has one place per system', () => {
    expect(systemProvisioningFile({ platform: 'linux', env: {}, home: '' })).toBe('/etc/linewarden/provisioning.json');
    expect(systemProvisioningFile({ platform: 'win32', env: { ProgramData: 'D:\\P' }, home: '' })).toBe(
      'D:\\P\\Linewarden\\provisioning.json',
    );
  });

  it('has its schema published as it is', () => {
    const published = readFileSync(join(assetsDir, 'provisioning.schema.json'), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(provisioningJsonSchema()));
  });
});

describe('settings.json', () => {
  it('comes back as it was written, 0600, with no other file left', () => {
    const file = join(folder, 'settings.json');
    expect(readSettings(file)).toEqual({ value: emptySettings, warnings: [] });
    const value = { ...emptySettings, preferences: { theme: 'dark' as const } };
    writeSettings(file, value);
    expect(readSettings(file).value).toEqual(value);
    if (isPosix) expect(modeOf(file)).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it.each(['', '{"v":1', '{"v":2}', '{"v":1,"preferences":{"ringVolume":9}}'])(
    'that reads %j is kept aside',
    (text) => {
      const file = join(folder, 'settings.json');
      writeFileSync(file, text);
      const read = readSettings(file, () => new Date(0));
      expect(read.value).toEqual({ ...emptySettings, preferences: { firstRunDone: true } });
      expect(read.warnings).toEqual([{ code: 'settings-corrupt', detail: `${file}.bad-1970-01-01T00-00-00-000Z` }]);
      expect(readFileSync(read.warnings[0]?.detail ?? '', 'utf8')).toBe(text);
    },
  );
});

/** A keystore that really turns the text into something else. */
const reversing = (isAvailable: boolean): Keystore => ({
  isAvailable: () => Promise.resolve(isAvailable),
  seal: (text) => Promise.resolve(Buffer.from([...text].reverse().join('')).toString('base64')),
  open: (sealed) => Promise.resolve([...Buffer.from(sealed, 'base64').toString()].reverse().join('')),
});

describe('the secret store', () => {
  it('says "file" and keeps a 0600 file where there is no keystore', async () => {
    const file = join(folder, 'secrets.json');
    for (const keystore of [null, reversing(false)]) {
      const store = await openSecretStore(file, keystore);
      expect(store.where).toBe('file');
      await store.set('line', 'hunter2');
      expect(await (await openSecretStore(file, null)).get('line')).toBe('hunter2');
      if (isPosix) expect(modeOf(file)).toBe(0o600);
      await store.remove('line');
      expect(store.has('line')).toBe(false);
      expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
    }
  });

  it.runIf(isPosix)('closes a file that others could read', async () => {
    const file = join(folder, 'secrets.json');
    await (await openSecretStore(file, null)).set('line', 'x');
    chmodSync(file, 0o644);
    await openSecretStore(file, null);
    expect(modeOf(file)).toBe(0o600);
  });

  it('seals with the keystore, also what lay there readable', async () => {
    const file = join(folder, 'secrets.json');
    await (await openSecretStore(file, null)).set('line', 'hunter2');
    const store = await openSecretStore(file, reversing(true));
    expect(store.where).toBe('keystore');
    expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
    expect(await store.get('line')).toBe('hunter2');
    const without = await openSecretStore(file, null);
    expect(await without.get('line')).toBeNull();
    expect(without.warnings).toEqual([{ code: 'secret-unreadable', detail: 'line' }]);
  });

  it('keeps a corrupt file aside and knows no secret of inherited names', async () => {
    const file = join(folder, 'secrets.json');
    writeFileSync(file, 'nonsense');
    const store = await openSecretStore(file, null);
    expect(store.warnings[0]?.code).toBe('secrets-corrupt');
    expect(await store.get('constructor')).toBeNull();
  });
});

describe('the command line', () => {
  it('is parsed strictly', () => {
    expect(parseArguments(['--web', '--port', '8123', '--no-open', '--profile', 'x'])).toEqual({
      ok: true,
      value: {
        profile: 'x',
        provision: null,
        port: 8123,
        open: false,
        web: true,
        rebuild: false,
        restore: null,
        help: false,
      },
    });
    for (const argv of [
      ['--port', '70000'],
      ['--port', 'x'],
      ['--prot', '1'],
      ['extra'],
      ['--profile', ''],
      ['--profile'],
    ]) {
      expect(parseArguments(argv).ok, argv.join(' ')).toBe(false);
    }
  });

  it('speaks the language of the environment', () => {
    expect(localeOfEnvironment({ LANG: 'en_US.UTF-8' })).toBe('en');
    expect(localeOfEnvironment({ LANG: 'zh_CN.UTF-8' })).toBe('zh-CN');
    expect(localeOfEnvironment({ LC_ALL: 'C.UTF-8', LANG: 'zh_CN' })).toBe('en');
    expect(localeOfEnvironment({})).toBe('zh-CN');
    expect(fatalSentence('locked', 'pid 7', 'zh-CN')).toContain('详情：pid 7');
  });
});
