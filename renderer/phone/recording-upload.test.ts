import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordingEnd } from '../../core/recording/recording.ts';
import { systemClock } from './clock.ts';
import type { PhoneDesk } from './phone-desk.ts';
import { RecordingUpload } from './recording-upload.ts';

type Chunk = Parameters<PhoneDesk['appendRecording']>[0];

/** Keeps chunks as the desk service does: each once, none after a gap. */
class Desk {
  readonly kept: Chunk[] = [];
  asked = 0;
  isDown = false;
  losesAnswers = false;
  refusal: object | null = null;

  async appendRecording(chunk: Chunk): Promise<{ next: number }> {
    this.asked += 1;
    if (this.isDown) throw new Error('no link');
    if (this.refusal !== null) throw Object.assign(new Error('refused'), this.refusal);
    if (chunk.index === this.kept.length) this.kept.push(chunk);
    if (this.losesAnswers) throw new Error('the link closed');
    return { next: this.kept.length };
  }

  get text(): string {
    return this.kept.map(({ data }) => atob(data)).join('');
  }
}

let desk: Desk;
let ends: RecordingEnd[];
let upload: RecordingUpload;
beforeEach(() => {
  vi.useFakeTimers();
  desk = new Desk();
  ends = [];
  upload = new RecordingUpload({
    recording: 'r',
    call: 'c',
    desk,
    clock: systemClock,
    random: () => 0,
    onEnd: (why) => ends.push(why),
    log: () => undefined,
  });
});
afterEach(() => {
  upload.abandon();
  vi.useRealTimers();
});

const blob = (text: string): Blob => new Blob([text]);

describe('chunks of a recording', () => {
  it('reach the desk service in order, and the last one ends it', async () => {
    for (const text of ['one ', 'two ', 'three ']) upload.add(blob(text), false);
    await vi.advanceTimersByTimeAsync(10);
    expect(ends).toEqual([]);
    upload.add(new Blob(), true);
    await vi.advanceTimersByTimeAsync(10);
    expect(desk.text).toBe('one two three ');
    expect(desk.kept.map(({ index, isLast }) => [index, isLast])).toEqual([
      [0, false],
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(ends).toEqual(['call-ended']);
  });

  it('wait while the desk service is away, and none is lost or doubled', async () => {
    upload.add(blob('one '), false);
    await vi.advanceTimersByTimeAsync(10);
    desk.losesAnswers = true;
    upload.add(blob('two '), false);
    await vi.advanceTimersByTimeAsync(600);
    desk.losesAnswers = false;
    desk.isDown = true;
    upload.add(blob('three '), false);
    upload.add(blob('four'), true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ends).toEqual([]);
    desk.isDown = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(desk.text).toBe('one two three four');
    expect(ends).toEqual(['call-ended']);
  });

  it('carry every byte as it is', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256);
    upload.add(new Blob([bytes]), true);
    await vi.advanceTimersByTimeAsync(10);
    expect(Uint8Array.from(desk.text, (char) => char.charCodeAt(0))).toEqual(bytes);
  });
});

describe('a recording that cannot be kept', () => {
  it.each([
    [{ code: 'NOT_SAVED', data: { cause: 'disk-full', detail: '' } }, 'disk-full'],
    [{ code: 'NOT_SAVED', data: { cause: 'read-only', detail: '' } }, 'failed'],
    [{ code: 'FORBIDDEN' }, 'not-allowed'],
    [{ code: 'NO_KEY' }, 'no-key'],
    [{ code: 'TOO_LONG' }, 'too-long'],
    [{ code: 'NOT_FOUND' }, 'failed'],
    [{ code: 'BAD_REQUEST' }, 'failed'],
  ] as const)('%o ends it as %s, once, and nothing more is sent', async (refusal, why) => {
    upload.add(blob('one '), false);
    await vi.advanceTimersByTimeAsync(10);
    desk.refusal = refusal;
    upload.add(blob('two '), false);
    upload.add(blob('three '), false);
    await vi.advanceTimersByTimeAsync(10);
    expect(ends).toEqual([why]);
    const { asked } = desk;
    desk.refusal = null;
    upload.add(blob('four '), false);
    upload.add(new Blob(), true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(desk.asked).toBe(asked);
    expect(ends).toEqual([why]);
  });

  it('waits while the desk service does not know of it yet, and ends where that never comes', async () => {
    desk.refusal = { code: 'NOT_BEGUN' };
    upload.add(blob('one '), false);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ends).toEqual([]);
    desk.refusal = null;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(desk.text).toBe('one ');
    // away for long is no such answer
    desk.isDown = true;
    upload.add(blob('two '), false);
    await vi.advanceTimersByTimeAsync(600_000);
    desk.isDown = false;
    desk.refusal = { code: 'NOT_BEGUN' };
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ends).toEqual([]);
    await vi.advanceTimersByTimeAsync(180_000);
    expect(ends).toEqual(['failed']);
  });

  it('ends when the desk service is away for longer than memory may hold', async () => {
    desk.isDown = true;
    for (let n = 0; n < 17; n += 1) upload.add(new Blob([new Uint8Array(1_000_000)]), false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ends).toEqual(['no-desk']);
  });
});
