/**
 * The chunks of one recording on their way to the desk service: in order, kept in memory until acknowledged, sent again as
 * long as it takes or memory lasts. Must not hold the call up, and must not keep a recording that the desk service refuses.
 */
import type { RecordingEnd } from '../../core/recording/recording.ts';
import { deskBackOff, waitBefore } from './back-off.ts';
import { pause, within, type Clock } from './clock.ts';
import type { PhoneDesk } from './phone-desk.ts';

export interface RecordingUploadOptions {
  readonly recording: string;
  readonly call: string;
  readonly desk: Pick<PhoneDesk, 'appendRecording'>;
  readonly clock: Clock;
  readonly random: () => number;
  /** it is kept whole (`call-ended`), or the rest of it cannot be; told once */
  readonly onEnd: (why: RecordingEnd) => void;
  readonly log: (message: string) => void;
}

/** Half an hour of sound: a desk service that is away for longer does not come back in this call. */
const maxWaitingBytes = 16_000_000;
const sendLimitMs = 8_000;
/** Some two minutes, each of them one try: the events that tell of its beginning come by another way, and come late at most. */
const maxUnbegun = 40;

interface Chunk {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

export class RecordingUpload {
  readonly #options: RecordingUploadOptions;
  #waiting: Chunk[] = [];
  #bytes = 0;
  #next = 0;
  #isSending = false;
  #isOver = false;
  /** blobs are read in the order in which they came */
  #reading: Promise<unknown> = Promise.resolve();

  constructor(options: RecordingUploadOptions) {
    this.#options = options;
  }

  add(blob: Blob, isLast: boolean): void {
    this.#reading = this.#reading.then(async () => {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      if (this.#isOver) return;
      this.#waiting.push({ index: this.#next, bytes, isLast });
      this.#next += 1;
      this.#bytes += bytes.length;
      if (this.#bytes > maxWaitingBytes) this.#end('no-desk');
      else void this.#drain();
    });
    this.#reading = this.#reading.catch((error: unknown) => {
      this.#options.log(`recording ${this.#options.recording}: ${String(error)}`);
      this.#end('failed');
    });
  }

  /** Nothing more of it is sent. */
  abandon(): void {
    this.#isOver = true;
    this.#waiting = [];
  }

  async #drain(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    const { clock, random, desk, recording, call, log } = this.#options;
    let unbegun = 0;
    for (let attempt = 1; !this.#isOver; attempt += 1) {
      const chunk = this.#waiting[0];
      if (chunk === undefined) break;
      try {
        const { index, bytes, isLast } = chunk;
        const sent = desk.appendRecording({ recording, call, index, data: toBase64(bytes), isLast });
        const { next } = await within(clock, sendLimitMs, sent);
        if (next <= index) throw new Error(`chunk ${index} was not taken`);
        attempt = 0;
        unbegun = 0;
        this.#bytes -= bytes.length;
        this.#waiting.shift();
        if (isLast) this.#end('call-ended');
      } catch (error) {
        unbegun = isNotBegun(error) ? unbegun + 1 : 0;
        const why = unbegun > maxUnbegun ? 'failed' : refusalOf(error);
        if (why !== null) {
          log(`recording ${recording} was refused: ${String(error)}`);
          this.#end(why);
          break;
        }
        if (attempt === 1) log(`recording ${recording} waits: ${String(error)}`);
        await pause(clock, waitBefore(attempt, deskBackOff, random()));
      }
    }
    this.#isSending = false;
  }

  #end(why: RecordingEnd): void {
    if (this.#isOver) return;
    this.abandon();
    this.#options.onEnd(why);
  }
}

/** The desk service does not know of it yet. */
function isNotBegun(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'NOT_BEGUN';
}

/** A typed answer of the desk service: sending it again cannot help. null: it may. */
function refusalOf(error: unknown): Exclude<RecordingEnd, 'call-ended'> | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  switch (error.code) {
    case 'NOT_SAVED': {
      const data: unknown = 'data' in error ? error.data : null;
      const isFull = typeof data === 'object' && data !== null && 'cause' in data && data.cause === 'disk-full';
      return isFull ? 'disk-full' : 'failed';
    }
    case 'FORBIDDEN':
      return 'not-allowed';
    case 'NO_KEY':
      return 'no-key';
    case 'TOO_LONG':
      return 'too-long';
    case 'NOT_FOUND':
    case 'BAD_REQUEST':
    case 'INVALID':
      return 'failed';
    default:
      return null;
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // more arguments than this overflow the stack
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
