/** Contract: screening a ringing call, reporting its life, and reading history. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { callOutcomeSchema } from '../call/call-outcome.ts';
import { callerCardSchema, contactNameSchema } from '../call/caller-card.ts';
import { eventSchema } from '../event/event.ts';
import { actionSchema, riskSchema, verdictSchema } from '../judge/verdict.ts';
import { callerNumberSchema, wordsSchema } from '../number/caller-number.ts';
import { callQualitySchema } from '../quality/call-quality.ts';
import { tagSchema } from '../tag/tag.ts';
import { deskErrors } from './errors.ts';

const base = oc.errors(deskErrors);

/** The identity headers of an INVITE as they came, hostile text and all; the desk service parses them. */
export const screenInputSchema = z.object({
  call: z.string(),
  direction: z.enum(['in', 'out']),
  fromUser: z.string().max(256),
  fromName: z.string().max(1024),
  assertedUser: z.string().max(256).nullable(),
  assertedName: z.string().max(1024).nullable(),
  verstat: z.enum(['passed', 'failed', 'none']).nullable(),
});
export type ScreenInput = z.infer<typeof screenInputSchema>;

export const historyRowSchema = z.object({
  call: z.string(),
  at: z.number(),
  direction: z.enum(['in', 'out']),
  number: callerNumberSchema,
  claimedName: z.string(),
  contact: contactNameSchema.nullable(),
  place: wordsSchema.nullable(),
  risk: riskSchema.nullable(),
  action: actionSchema.nullable(),
  warn: z.boolean(),
  outcome: callOutcomeSchema,
  /** null: it never was, or rings still */
  answeredAt: z.number().nullable(),
  endedBy: z.string().nullable(),
  status: z.number().nullable(),
  ringMs: z.number(),
  talkMs: z.number(),
  agent: z.string(),
  tags: z.array(tagSchema),
  note: z.string(),
  /** how it sounded; null where nobody measured it */
  quality: callQualitySchema.nullable(),
  /** an automatic rejection that somebody undid */
  undone: z.boolean(),
  /** the number is a customer's now */
  customer: z.boolean().optional(),
  /** there is (or was) a recording of it */
  recorded: z.boolean(),
});
export type HistoryRow = z.infer<typeof historyRowSchema>;

export const historyFilterSchema = z.object({
  text: z.string().max(64).default(''),
  since: z.number().nullable().default(null),
  band: z.enum(['any', 'trusted', 'normal', 'unknown', 'suspect', 'nuisance']).default('any'),
  tag: tagSchema.nullable().default(null),
  action: actionSchema.nullable().default(null),
  onlyMine: z.boolean().default(false),
  /** the page after this row: calls may begin in one millisecond, so time alone would miss some */
  before: z.object({ at: z.number(), call: z.string() }).nullable().default(null),
  limit: z.number().int().min(1).max(500).default(100),
});

export const timelineItemSchema = z.object({
  id: z.string(),
  at: z.number(),
  type: z.string(),
  author: z.string(),
  call: z.string().nullable(),
  /** what the i18n sentence `timeline.<type>` needs */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type TimelineItem = z.infer<typeof timelineItemSchema>;

export const todaySchema = z.object({
  answered: z.number(),
  blocked: z.number(),
  undone: z.number(),
  missed: z.number(),
  tagged: z.number(),
  tags: z.array(z.object({ tag: tagSchema, count: z.number() })),
  escalated: z.number(),
  decided: z.number(),
  /** mean ms from ringing to answer; null without answered calls */
  meanAnswerMs: z.number().nullable(),
});
export type Today = z.infer<typeof todaySchema>;

/** Events only a phone may report; everything else has a command of its own. */
const phoneEventTypes = [
  'call.started',
  'call.answered',
  'call.quality',
  'call.ended',
  'recording.started',
  'recording.paused',
  'recording.resumed',
  'recording.ended',
] as const;
export const phoneEventSchema = eventSchema.refine((event) =>
  (phoneEventTypes as readonly string[]).includes(event.type),
);

export const calls = {
  /** Judge a call now (point look-ups only, no disk write waits) and make its card. The `call.screened` event is appended behind it. */
  screen: base.input(screenInputSchema).output(callerCardSchema),
  /** The card again, e.g. after a tag or list change while the call lives. Appends nothing. */
  card: base.input(z.object({ call: z.string(), number: z.string() })).output(callerCardSchema),
  /** Idempotent by event id: the phone sends again what was not acknowledged. Acknowledged only when durable. */
  report: base
    .input(z.object({ events: z.array(phoneEventSchema).min(1).max(64) }))
    .output(z.object({ seq: z.number() })),
  setNote: base
    .input(z.object({ call: z.string(), number: z.string(), text: z.string().max(4000) }))
    .output(z.object({})),
  history: base
    .input(historyFilterSchema)
    .output(z.object({ rows: z.array(historyRowSchema), total: z.number(), counts: z.record(z.string(), z.number()) })),
  /** Everything about one number, for its page. */
  number: base
    .input(z.object({ number: z.string() }))
    .output(z.object({ card: callerCardSchema, timeline: z.array(timelineItemSchema) })),
  today: base.input(z.object({ since: z.number() })).output(todaySchema),
  /** One click: the rejected call is marked as undone and the number is let through for `days`. */
  undoRejection: base
    .input(z.object({ call: z.string(), days: z.number().int().min(1).max(365) }))
    .output(z.object({ entry: z.string() })),
  /** PIPL 47: removes the number's events from every store, leaves a tombstone. Supervisors only. */
  erase: base.input(z.object({ number: z.string() })).output(z.object({ events: z.number() })),
  /** verdict of a call as it was screened, for "why" */
  verdict: base.input(z.object({ call: z.string() })).output(verdictSchema),
};
