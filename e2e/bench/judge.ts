/**
 * `npm run bench -- judge`: number → look-ups → verdict → card, with 1 M list entries and 1 M calls in the tables, and how
 * fast a log is folded again. The tables are filled by SQL, since appending two million events would take minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { eventVersion } from '../../core/event/event.ts';
import type { DeskEvent } from '../../core/event/event.ts';
import { parseNumber } from '../../core/number/parse-number.ts';
import { emptyPlaceTable } from '../../core/place/place-table.ts';
import { policySchema } from '../../core/settings/settings.ts';
import { createSystemClock } from '../../desk/clock.ts';
import { makeCard } from '../../desk/features/calls/caller-card.ts';
import { LiveCalls } from '../../desk/features/calls/live-calls.ts';
import { ChangeBus } from '../../desk/features/change-bus.ts';
import type { FeatureDeps } from '../../desk/features/deps.ts';
import { RecordingFiles } from '../../desk/features/recordings/recording-files.ts';
import { openStore } from '../../desk/store/store.ts';
import type { Store } from '../../desk/store/store.ts';
import { printDistribution, printValue } from './figures.ts';

const rows = Number(process.env['LINEWARDEN_BENCH_ROWS'] ?? 1_000_000);
const samples = 20_000;
const warmUp = 2_000;
const foldedCalls = 50_000;
/** callers among the 1 M calls: ten calls each */
const callers = Math.max(1, Math.round(rows / 10));
const clock = createSystemClock();
const log = { info: console.error, warn: console.error, error: console.error };

function open(profileDir: string): Promise<Store> {
  return openStore({
    profileDir,
    workers: {
      writer: new URL('../../desk/store/writer.ts', import.meta.url),
      reader: new URL('../../desk/store/reader.ts', import.meta.url),
    },
    log,
  });
}

const first = 3_000_000_000;
/** The number of caller `index`, spread over the mobile range; the same in SQL below. */
const numberOf = (index: number) => `+861${String(first + ((index * 7919) % 700_000_000))}`;

function fill(path: string): void {
  const db = new DatabaseSync(path);
  const count = (n: number) => `with recursive s(i) as (select 0 union all select i + 1 from s where i < ${n - 1})`;
  const number = (i: string) => `'+861' || (${first} + (${i} * 7919) % 700000000)`;
  const entries = (n: number, key: string, kind: string, type: string, low: string, high: string) => `${count(n)}
    insert into listEntries (line, id, number, kind, matchType, stem, low, high, reason, author, createdAt, source)
    select 'main', '${type}' || i, k, '${kind}', '${type}', k, ${low}, ${high}, 'bench', 'bench', 0, 'manual'
    from (select i, ${key} as k from s);`;
  db.exec(`pragma synchronous = off; pragma cache_size = -200000; begin;
    ${count(rows)} insert into calls (line, call, number, at, direction, agent, action, score, band, outcome, endedBy,
      status, ringMs, talkMs, started) select 'main', printf('01K%023d', i), ${number(`(i % ${callers})`)},
      ${clock.now() - 30 * 86_400_000} + i, 'in', 'bench', 'ring', 45, 'unknown', 'answered', 'caller', 200, 1000,
      20000, 1 from s;
    ${count(callers)} insert into numbers (line, number, calls, answered) select 'main', ${number('i')}, 10, 10 from s;
    ${count(callers)} insert into tags (line, id, number, tag, author, at)
      select 'main', printf('01T%023d', i), ${number(`(i % ${Math.ceil(callers / 5)})`)}, 'loan', 'bench', 0 from s;
    ${entries(rows, `'+861' || (${first} + (i * 104729) % 2000000000)`, 'block', 'exact', 'k', 'k')}
    ${entries(5_000, `'+861' || (300000 + (i * 389) % 700000)`, 'watch', 'prefix', 'k', 'k')}
    ${entries(1_000, `'+861' || (30000 + (i * 389) % 70000)`, 'watch', 'range', "k || '00000'", "k || '99999'")}
    commit; pragma wal_checkpoint(truncate)`);
  db.close();
}

function measureCards(store: Store): number[] {
  const deps: FeatureDeps = {
    store,
    clock,
    who: () => ({ desk: 'bench', author: 'bench', role: 'both' }),
    line: () => 'main',
    policy: () => policySchema.parse({}),
    trustAssertedIdentity: () => true,
    places: emptyPlaceTable,
    scripts: () => [],
    changes: new ChangeBus(),
    log,
    practice: () => null,
    // nothing is recorded here
    recordings: new RecordingFiles(tmpdir(), () => Promise.reject(new Error('no key'))),
    exports: tmpdir(),
  };
  const live = new LiveCalls(0);
  const times: number[] = [];
  for (let i = 0; i < warmUp + samples; i += 1) {
    // half the callers are known, half are strangers, some of them listed
    const text = i % 2 === 0 ? numberOf((i * 7907) % callers) : `1${first + ((i * 15_485_863) % 6_999_999_999)}`;
    const start = performance.now();
    makeCard(deps, live, { call: '', line: 'main', number: parseNumber(text), claimedName: '', verstat: null });
    if (i >= warmUp) times.push(performance.now() - start);
  }
  return times;
}

function callEvents(index: number): DeskEvent[] {
  const envelope = () =>
    ({ v: eventVersion, id: clock.ulid(), at: clock.now(), desk: 'bench', author: 'bench' }) as const;
  const ofCall = { line: 'main', call: clock.ulid(), number: numberOf(index % 10_000) } as const;
  return [
    {
      ...envelope(),
      ...ofCall,
      type: 'call.started',
      data: { direction: 'in', display: '', claimedName: '', sipCallId: 'bench' },
    },
    { ...envelope(), ...ofCall, type: 'call.answered', data: { ringMs: 1_000 } },
    { ...envelope(), ...ofCall, type: 'number.tagged', data: { tag: 'loan', subtype: null } },
    {
      ...envelope(),
      ...ofCall,
      type: 'call.ended',
      data: { by: 'caller', outcome: 'answered', status: 200, ringMs: 1_000, talkMs: 20_000 },
    },
  ];
}

async function withProfile(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'linewarden-bench-'));
  try {
    await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

await withProfile(async (dir) => {
  await (await open(dir)).close();
  fill(join(dir, 'projections.db'));
  const store = await open(dir);
  printDistribution(
    { bench: 'judge', figure: 'judge_ms', condition: `${rows} list entries, ${rows} calls` },
    measureCards(store),
  );
  await store.close();
});

await withProfile(async (dir) => {
  const store = await open(dir);
  for (let from = 0; from < foldedCalls; from += 500) {
    await store.append(Array.from({ length: 500 }, (_, i) => callEvents(from + i)).flat());
  }
  const report = await store.rebuild();
  printValue({ bench: 'judge', figure: 'rebuild_events_per_s' }, (report.events / report.ms) * 1_000);
  await store.close();
});
