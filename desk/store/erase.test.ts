/** After `number.erased` the number and what was said of it stand in no file of the profile; late events of it stay out. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DeskEvent } from '../../core/event/event.ts';
import type { Match } from '../../core/list/list-entry.ts';
import { listEventNumber } from '../../core/projection/list-projection.ts';
import { openTempStore, tempDir, testClock } from './test-support/temp-store.ts';

const erased = '+8613912345678';
const secret = '王小明说要贷款-zq7';
const clock = testClock();

function envelope() {
  clock.advance(1_000);
  return { v: 1, id: clock.ulid(), at: clock.now(), desk: 'desk-1', author: '周敏', line: 'main' } as const;
}

function callOf(number: string, text: string): DeskEvent[] {
  const call = clock.ulid();
  const verdict = {
    action: 'ring',
    warn: false,
    status: null,
    risk: { score: 45, band: 'unknown' },
    factors: [{ id: 'x', weight: 3, params: { text } }],
    trace: [],
    listEntry: null,
    policyVersion: 1,
  } as const;
  return [
    {
      ...envelope(),
      type: 'call.started',
      call,
      number,
      data: { direction: 'in', display: number, claimedName: text, sipCallId: `${number}@pbx` },
    },
    { ...envelope(), type: 'call.screened', call, number, data: { verdict: structuredClone(verdict) as never } },
    { ...envelope(), type: 'note.set', call, number, data: { text } },
    { ...envelope(), type: 'number.tagged', call, number, data: { tag: 'loan', subtype: null } },
    {
      ...envelope(),
      type: 'list.set',
      number,
      data: {
        id: clock.ulid(),
        kind: 'block',
        match: { type: 'exact', number },
        vip: false,
        reason: text,
        author: '周敏',
        createdAt: clock.now(),
        expiresAt: null,
        source: 'manual',
      },
    },
  ];
}

function contact(id: string, name: string, numbers: string[]): DeskEvent {
  return { ...envelope(), type: 'contact.set', data: { id, name, company: '', vip: false, numbers, source: 'manual' } };
}

function filesWith(dir: string, text: string): string[] {
  return readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(Buffer.from(text)));
}

test('an erased number leaves no byte, its neighbours stay, and late events of it are dropped', async () => {
  const dir = tempDir();
  try {
    const store = await openTempStore(dir.path);
    const late = callOf(erased, secret);
    for (let i = 0; i < 60; i += 1) {
      await store.append(callOf(`+86138000${10_000 + i}`, `neighbour ${i}`));
      if (i % 3 === 0) await store.append(callOf(erased, secret));
    }
    await store.append([
      contact('shared', '李雷', ['+8613800010001', erased, '+8613800010002']),
      contact('alone', secret, ['+8613800010003']),
      contact('alone', secret, [erased]),
    ]);
    expect(filesWith(dir.path, erased)).not.toEqual([]);
    expect(filesWith(dir.path, secret)).not.toEqual([]);

    const erasure: DeskEvent = { ...envelope(), type: 'number.erased', number: erased, data: {} };
    await store.append([erasure]);
    expect(filesWith(dir.path, erased)).toEqual([]);
    expect(filesWith(dir.path, '13912345678')).toEqual([]);
    expect(filesWith(dir.path, secret)).toEqual([]);
    expect(store.reads.callsOf('main', erased, 50, '')).toEqual([]);
    expect(store.reads.tagsOf('main', erased)).toEqual([]);
    expect(store.reads.entriesFor('main', erased)).toEqual([]);
    expect(store.reads.contact('main', 'shared')?.numbers).toEqual(['+8613800010001', '+8613800010002']);
    expect(store.reads.contact('main', 'alone')).toBeNull();
    expect(store.reads.tagsOf('main', '+8613800010059')).toHaveLength(1);

    // a desk that was away sends what it had; the same erasure comes again
    await store.append([...late, erasure]);
    expect(filesWith(dir.path, erased)).toEqual([]);
    expect(filesWith(dir.path, secret)).toEqual([]);
    expect(store.reads.callsOf('main', erased, 50, '')).toEqual([]);
    // the person calls again, which is new
    await store.append(callOf(erased, 'a new call'));
    expect(store.reads.callsOf('main', erased, 50, '')).toHaveLength(1);
    await store.rebuild();
    expect(store.reads.callsOf('main', erased, 50, '')).toHaveLength(1);
    expect(store.reads.contact('main', 'alone')).toBeNull();
    await store.close();
  } finally {
    dir.remove();
  }
});

/** Everything of the profile as it is now, elsewhere. */
function copyOf(dir: string): { readonly path: string; remove(): void } {
  const copy = tempDir();
  cpSync(dir, copy.path, { recursive: true });
  return copy;
}

