/**
 * A call's life as a discriminated union, with pure and total transitions. Nothing here may read a clock or a socket.
 *
 *   ringing ──answer──▶ answering ──established──▶ live ◀──resume/hold──▶ held
 *      │                    │                       │                      │
 *      └──reject/cancel─────┴──────fail/hangup──────┴──────────bye─────────┴──▶ ended
 *   dialling (calling ──▶ ringing ──▶ early-media) ──established──▶ live
 */
import { z } from 'zod';
import { callOutcomeSchema, endedBySchema } from './call-outcome.ts';

/** What the far end of a call that goes out does: nothing yet, it rings, or it sends sound of its own before it answers. */
const farEndSchema = z.enum(['calling', 'ringing', 'early-media']);

export const callStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('screening'), since: z.number() }),
  z.object({ state: z.literal('ringing'), since: z.number() }),
  z.object({ state: z.literal('dialling'), since: z.number(), far: farEndSchema }),
  z.object({ state: z.literal('answering'), since: z.number(), rangFor: z.number() }),
  z.object({ state: z.literal('live'), since: z.number(), rangFor: z.number(), held: z.boolean() }),
  z.object({
    state: z.literal('ended'),
    since: z.number(),
    by: endedBySchema,
    outcome: callOutcomeSchema.exclude(['live']),
    status: z.number().nullable(),
    rangFor: z.number(),
    talkedFor: z.number(),
  }),
]);
export type CallState = z.infer<typeof callStateSchema>;
