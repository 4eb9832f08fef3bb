/** What can be wrong with a profile's files, each told by its own error, and none costing what was acknowledged. */
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeskEvent } from '../../core/event/event.ts';
import { causeOf, toStoreError } from './store-error.ts';
import type { Store } from './store.ts';
import { openTempStore, tempDir, testClock } from './test-support/temp-store.ts';
import { storePaths } from './store-paths.ts';
import { WriterClient } from './writer-client.ts';
import { workers } from './test-support/temp-store.ts';

let dir: ReturnType<typeof tempDir>;
let open: Store[] = [];
const clock = testClock();

beforeEach(() => {
  dir = tempDir();
});
afterEach(async () => {
  for (const store of open) await store.close();
  open = [];
  dir.remove();
});

async function start(more: Parameters<typeof openTempStore>[1] = {}): Promise<Store> {
  const store = await openTempStore(dir.path, more);
  open.push(store);
  return store;
}

function note(text: string, number = '+8613800138000'): DeskEvent {
  return {
    v: 1,
    id: clock.ulid(),
    at: clock.now(),
    desk: 'desk-1',
    author: '周敏',
    line: 'main',
    type: 'note.set',
    call: '01K0000000000000000000000A',
    number,
    data: { text },
  };
}

test('a full disk refuses what does not fit, keeps the rest, and works again afterwards', async () => {
  const store = await start({ maxLogPages: 64 });
  await store.append([note('first')]);
  const refused: unknown[] = [];
  let kept = 1;
  for (let i = 0; i < 200 && refused.length === 0; i += 1) {
    await store.append([note('x'.repeat(3_000))]).then(
      () => (kept += 1),
      (error: unknown) => refused.push(error),
    );
  }
  expect(refused).toMatchObject([{ name: 'StoreError', cause: 'disk-full' }]);
  expect((await store.counts()).events).toBe(kept);
  // a small one may still fit; a large one beside it must not take it along
  const [small, large] = await Promise.allSettled([
    store.append([note('small')]),
    store.append([note('x'.repeat(90_000))]),
  ]);
  expect(small.status).toBe('fulfilled');
  expect(large).toMatchObject({ status: 'rejected', reason: { cause: 'disk-full' } });
  expect(store.reads.noteOf('main', '01K0000000000000000000000A')).toBe('small');
  await store.close();
  open = [];

  const roomy = await start();
  await roomy.append([note('x'.repeat(90_000)), note('after')]);
  expect(roomy.reads.noteOf('main', '01K0000000000000000000000A')).toBe('after');
  expect((await roomy.counts()).events).toBe(kept + 3);
});

test('a log from a newer version is refused and not touched', async () => {
  await (await openTempStore(dir.path)).close();
  const path = join(dir.path, 'log.db');
  const db = new DatabaseSync(path);
  db.exec('pragma journal_mode = delete; pragma user_version = 77');
  db.close();
  const before = readFileSync(path);
  await expect(openTempStore(dir.path)).rejects.toMatchObject({ name: 'StoreOpenError', code: 'newer' });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a log that is no database, or a damaged one, is refused', async () => {
  writeFileSync(join(dir.path, 'log.db'), 'not a database at all, but long enough to be read as one. '.repeat(100));
  await expect(openTempStore(dir.path)).rejects.toMatchObject({ code: 'corrupt' });
  const other = tempDir();
  try {
    const store = await openTempStore(other.path);
    for (let i = 0; i < 40; i += 1) await store.append([note('x'.repeat(2_000))]);
    await store.close();
    const path = join(other.path, 'log.db');
    truncateSync(path, 20_480);
    await expect(openTempStore(other.path)).rejects.toMatchObject({ code: 'corrupt' });
  } finally {
    other.remove();
  }
});

test('damaged projections are folded again from the log', async () => {
  const store = await openTempStore(dir.path);
  await store.append([note('kept')]);
  await store.close();
  writeFileSync(join(dir.path, 'projections.db'), 'garbage '.repeat(4_000));
  const again = await start();
  expect(again.reads.noteOf('main', '01K0000000000000000000000A')).toBe('kept');
});

test('a profile that cannot be written is told from one that is broken', async () => {
  // root writes everywhere, so no permission bit will do: a directory in the file's place cannot be opened by anybody
  writeFileSync(join(dir.path, 'plain'), '');
  await expect(openTempStore(join(dir.path, 'plain', 'profile'))).rejects.toMatchObject({ name: 'StoreOpenError' });
  await (await openTempStore(dir.path)).close();
  const db = new DatabaseSync(join(dir.path, 'log.db'), { readOnly: true });
  let error: unknown = null;
  try {
    db.exec("update meta set value = 'x'");
  } catch (caught) {
    error = caught;
  }
  db.close();
  // the error of a read-only database, from SQLite itself
  expect(causeOf(error)).toBe('read-only');
  expect(toStoreError(Object.assign(new Error('EROFS'), { code: 'EROFS' })).cause).toBe('read-only');
});

test('a writer that dies is started again; what was under way is told to be stopped, and can be sent again', async () => {
  const paths = storePaths(dir.path);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const client = new WriterClient({ worker: workers.writer, paths, maxLogPages: null, log });
  await client.opened();
  const first = note('first');
  await client.append([first]);
  const many = Array.from({ length: 3_000 }, () => note('x'.repeat(200)));
  const outcome = client.append(many).then(
    () => 'kept',
    (error: unknown) => toStoreError(error).cause,
  );
  // posted on the next turn of the microtask queue; the thread is gone before it can answer
  await Promise.resolve();
  await Promise.resolve();
  await client.worker.terminate();
  expect(await outcome).toBe('stopped');
  const { seqs } = await client.append([first, ...many]);
  expect(new Set(seqs).size).toBe(3_001);
  expect((await client.counts()).events).toBe(3_001);
  expect(seqs[0]).toBe(1);
  await client.close();
  await expect(client.append([note('late')])).rejects.toMatchObject({ cause: 'stopped' });
});

test('a backup is a log that can be opened', async () => {
  const store = await start();
  await store.append([note('backed up')]);
  const copy = tempDir();
  try {
    await store.backupLog(join(copy.path, 'log.db'));
    expect(existsSync(join(copy.path, 'log.db'))).toBe(true);
    const restored = await openTempStore(copy.path);
    expect(restored.reads.noteOf('main', '01K0000000000000000000000A')).toBe('backed up');
    await restored.close();
  } finally {
    copy.remove();
  }
});
