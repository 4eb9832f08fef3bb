import { mkdtempSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { setStartAtLogin, type LoginItemHost } from './start-at-login.ts';

const configHome = mkdtempSync(path.join(tmpdir(), 'linewarden-autostart-'));
const file = path.join(configHome, 'autostart', 'linewarden.desktop');
const items: unknown[] = [];
const host = (more: Partial<LoginItemHost> = {}): LoginItemHost => ({
  platform: 'linux',
  isPackaged: true,
  program: '/opt/Linewarden/linewarden',
  configHome,
  setLoginItem: (settings) => void items.push(settings),
  ...more,
});

afterEach(() => {
  items.length = 0;
  rmSync(configHome, { recursive: true, force: true });
});

test('on Linux the session starts it hidden, and no longer once it is switched off', async () => {
  expect(await setStartAtLogin(host(), true, ['--hidden'])).toBe('applied');
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Linewarden/linewarden" "--hidden"\n');
  await setStartAtLogin(host(), false, ['--hidden']);
  expect(existsSync(file)).toBe(false);
  expect(items).toEqual([]);
});

test('a path with signs that the entry would read as its own is escaped', async () => {
  await setStartAtLogin(host({ program: '/home/a b/$x"100%.AppImage' }), true, []);
  expect(readFileSync(file, 'utf8')).toContain('Exec="/home/a b/\\\\$x\\\\"100%%.AppImage"\n');
});

test('Windows and macOS are told through Electron', async () => {
  await setStartAtLogin(host({ platform: 'win32' }), true, ['--hidden']);
  expect(items).toEqual([{ openAtLogin: true, args: ['--hidden'] }]);
  expect(existsSync(file)).toBe(false);
});

test('a run from a checkout registers nothing', async () => {
  expect(await setStartAtLogin(host({ isPackaged: false }), true, [])).toBe('not-installed');
  expect(await setStartAtLogin(host({ isPackaged: false, platform: 'darwin' }), true, [])).toBe('not-installed');
  expect(items).toEqual([]);
  expect(existsSync(file)).toBe(false);
});
