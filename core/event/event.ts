/**
 * The event log's vocabulary: everything that must last is one of these. Pure data; nothing here may read a clock.
 *
 * An event is made where it happens (the phone, or the desk service for a view's command) with its own ULID, so that
 * sending it twice is harmless: folding is idempotent by `id`. `seq` is given by the store.
 */
import { z } from 'zod';
import { agentStateSchema } from '../agent/agent-state.ts';
import { callOutcomeSchema, endedBySchema } from '../call/call-outcome.ts';
import { contactSchema } from '../contact/contact.ts';
import { decisionSchema, escalationKindSchema, escalationContextSchema } from '../escalation/escalation.ts';
import { verdictSchema } from '../judge/verdict.ts';
import { listEntrySchema } from '../list/list-entry.ts';
import { callQualitySchema } from '../quality/call-quality.ts';
import { recordedBySchema, recordingEndSchema, recordingRemovalSchema } from '../recording/recording.ts';
import { stepRecordSchema } from '../script/record.ts';
import { subtypeSchema, tagSchema } from '../tag/tag.ts';
import { lineSchema } from './line.ts';

export const eventVersion = 1;

export const ulidSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

const envelope = {
  v: z.literal(eventVersion),
  id: ulidSchema,
  /** ms since the epoch, by the clock of the desk that made it */
  at: z.number().int().nonnegative(),
  desk: z.string().max(64),
  /** name of the person signed on; `system` for what no person did */
  author: z.string().max(128),
  line: lineSchema,
};
/** The call it happened in (a ULID made at INVITE) and the number's key. */
const ofCall = { call: ulidSchema, number: z.string().max(64) };
const maybeOfCall = { call: ulidSchema.optional(), number: z.string().max(64) };

export const eventSchema = z.discriminatedUnion('type', [
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('call.started'),
    data: z.object({
      direction: z.enum(['in', 'out']),
      display: z.string().max(64),
      claimedName: z.string().max(64),
      sipCallId: z.string().max(256),
    }),
  }),
  z.object({ ...envelope, ...ofCall, type: z.literal('call.screened'), data: z.object({ verdict: verdictSchema }) }),
  z.object({ ...envelope, ...ofCall, type: z.literal('call.answered'), data: z.object({ ringMs: z.number() }) }),
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('call.ended'),
    data: z.object({
      by: endedBySchema,
      outcome: callOutcomeSchema.exclude(['live']),
      /** SIP status sent or received, where one ended it */
      status: z.number().int().nullable(),
      ringMs: z.number(),
      talkMs: z.number(),
    }),
  }),
  /** how it sounded, once it is over: both ways, and the codec */
  z.object({ ...envelope, ...ofCall, type: z.literal('call.quality'), data: callQualitySchema }),
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('script.stepped'),
    data: stepRecordSchema,
  }),
  z.object({
    ...envelope,
    ...maybeOfCall,
    type: z.literal('number.tagged'),
    data: z.object({ tag: tagSchema, subtype: subtypeSchema.nullable() }),
  }),
  z.object({
    ...envelope,
    ...maybeOfCall,
    type: z.literal('tag.withdrawn'),
    data: z.object({ tagged: ulidSchema }),
  }),
  z.object({ ...envelope, ...ofCall, type: z.literal('note.set'), data: z.object({ text: z.string().max(4000) }) }),
  z.object({ ...envelope, type: z.literal('list.set'), number: z.string().max(64), data: listEntrySchema }),
  z.object({
    ...envelope,
    type: z.literal('list.removed'),
    number: z.string().max(64),
    data: z.object({ entry: z.string(), why: z.string().max(500) }),
  }),
  z.object({ ...envelope, type: z.literal('contact.set'), data: contactSchema }),
  z.object({ ...envelope, type: z.literal('contact.removed'), data: z.object({ contact: z.string() }) }),
  z.object({
    ...envelope,
    ...maybeOfCall,
    type: z.literal('escalation.opened'),
    data: z.object({
      kind: escalationKindSchema,
      note: z.string().max(2000),
      context: escalationContextSchema,
    }),
  }),
  z.object({
    ...envelope,
    number: z.string().max(64),
    type: z.literal('escalation.claimed'),
    data: z.object({ escalation: ulidSchema }),
  }),
  z.object({
    ...envelope,
    number: z.string().max(64),
    type: z.literal('escalation.decided'),
    data: z.object({
      escalation: ulidSchema,
      decision: decisionSchema,
      /** the list entry the decision makes, and the tag events it withdraws: kept here so that undo knows them */
      entry: listEntrySchema.nullable(),
      withdrawnTags: z.array(ulidSchema),
      /** the `number.tagged` event that came with the decision "customer" */
      addedTag: ulidSchema.nullable().default(null),
    }),
  }),
  z.object({
    ...envelope,
    number: z.string().max(64),
    type: z.literal('escalation.returned'),
    data: z.object({ escalation: ulidSchema, note: z.string().max(2000) }),
  }),
  z.object({
    ...envelope,
    number: z.string().max(64),
    type: z.literal('escalation.undone'),
    data: z.object({ escalation: ulidSchema, decided: ulidSchema }),
  }),
  /** "Undo" of an automatic rejection: the call stays listed, marked as undone; an allow entry comes with its own `list.set`. */
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('rejection.undone'),
    data: z.object({ entry: z.string().nullable() }),
  }),
  /** what the person at this desk is available for, at each change */
  z.object({ ...envelope, type: z.literal('agent.state'), data: agentStateSchema }),
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('recording.started'),
    data: z.object({ recording: ulidSchema, by: recordedBySchema, announced: z.boolean() }),
  }),
  /** `ms`: how much had been recorded; what is said until `recording.resumed` is in no file */
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('recording.paused'),
    data: z.object({ recording: ulidSchema, ms: z.number() }),
  }),
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('recording.resumed'),
    data: z.object({ recording: ulidSchema, ms: z.number() }),
  }),
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('recording.ended'),
    data: z.object({ recording: ulidSchema, why: recordingEndSchema, ms: z.number() }),
  }),
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('recording.removed'),
    /** `reason`: in the words of the person who did it */
    data: z.object({ recording: ulidSchema, why: recordingRemovalSchema, reason: z.string().max(500).optional() }),
  }),
  /** somebody wrote it out as a readable file */
  z.object({
    ...envelope,
    ...ofCall,
    type: z.literal('recording.exported'),
    data: z.object({ recording: ulidSchema }),
  }),
  z.object({ ...envelope, type: z.literal('number.erased'), number: z.string().max(64), data: z.object({}) }),
]);

export type DeskEvent = z.infer<typeof eventSchema>;
export type EventType = DeskEvent['type'];
export type EventOf<T extends EventType> = Extract<DeskEvent, { type: T }>;
/** An event as the log keeps it. */
export type LoggedEvent = DeskEvent & { seq: number };
