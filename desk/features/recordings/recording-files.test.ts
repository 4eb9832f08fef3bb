/** The encrypted file: what is written is read, and whatever is done to a byte of it is found. */
import { mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tempDir, testClock } from '../../store/test-support/temp-store.ts';
import { frameSize, headerBytes } from './container.ts';
import { hasRecordings, RecordingFiles, RecordingGone, RecordingTooLong } from './recording-files.ts';

const key = new Uint8Array(32).fill(7);
const clock = testClock();
let dir: ReturnType<typeof tempDir>;
let files: RecordingFiles;
let id: string;
const open = (master: Uint8Array = key): RecordingFiles => new RecordingFiles(dir.path, () => Promise.resolve(master));
const pathOf = (recording = id): string => join(dir.path, `${recording}.lwr`);
const words = ['OpusHead and more', 'a second of sound', '', 'the third', 'and the last'];

async function write(recording = id, chunks: readonly string[] = words): Promise<void> {
  for (const [index, chunk] of chunks.entries())
    await files.append(recording, index, Buffer.from(chunk), index === chunks.length - 1);
}

/** Everything, read in small parts. */
async function readAll(from: RecordingFiles = open(), recording = id): Promise<{ text: string; end: string | null }> {
  let text = '';
  for (let next: number | null = 0, end: string | null = null; ;) {
    const part = await from.read(recording, next, 20);
    text += part.plain.toString();
    ({ next, end } = part);
    if (next === null) return { text, end };
  }
}

/** Where each chunk begins, and the end. */
function chunkPlaces(bytes: Buffer): number[] {
  const places = [headerBytes];
  for (let at = headerBytes; at < bytes.length;) {
    at += frameSize(bytes.subarray(at)) ?? bytes.length;
    places.push(at);
  }
  return places;
}

beforeEach(() => {
  dir = tempDir();
  files = open();
  id = clock.ulid();
});
afterEach(() => dir.remove());

describe('a recording’s file', () => {
  it('gives back what was written, in parts, and nothing of it is readable', async () => {
    await write();
    expect(await readAll()).toEqual({ text: words.join(''), end: 'whole' });
    const bytes = readFileSync(pathOf());
    for (const word of ['OpusHead', 'sound', 'third']) expect(bytes.includes(word)).toBe(false);
  });

  it('acknowledges a chunk that is there already and does not write it again', async () => {
    await files.append(id, 0, Buffer.from('a'), false);
    expect(await files.append(id, 0, Buffer.from('a'), false)).toBe(1);
    expect(await files.append(id, 1, Buffer.from('b'), true)).toBe(2);
    expect(await files.append(id, 1, Buffer.from('b'), true)).toBe(2);
    expect(await readAll()).toEqual({ text: 'ab', end: 'whole' });
  });

  it('is continued by another desk service where the one before it was killed', async () => {
    await files.append(id, 0, Buffer.from('one '), false);
    await files.append(id, 1, Buffer.from('two '), false);
    files = open();
    expect(await files.append(id, 1, Buffer.from('two '), false)).toBe(2);
    expect(await files.append(id, 2, Buffer.from('three'), true)).toBe(3);
    expect(await readAll()).toEqual({ text: 'one two three', end: 'whole' });
  });

  it('is never continued after a gap, nor where the beginning is gone', async () => {
    await files.append(id, 0, Buffer.from('one'), false);
    await expect(files.append(id, 2, Buffer.from('three'), false)).rejects.toThrow(RecordingGone);
    await files.remove(id);
    await expect(files.append(id, 1, Buffer.from('two'), false)).rejects.toThrow(RecordingGone);
    await expect(open().append('../../etc/passwd', 0, Buffer.from('x'), false)).rejects.toThrow(RecordingGone);
    expect(readdirSync(dir.path)).toEqual([]);
  });

  it('writes two recordings at once without mixing them', async () => {
    const other = clock.ulid();
    await Promise.all([write(id, ['a', 'b', 'c']), write(other, ['x', 'y', 'z'])]);
    expect((await readAll(open(), id)).text).toBe('abc');
    expect((await readAll(open(), other)).text).toBe('xyz');
    expect((await files.all()).toSorted()).toEqual([id, other].toSorted());
  });
});

describe('a recording that does not end', () => {
  it('grows to its limit and no further; what was kept is played', async () => {
    files = new RecordingFiles(dir.path, () => Promise.resolve(key), headerBytes + 3 * (32 + 10));
    for (const index of [0, 1, 2]) await files.append(id, index, Buffer.from('0123456789'), false);
    const full = readFileSync(pathOf());
    await expect(files.append(id, 3, Buffer.from('x'), false)).rejects.toThrow(RecordingTooLong);
    expect(readFileSync(pathOf())).toEqual(full);
    expect(await readAll()).toEqual({ text: '0123456789'.repeat(3), end: 'cut' });
    // an answer that got lost is still given
    expect(await files.append(id, 2, Buffer.from('0123456789'), false)).toBe(3);
  });

  it('leaves memory when many others were begun since, and goes on all the same', async () => {
    let asked = 0;
    files = new RecordingFiles(dir.path, () => {
      asked += 1;
      return Promise.resolve(key);
    });
    const ids = Array.from({ length: 70 }, () => clock.ulid());
    for (const one of ids) await files.append(one, 0, Buffer.from('one '), false);
    expect(asked).toBe(70);
    const [first, last] = [ids[0] ?? '', ids[69] ?? ''];
    // known still
    expect(await files.append(last, 1, Buffer.from('two'), true)).toBe(2);
    expect(asked).toBe(70);
    // read from its file again
    expect(await files.append(first, 1, Buffer.from('two'), true)).toBe(2);
    expect(asked).toBe(71);
    for (const one of [first, last]) expect(await readAll(open(), one)).toEqual({ text: 'one two', end: 'whole' });
    // a closed one, too: nothing of it is kept for whoever sends its end again
    expect(await files.append(first, 1, Buffer.from('two'), true)).toBe(2);
    expect(await files.append(first, 1, Buffer.from('two'), true)).toBe(2);
    expect(asked).toBe(73);
  });
});

