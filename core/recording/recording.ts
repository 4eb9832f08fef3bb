/** What a recording of a call is, in the words of events, policy, phone and views. Pure data. */
import { z } from 'zod';

/** who wanted it: the policy (every call), or the agent (a key) */
export const recordedBySchema = z.enum(['policy', 'agent']);
export type RecordedBy = z.infer<typeof recordedBySchema>;

/** Why a recording ended; all but `call-ended` mean that a part of the call is not in it. */
export const recordingEndSchema = z.enum([
  'call-ended',
  'disk-full',
  /** the desk service was away for longer than the phone can keep what it hears */
  'no-desk',
  /** the policy does not allow it (any more) */
  'not-allowed',
  /** the key of the recordings cannot be read (another machine's keystore) or is gone */
  'no-key',
  /** longer than one file may be */
  'too-long',
  'failed',
]);
export type RecordingEnd = z.infer<typeof recordingEndSchema>;

/** Its time was up, or a supervisor wished it. */
export const recordingRemovalSchema = z.enum(['retention', 'person']);

/** How the file ends: as it was closed, cut off by a crash, or damaged (then what comes after the damage is not played). */
export const recordingFileEndSchema = z.enum(['whole', 'cut', 'damaged']);
export type RecordingFileEnd = z.infer<typeof recordingFileEndSchema>;

/** One recording as history shows it. */
export const recordingSchema = z.object({
  id: z.string(),
  call: z.string(),
  startedAt: z.number(),
  by: recordedBySchema,
  announced: z.boolean(),
  agent: z.string(),
  /** null: it goes on, or a crash cut it off */
  endedAt: z.number().nullable(),
  why: recordingEndSchema.nullable(),
  removedAt: z.number().nullable(),
  removedWhy: recordingRemovalSchema.nullable(),
  /** bytes of the encrypted file; null: there is none on this desk */
  bytes: z.number().nullable(),
  /** may whoever sits here hear it, write it out as a file, and delete it */
  mayPlay: z.boolean(),
  mayExport: z.boolean(),
  mayRemove: z.boolean(),
  /** pauses as ms of recorded time at which something was left out */
  pauses: z.array(z.number()),
});
export type Recording = z.infer<typeof recordingSchema>;
