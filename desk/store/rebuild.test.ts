/** However the events come, folding them as they come and folding the log again give the same tables. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableNames, tables } from '../../core/projection/table.ts';
import { eventStream } from './test-support/event-streams.ts';
import { openTempStore, tempDir, testClock } from './test-support/temp-store.ts';
import { lineSchema } from '../../core/event/line.ts';
import type { DeskEvent } from '../../core/event/event.ts';
import { LogDb } from './log-db.ts';
import { agedNumbers } from './queries/aged-numbers.ts';
import { storePaths } from './store-paths.ts';
import { WriterCore } from './writer-core.ts';
import type { FromWriter } from './writer-messages.ts';

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

function withWriter<T>(dir: string, work: (writer: WriterCore, heard: FromWriter[]) => T, now?: () => number): T {
  const heard: FromWriter[] = [];
  const paths = storePaths(dir);
  const writer = new WriterCore({ paths, maxLogPages: null }, (message) => heard.push(message), now);
  try {
    return work(writer, heard);
  } finally {
    writer.work([{ kind: 'close' }]);
  }
}

/** A clock on which every look is a second later: no slice holds more than one number. */
function slowClock(): () => number {
  let now = 0;
  return () => (now += 1_000);
}

/** Every slice of one pass; what is appended in between is told by `between`. Answers how many slices that were. */
function expire(dir: string, writer: WriterCore, heard: readonly FromWriter[], before: number, between: () => void) {
  const db = new DatabaseSync(join(dir, 'projections.db'), { readOnly: true });
  let slices = 0;
  try {
    const lines = lineSchema.options;
    for (const line of lines) {
      let left: (string | null)[] = [null, ...agedNumbers({ projections: db, log: db }, { line, before })];
      while (left.length > 0) {
        writer.work([{ kind: 'expire', ticket: 0, before, line, numbers: left, isLast: line === lines.at(-1) }]);
        const answer = heard.at(-1);
        if (answer?.kind !== 'expired') throw new Error(`unexpected answer ${answer?.kind}`);
        expect(answer.done).toBe(1);
        left = left.slice(answer.done);
        slices += 1;
        between();
      }
    }
    return slices;
  } finally {
    db.close();
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

test('after old events were removed, slice by slice with appends between them, a rebuild equals the adjusted tables', () => {
  let removed = 0;
  let between = 0;
  fc.assert(
    fc.property(eventStream, fc.nat(100), (events, share) => {
      const dir = tempDir();
      try {
        const middle = Math.floor((events.length * share) / 100);
        withWriter(
          dir.path,
          (writer, heard) => {
            const append = (some: readonly DeskEvent[]): void => {
              if (some.length > 0) writer.work([{ kind: 'append', ticket: 1, events: some }]);
            };
            append(events.slice(0, middle));
            const late = [...events.slice(middle)];
            expire(dir.path, writer, heard, events[Math.floor(middle / 2)]?.at ?? 0, () => {
              between += late.length > 0 ? 1 : 0;
              append(late.splice(0, 3));
            });
            append(late);
            expire(dir.path, writer, heard, events.at(-1)?.at ?? 0, () => undefined);
            expect(heard.filter(({ kind }) => kind === 'failed' || kind === 'warn')).toEqual([]);
            for (const answer of heard) if (answer.kind === 'expired') removed += answer.events;
            const adjusted = dump(dir.path);
            writer.work([{ kind: 'rebuild', ticket: 5 }]);
            expect(dump(dir.path)).toEqual(adjusted);
          },
          slowClock(),
        );
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
  expect(between).toBeGreaterThan(50);
});

test('a pass that ends between two slices leaves tables that equal a rebuild, and the next one goes on', () => {
  const dir = tempDir();
  try {
    const events = fc
      .sample(eventStream, { numRuns: 50, seed: 11 })
      .toSorted((a, b) => b.length - a.length)
      .at(0);
    const before = events?.at(-1)?.at ?? 0;
    let isCut = false;
    withWriter(
      dir.path,
      (writer, heard) => {
        writer.work([{ kind: 'append', ticket: 1, events: events ?? [] }]);
        const cut = (): void => {
          isCut = heard.some((answer) => answer.kind === 'expired' && answer.events > 0);
          if (isCut) throw new Error('the desk dies here');
        };
        expect(() => expire(dir.path, writer, heard, before, cut)).toThrow('dies');
      },
      slowClock(),
    );
    expect(isCut).toBe(true);
    withWriter(
      dir.path,
      (writer, heard) => {
        expect(heard).toMatchObject([{ kind: 'opened', rebuilt: null }]);
        const halfway = dump(dir.path);
        writer.work([{ kind: 'rebuild', ticket: 1 }]);
        expect(dump(dir.path)).toEqual(halfway);
        expire(dir.path, writer, heard, before, () => undefined);
        expect(heard.some((answer) => answer.kind === 'expired' && answer.events > 0)).toBe(true);
      },
      slowClock(),
    );
  } finally {
    dir.remove();
  }
});

test('appends are durable while a pass goes on, and stay', async () => {
  const dir = tempDir();
  try {
    const store = await openTempStore(dir.path);
    const clock = testClock();
    const started = (number: string): DeskEvent => ({
      ...{ v: 1, id: clock.ulid(), at: clock.now(), desk: 'desk-1', author: '周敏', line: 'main' },
      type: 'call.started',
      call: clock.ulid(),
      number,
      data: { direction: 'in', display: '', claimedName: '', sipCallId: 'a' },
    });
    const numbers = Array.from({ length: 1_000 }, (_, index) => `+86138${String(index).padStart(8, '0')}`);
    await store.append(numbers.map(started));
    const end = clock.now();
    clock.advance(2 * 86_400_000);
    const order: string[] = [];
    const pass = store.expire(end + 86_400_001).then((report) => {
      order.push('pass');
      return report;
    });
    // each waits for the one before it: had the pass to be over first, all of them would come after it
    for (const number of numbers.slice(0, 5)) {
      await store.append([started(number)]);
      order.push('append');
    }
    expect(await pass).toEqual({ events: 1_000 });
    expect(order).toEqual(['append', 'append', 'append', 'append', 'append', 'pass']);
    expect((await store.counts()).events).toBe(5);
    expect(store.reads.callsOf('main', numbers[0] ?? '', 50, '')).toHaveLength(1);
    await store.close();
  } finally {
    dir.remove();
  }
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
