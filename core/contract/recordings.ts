/**
 * Contract: recordings of calls. The phone streams what it records, chunk by chunk, and the desk service keeps it encrypted;
 * views ask what there is of a call, and read it to play it. What happens to a recording is told by events.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ulidSchema } from '../event/event.ts';
import { recordingFileEndSchema, recordingSchema } from '../recording/recording.ts';
import { deskErrors } from './errors.ts';

const base = oc.errors({
  ...deskErrors,
  /** the key of the recordings cannot be read */
  NO_KEY: { status: 500, data: z.object({ detail: z.string() }) },
});

/** A second of sound is some 8 kB; a link that was away for long sends more at once. */
export const maxChunkBytes = 1_000_000;
export const recordingType = 'audio/webm;codecs=opus';

export const recordings = {
  /**
   * Chunk `index` of a recording (0 makes the file), base64. Answers the index wanted next: one that is there already is
   * acknowledged and not written again. Durable when answered. `isLast` closes the file.
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
};