test('an older log in the place of one that knew of the erasure: the number does not come back', async () => {
  const dir = tempDir();
  try {
    let store = await openTempStore(dir.path);
    const neighbour = '+8613800010001';
    await store.append([...callOf(erased, secret), ...callOf(neighbour, 'neighbour')]);
    await store.append([contact('alone', secret, [erased]), contact('shared', '李雷', [erased, neighbour])]);
    await store.close();
    const old = copyOf(dir.path);

    store = await openTempStore(dir.path);
    await store.append([{ ...envelope(), type: 'number.erased', number: erased, data: {} }]);
    await store.close();
    for (const name of ['log.db', 'projections.db']) cpSync(join(old.path, name), join(dir.path, name));
    for (const name of readdirSync(dir.path)) if (/-(wal|shm)$/.test(name)) rmSync(join(dir.path, name));
    old.remove();
    expect(filesWith(dir.path, erased)).not.toEqual([]);

    const warnings: string[] = [];
    store = await openTempStore(dir.path, { warnings });
    expect(filesWith(dir.path, erased)).toEqual([]);
    expect(filesWith(dir.path, secret)).toEqual([]);
    expect(store.reads.entriesFor('main', erased)).toEqual([]);
    expect(store.reads.contact('main', 'alone')).toBeNull();
    expect(store.reads.contact('main', 'shared')?.numbers).toEqual([neighbour]);
    expect(store.reads.callsOf('main', neighbour, 50, '')).toHaveLength(1);
    await store.close();

    // from now on the log knows it itself: nothing is erased twice, and a list that is lost or damaged is made again
    const list = join(dir.path, 'erased-numbers.json');
    const kept = readFileSync(list, 'utf8');
    expect(kept).not.toContain('13912345678');
    for (const damage of [() => rmSync(list), () => writeFileSync(list, '{"v":1,')]) {
      damage();
      store = await openTempStore(dir.path, { warnings });
      const { lastSeq } = await store.counts();
      await store.close();
      expect(readFileSync(list, 'utf8')).toBe(kept);
      store = await openTempStore(dir.path, { warnings });
      expect((await store.counts()).lastSeq).toBe(lastSeq);
      await store.close();
    }
    expect(warnings).toEqual([expect.stringContaining('cannot be read')]);
  } finally {
    dir.remove();
  }
});

test('a call that goes on while its number is erased does not write it back when it ends', async () => {
  const dir = tempDir();
  try {
    const store = await openTempStore(dir.path);
    const events = callOf(erased, secret);
    const call = events[0]?.type === 'call.started' ? events[0].call : '';
    await store.append(events);
    await store.append([{ ...envelope(), type: 'number.erased', number: erased, data: {} }]);
    const { seqs } = await store.append([
      { ...envelope(), type: 'note.set', call, number: erased, data: { text: secret } },
      {
        ...envelope(),
        type: 'call.ended',
        call,
        number: erased,
        data: { by: 'caller', outcome: 'answered', status: 200, ringMs: 1, talkMs: 1 },
      },
    ]);
    expect(seqs).toEqual([0, 0]);
    expect(filesWith(dir.path, erased)).toEqual([]);
    expect(filesWith(dir.path, secret)).toEqual([]);
    // what somebody says of the number afterwards is a new thing
    const tag: DeskEvent = {
      ...envelope(),
      type: 'number.tagged',
      call,
      number: erased,
      data: { tag: 'loan', subtype: null },
    };
    expect((await store.append([tag])).seq).toBeGreaterThan(0);
    await store.close();
  } finally {
    dir.remove();
  }
});

test.each([{ type: 'prefix', prefix: erased } as const, { type: 'range', from: erased, to: erased } as const])(
  'a $type entry of nothing but the number goes with it; a wider one stays',
  async (match) => {
    const dir = tempDir();
    try {
      const store = await openTempStore(dir.path);
      const entry = (of: Match): DeskEvent => ({
        ...envelope(),
        type: 'list.set',
        number: listEventNumber(of),
        data: {
          id: clock.ulid(),
          kind: 'block',
          match: of,
          vip: false,
          reason: secret,
          author: '周敏',
          createdAt: clock.now(),
          expiresAt: null,
          source: 'manual',
        },
      });
      const wider = entry({ type: 'prefix', prefix: '+86139123' });
      const late = entry(match);
      await store.append([wider, entry(match)]);
      expect(store.reads.entriesFor('main', erased)).toHaveLength(2);
      await store.append([{ ...envelope(), type: 'number.erased', number: erased, data: {} }]);
      expect(store.reads.entriesFor('main', erased)).toMatchObject([{ match: { prefix: '+86139123' } }]);
      expect(filesWith(dir.path, erased)).toEqual([]);
      expect((await store.append([late])).seq).toBe(0);
      await store.rebuild();
      expect(store.reads.entriesFor('main', erased)).toHaveLength(1);
      await store.close();
    } finally {
      dir.remove();
    }
  },
);