describe('a file cut off by a crash', () => {
  it('is read up to its last whole chunk, wherever the cut is', async () => {
    await write();
    const whole = readFileSync(pathOf());
    const places = chunkPlaces(whole);
    for (let size = 0; size < whole.length; size += 1) {
      truncateSync(pathOf(), 0);
      writeFileSync(pathOf(), whole.subarray(0, size));
      const chunks = places.filter((place) => place <= size).length - 1;
      const { text, end } = await readAll();
      expect({ text, end }, `${size} bytes`).toEqual({
        text: words.slice(0, Math.max(0, chunks)).join(''),
        end: 'cut',
      });
    }
  });

  it('goes on behind its last whole chunk, and what a crash tore is written anew under another nonce', async () => {
    await files.append(id, 0, Buffer.from('one '), false);
    await files.append(id, 1, Buffer.from('two '), false);
    const before = readFileSync(pathOf());
    writeFileSync(pathOf(), before.subarray(0, before.length - 3));
    files = open();
    expect(await files.append(id, 1, Buffer.from('two '), false)).toBe(2);
    await files.append(id, 2, Buffer.from('three'), true);
    expect(await readAll()).toEqual({ text: 'one two three', end: 'whole' });
    const [, second = 0] = chunkPlaces(before);
    const nonceOf = (bytes: Buffer): string => bytes.subarray(second + 4, second + 16).toString('hex');
    expect(nonceOf(readFileSync(pathOf()))).not.toBe(nonceOf(before));
  });
});

describe('a file that somebody changed', () => {
  it('is found out at any flipped bit, and nothing behind it is given out', async () => {
    await write();
    const whole = readFileSync(pathOf());
    const places = chunkPlaces(whole);
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(pathOf(), bytes);
      const { text, end } = await readAll();
      const intact = Math.max(0, places.filter((place) => place <= at).length - 1);
      expect(end, `byte ${at}`).not.toBe('whole');
      expect(text, `byte ${at}`).toBe(words.slice(0, intact).join(''));
    }
  });

  it('is found out when chunks are swapped, repeated, left out or added', async () => {
    await write(id, ['same length 1', 'same length 2', 'same length 3', 'the end']);
    const whole = readFileSync(pathOf());
    const places = chunkPlaces(whole);
    const head = whole.subarray(0, headerBytes);
    const [a, b, c, last] = places.slice(0, -1).map((place, index) => whole.subarray(place, places[index + 1]));
    if (!a || !b || !c || !last) throw new Error('four chunks');
    const put = async (...chunks: readonly Buffer[]) => {
      writeFileSync(pathOf(), Buffer.concat([head, ...chunks]));
      return readAll();
    };
    expect(await put(a, b, c, last)).toEqual({ text: 'same length 1same length 2same length 3the end', end: 'whole' });
    expect(await put(b, a, c, last)).toEqual({ text: '', end: 'damaged' });
    expect(await put(a, a, c, last)).toEqual({ text: 'same length 1', end: 'damaged' });
    expect(await put(a, c, last)).toEqual({ text: 'same length 1', end: 'damaged' });
    expect(await put(last)).toEqual({ text: '', end: 'damaged' });
    expect((await put(a, b, c, last, a)).end).toBe('damaged');
    // cut at a chunk's edge: not a whole one, since the last chunk is of a kind of its own
    expect(await put(a, b, c)).toEqual({ text: 'same length 1same length 2same length 3', end: 'cut' });
  });

  it('opens under no other key and under no other name', async () => {
    await write();
    expect(await readAll(open(new Uint8Array(32).fill(8)))).toEqual({ text: '', end: 'damaged' });
    const other = clock.ulid();
    writeFileSync(pathOf(other), readFileSync(pathOf()));
    expect(await readAll(open(), other)).toEqual({ text: '', end: 'damaged' });
    writeFileSync(pathOf(), Buffer.from('RIFF, or whatever somebody put in its place'));
    expect(await readAll()).toEqual({ text: '', end: 'damaged' });
  });

  it('has a chunk that says it is huge: nothing is allocated for it', async () => {
    await write();
    const bytes = readFileSync(pathOf());
    bytes.writeUInt32LE(0xffff_ffff, headerBytes);
    writeFileSync(pathOf(), bytes);
    expect(await readAll()).toEqual({ text: '', end: 'damaged' });
  });
});

it('keeps files that are not recordings out of the list', async () => {
  await write();
  writeFileSync(join(dir.path, 'note.txt'), 'x');
  writeFileSync(join(dir.path, 'not-an-id.lwr'), 'x');
  mkdirSync(join(dir.path, 'sub'));
  expect(await files.all()).toEqual([id]);
  expect(hasRecordings(dir.path)).toBe(true);
  await files.remove(id);
  expect(hasRecordings(dir.path)).toBe(false);
  expect(hasRecordings(join(dir.path, 'nowhere'))).toBe(false);
  // one that cannot be listed may hold some
  expect(hasRecordings(join(dir.path, 'note.txt'))).toBe(true);
  expect(await new RecordingFiles(join(dir.path, 'nowhere'), () => Promise.resolve(key)).all()).toEqual([]);
});
