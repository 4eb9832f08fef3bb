/**
 * A call's life as a discriminated union, with pure and total transitions. Nothing here may read a clock or a socket.
 *
 *   ringing ──answer──▶ answering ──established──▶ live ◀──resume/hold──▶ held
 *      │                    │                       │                      │
 *      └──reject/cancel─────┴──────fail/hangup──────┴──────────bye─────────┴──▶ ended
 *   dialling ──progress──▶ (early) ──established──▶ live
 */
import { z } from 'zod';
import { callOutcomeSchema, endedBySchema } from './call-outcome.ts';

export const callStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('screening'), since: z.number() }),
  z.object({ state: z.literal('ringing'), since: z.number() }),
  z.object({ state: z.literal('dialling'), since: z.number(), early: z.boolean() }),
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
