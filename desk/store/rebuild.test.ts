/** However the events come, folding them as they come and folding the log again give the same tables. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableNames, tables } from '../../core/projection/table.ts';
import { eventStream } from './test-support/event-streams.ts';
import { openTempStore, tempDir } from './test-support/temp-store.ts';
import { LogDb } from './log-db.ts';
import { storePaths } from './store-paths.ts';
import { WriterCore } from './writer-core.ts';
import type { FromWriter, ToWriter } from './writer-messages.ts';

function dump(dir: string): Record<string, unknown[]> {
  const db = new DatabaseSync(join(dir, 'projections.db'), { readOnly: true });
  try {
    return Object.fromEntries(
      tableNames.map((table) => [
        table,
        db.prepare(`select * from ${table} order by ${tables[table].key.join()}`).all(),
      ]),
    );
  } finally {
    db.close();
  }
}

function withWriter<T>(dir: string, work: (writer: WriterCore, heard: FromWriter[]) => T): T {
  const heard: FromWriter[] = [];
  const paths = storePaths(dir);
  const writer = new WriterCore({ paths, maxLogPages: null }, (message) => heard.push(message));
  try {
    return work(writer, heard);
  } finally {
    writer.work([{ kind: 'close' }]);
  }
}

test('a rebuild, and a catch-up from an empty file, equal the incremental fold', () => {
  fc.assert(
    fc.property(eventStream, fc.integer({ min: 1, max: 7 }), (events, size) => {
      const dir = tempDir();
      try {
        withWriter(dir.path, (writer, heard) => {
          for (let at = 0; at < events.length; at += size) {
            writer.work([{ kind: 'append', ticket: at, events: events.slice(at, at + size) }]);
          }
          expect(heard.filter(({ kind }) => kind === 'failed' || kind === 'warn')).toEqual([]);
          const incremental = dump(dir.path);
          writer.work([{ kind: 'rebuild', ticket: -1 }]);
          expect(dump(dir.path)).toEqual(incremental);
          // twice the same events: acknowledged, not folded again
          writer.work([{ kind: 'append', ticket: -2, events }]);
          expect(dump(dir.path)).toEqual(incremental);
        });
        const before = dump(dir.path);
        for (const suffix of ['', '-wal', '-shm']) rmSync(join(dir.path, `projections.db${suffix}`), { force: true });
        withWriter(dir.path, () => expect(dump(dir.path)).toEqual(before));
      } finally {
        dir.remove();
      }
    }),
    { numRuns: 60 },
  );
});

test('after old events were removed, a rebuild equals the tables that were adjusted', () => {
  let removed = 0;
  fc.assert(
    fc.property(eventStream, fc.nat(100), (events, share) => {
      const dir = tempDir();
      try {
        const middle = Math.floor((events.length * share) / 100);
        withWriter(dir.path, (writer, heard) => {
          const work = (message: ToWriter): void => writer.work([message]);
          work({ kind: 'append', ticket: 1, events: events.slice(0, middle) });
          work({ kind: 'expire', ticket: 2, before: events[Math.floor(middle / 2)]?.at ?? 0 });
          work({ kind: 'append', ticket: 3, events: events.slice(middle) });
          work({ kind: 'expire', ticket: 4, before: events.at(-1)?.at ?? 0 });
          expect(heard.filter(({ kind }) => kind === 'failed' || kind === 'warn')).toEqual([]);
          for (const answer of heard) if (answer.kind === 'expired') removed += answer.events;
          const adjusted = dump(dir.path);
          work({ kind: 'rebuild', ticket: 5 });
          expect(dump(dir.path)).toEqual(adjusted);
        });
        // nothing is taken for new, and no sequence number comes twice
        withWriter(dir.path, (writer, heard) => {
          expect(heard).toMatchObject([{ kind: 'opened', rebuilt: null }]);
          writer.work([{ kind: 'counts', ticket: 1 }]);
          expect(heard.at(-1)).toMatchObject({ counts: { lastSeq: expect.any(Number) } });
        });
      } finally {
        dir.remove();
      }
    }),
    { numRuns: 60 },
  );
  expect(removed).toBeGreaterThan(50);
});

test('tables that missed a removal are made again at the start', () => {
  const dir = tempDir();
  try {
    const events = fc
      .sample(eventStream, { numRuns: 50, seed: 11 })
      .find((stream) => stream.some(({ type }) => type === 'call.started'));
    expect(events).toBeDefined();
    withWriter(dir.path, (writer) => writer.work([{ kind: 'append', ticket: 1, events: events ?? [] }]));
    const before = dump(dir.path);
    // as after a crash between the log's commit and the tables'
    const log = new LogDb(storePaths(dir.path), () => 'unused', null);
    log.remove([...log.read(0)].filter(({ type }) => type === 'call.started').map(({ seq }) => seq));
    log.close();
    withWriter(dir.path, (_, heard) => expect(heard).toMatchObject([{ kind: 'opened', rebuilt: {} }]));
    expect(dump(dir.path)).not.toEqual(before);
  } finally {
    dir.remove();
  }
});

test('tables of another version, and tables ahead of a log that was put back, are rebuilt whole at the start', async () => {
  const dir = tempDir();
  try {
    const [events] = fc.sample(eventStream, { numRuns: 1, seed: 7 });
    const store = await openTempStore(dir.path);
    await store.append(events ?? []);
    await store.close();
    const before = dump(dir.path);
    const path = join(dir.path, 'projections.db');
    const db = new DatabaseSync(path);
    db.exec('pragma user_version = 999; delete from calls; drop table tags; create table odd (a)');
    db.close();
    await (await openTempStore(dir.path)).close();
    expect(dump(dir.path)).toEqual(before);

    const ahead = new DatabaseSync(path);
    ahead.exec("update meta set value = '100000' where key = 'lastSeq'; delete from calls");
    ahead.close();
    await (await openTempStore(dir.path)).close();
    expect(dump(dir.path)).toEqual(before);
  } finally {
    dir.remove();
  }
});
