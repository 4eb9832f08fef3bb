/** The file by which tabs find their web host again. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newSessionSecret, readWebSession, sessionSeconds, writeWebSession } from './web-session.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'linewarden-session-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('comes back as it was kept, readable for its owner only, until its cookies expire', () => {
  const file = join(folder, 'web.json');
  const session = { port: 4711, secret: newSessionSecret(), startedAt: 1000 };
  writeWebSession(file, session);
  expect(readWebSession(file, 2000)).toEqual(session);
  expect(readWebSession(file, 1000 + sessionSeconds * 1000)).toBeNull();
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('junk, a weak secret or a time to come is no session', () => {
  const file = join(folder, 'web.json');
  expect(readWebSession(file, 0)).toBeNull();
  for (const text of ['{', '{"v":1,"port":1,"secret":"a","startedAt":0}']) {
    writeFileSync(file, text);
    expect(readWebSession(file, 1)).toBeNull();
  }
  writeWebSession(file, { port: 1, secret: newSessionSecret(), startedAt: 10 });
  expect(readWebSession(file, 5)).toBeNull();
});
