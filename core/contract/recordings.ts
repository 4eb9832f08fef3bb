/**
 * Contract: recordings of calls. The phone streams what it records, chunk by chunk, and the desk service keeps it encrypted;
 * views ask what there is of a call, and read it to play it. What happens to a recording is told by events.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ulidSchema } from '../event/event.ts';
import { recordingFileEndSchema, recordingSchema } from '../recording/recording.ts';
import { deskErrors } from './errors.ts';

const detail = z.object({ detail: z.string() });

const base = oc.errors({
  ...deskErrors,
  /** the key of the recordings cannot be read, or is gone while there are recordings that it sealed */
  NO_KEY: { status: 500, data: detail },
  /** the desk service knows of no such call that goes on, or not yet: sent again later it may be taken */
  NOT_BEGUN: { status: 425, data: detail },
  /** it has reached `maxRecordingBytes` */
  TOO_LONG: { status: 413, data: detail },
});

/** A second of sound is some 8 kB; a link that was away for long sends more at once. */
export const maxChunkBytes = 1_000_000;
export const recordingType = 'audio/webm;codecs=opus';
/** Enough for opus to keep two different voices apart: at half of it they begin to leak into each other. */
export const recordingBitsPerSecond = 64_000;
/**
 * Of one recording's file: twelve hours, longer than anybody talks, with a quarter more for the container and what opus goes
 * beyond its mean. A call that was forgotten, or a page that runs wild, must not fill the disk.
 */
export const maxRecordingBytes = (12 * 3600 * recordingBitsPerSecond * 1.25) / 8;

export const recordings = {
  /**
   * Chunk `index` of a recording (0 makes the file), base64. Answers the index wanted next: one that is there already is
   * acknowledged and not written again. Durable when answered. `isLast` closes the file. Only for a call that goes on at this
   * desk, or for what was begun in one and has not ended.
   */
  append: base
    .input(
      z.object({
        recording: ulidSchema,
        call: ulidSchema,
        index: z.number().int().nonnegative(),
        data: z.base64().max(Math.ceil((maxChunkBytes * 4) / 3) + 4),
        isLast: z.boolean(),
      }),
    )
    .output(z.object({ next: z.number().int() })),
  ofCall: base.input(z.object({ call: ulidSchema })).output(z.array(recordingSchema)),
  /** Decrypted, from chunk `from` on, as much as fits one answer. `next` null: that was all, and `end` says how it ends. */
  read: base.input(z.object({ recording: ulidSchema, from: z.number().int().nonnegative() })).output(
    z.object({
      data: z.base64(),
      next: z.number().int().nullable(),
      end: recordingFileEndSchema.nullable(),
    }),
  ),
  /** Written out readable, mode 0600, on a supervisor's explicit wish; an event says so. */
  export: base.input(z.object({ recording: ulidSchema })).output(z.object({ path: z.string(), bytes: z.number() })),
  /** Deletes the file for good, on a supervisor's explicit wish; an event says so. Not while it goes on. */
  remove: base
    .input(z.object({ recording: ulidSchema, reason: z.string().trim().min(1).max(500) }))
    .output(z.object({})),
};
