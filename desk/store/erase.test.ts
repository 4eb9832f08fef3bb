/** After `number.erased` the number and what was said of it stand in no file of the profile; late events of it stay out. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DeskEvent } from '../../core/event/event.ts';
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
