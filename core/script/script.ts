/** The shape of a nuisance-call script: data, never code. `core/script/validate.ts` proves that it has no dead ends. */
import { z } from 'zod';
import { tagSchema } from '../tag/tag.ts';
import { listKindSchema } from '../list/list-entry.ts';

const idSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

export const gotoSchema = z.union([
  z.object({ step: idSchema }).strict(),
  z.object({ script: idSchema }).strict(),
  z.object({ outcome: idSchema }).strict(),
]);
export type Goto = z.infer<typeof gotoSchema>;

export const answerSchema = z.object({
  id: idSchema,
  label: z.string().min(1).max(60),
  /** may be recorded as "obvious" where the caller already said it */
  obvious: z.boolean(),
  goto: gotoSchema,
});
export type Answer = z.infer<typeof answerSchema>;

export const stepSchema = z.object({
  id: idSchema,
  title: z.string().min(1).max(24),
  say: z.string().min(1).max(400),
  /** exact 照读 · free 可改述 */
  mode: z.enum(['exact', 'free']),
  seconds: z.number().int().min(5).max(120),
  /** the green "you may end the call now" */
  mayEnd: z.boolean(),
  mayEndWhy: z.string().max(120).optional(),
  answers: z.array(answerSchema).min(1).max(5),
});
export type Step = z.infer<typeof stepSchema>;

export const exitSchema = z.object({ id: idSchema, label: z.string().min(1).max(60), outcome: idSchema });
export type Exit = z.infer<typeof exitSchema>;

export const outcomeSchema = z.object({
  id: idSchema,
  /** type × severity × repeat, as printed on reports */
  code: z.string().max(32),
  title: z.string().max(60),
  type: z.string().max(32),
  severity: z.number().int().min(1).max(3),
  tag: tagSchema.nullable(),
  subtype: z.string().nullable(),
  list: listKindSchema.nullable(),
  days: z.number().int().min(0).max(3650),
  escalate: z.boolean(),
  why: z.string().max(200),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export const scriptSchema = z.object({
  id: idSchema,
  locale: z.enum(['zh-CN', 'en']),
  version: z.number().int().min(1),
  title: z.string().min(1).max(60),
  tag: tagSchema.nullable(),
  severity: z.number().int().min(1).max(3),
  start: idSchema,
  steps: z.array(stepSchema).min(1).max(12),
  exits: z.array(exitSchema).max(6),
  outcomes: z.array(outcomeSchema).min(1).max(20),
});
export type Script = z.infer<typeof scriptSchema>;
