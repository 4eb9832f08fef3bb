/** All that a view may show of a caller before and during a call: made by the desk service, carried by the phone's snapshots. */
import { z } from 'zod';
import { callerNumberSchema, carrierClassSchema, wordsSchema } from '../number/caller-number.ts';
import { listEntrySchema } from '../list/list-entry.ts';
import { tagSchema } from '../tag/tag.ts';
import { verdictSchema } from '../judge/verdict.ts';
import { callOutcomeSchema } from './call-outcome.ts';

export const tagMarkSchema = z.object({
  /** id of the `number.tagged` event */
  id: z.string(),
  tag: tagSchema,
  subtype: z.string().nullable(),
  author: z.string(),
  at: z.number(),
  call: z.string().nullable(),
});
export type TagMark = z.infer<typeof tagMarkSchema>;

export const historySummarySchema = z.object({
  calls: z.number().int(),
  answered: z.number().int(),
  blocked: z.number().int(),
  /** the call before this one; null when there is none */
  last: z
    .object({ at: z.number(), outcome: callOutcomeSchema, talkMs: z.number(), by: z.string().nullable() })
    .nullable(),
});
export type HistorySummary = z.infer<typeof historySummarySchema>;

export const contactNameSchema = z.object({ id: z.string(), name: z.string(), company: z.string(), vip: z.boolean() });
export type ContactName = z.infer<typeof contactNameSchema>;

export const callerCardSchema = z.object({
  number: callerNumberSchema,
  place: wordsSchema.nullable(),
  carrier: carrierClassSchema.nullable(),
  /** what the caller's side claims to be called: hostile text, already stripped of control and bidi characters and cut to 64 */
  claimedName: z.string(),
  contact: contactNameSchema.nullable(),
  list: listEntrySchema.nullable(),
  history: historySummarySchema,
  tags: z.array(tagMarkSchema),
  verdict: verdictSchema,
  /** a customer's number, which whoever sits here sees masked (policy) */
  masked: z.boolean().optional(),
  /** when the data behind it were read, ms */
  at: z.number(),
});
export type CallerCard = z.infer<typeof callerCardSchema>;
