/** A call or number handed to a supervisor with its context, and what the supervisor makes of it. */
import { z } from 'zod';
import { wordsSchema } from '../number/caller-number.ts';
import { riskSchema, factorSchema } from '../judge/verdict.ts';
import { tagSchema } from '../tag/tag.ts';

/** `in-call` 求助 · `after` 上报 */
export const escalationKindSchema = z.enum(['in-call', 'after']);
export type EscalationKind = z.infer<typeof escalationKindSchema>;

export const scriptTrailSchema = z.object({
  script: z.string(),
  title: z.string(),
  step: z.string(),
  /** title of the step, in the language it was read in */
  stepTitle: z.string(),
  answer: z.string().nullable(),
  at: z.number(),
});
export type ScriptTrail = z.infer<typeof scriptTrailSchema>;

/** What the supervisor needs to see as it was when the agent asked. */
export const escalationContextSchema = z.object({
  display: z.string(),
  place: wordsSchema.nullable(),
  risk: riskSchema.nullable(),
  factors: z.array(factorSchema),
  tags: z.array(tagSchema),
  trail: z.array(scriptTrailSchema),
  outcome: z.string().nullable(),
});
export type EscalationContext = z.infer<typeof escalationContextSchema>;

export const decisionKindSchema = z.enum(['nuisance', 'suspect', 'harmless', 'customer', 'hand-back']);
export type DecisionKind = z.infer<typeof decisionKindSchema>;

export const decisionSchema = z.object({
  kind: decisionKindSchema,
  /** `number` or the prefix that the entry shall cover */
  scope: z.discriminatedUnion('type', [
    z.object({ type: z.literal('number') }),
    z.object({ type: z.literal('prefix'), prefix: z.string().min(3).max(31) }),
  ]),
  /** days the list entry holds; null = no end */
  days: z.number().int().min(1).max(3650).nullable(),
  note: z.string().max(2000),
});
export type Decision = z.infer<typeof decisionSchema>;

/** Default days of the entry that a decision makes. */
export const defaultDays: Readonly<Record<DecisionKind, number | null>> = {
  nuisance: 30,
  suspect: 7,
  harmless: null,
  customer: null,
  'hand-back': null,
};

export const escalationSchema = z.object({
  /** id of its `escalation.opened` event */
  id: z.string(),
  number: z.string(),
  call: z.string().nullable(),
  kind: escalationKindSchema,
  note: z.string(),
  context: escalationContextSchema,
  openedBy: z.string(),
  openedAt: z.number(),
  state: z.enum(['open', 'claimed', 'decided', 'returned']),
  claimedBy: z.string().nullable(),
  claimedAt: z.number().nullable(),
  decision: decisionSchema.nullable(),
  /** id of the deciding event, for undo */
  decidedEvent: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.number().nullable(),
  /** is its call still going on */
  live: z.boolean(),
  /** the number is a customer's now */
  customer: z.boolean().optional(),
});
export type Escalation = z.infer<typeof escalationSchema>;
