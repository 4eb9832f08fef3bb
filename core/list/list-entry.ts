/** An entry of the allow, block or watch list: what it matches, why, by whom and until when. */
import { z } from 'zod';

export const listKindSchema = z.enum(['allow', 'block', 'watch']);
export type ListKind = z.infer<typeof listKindSchema>;

/** Number keys as `core/number` makes them (E.164 with `+`, or bare digits of a service number). */
export const matchSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('exact'), number: z.string().min(2).max(32) }),
  z.object({ type: z.literal('prefix'), prefix: z.string().min(2).max(31) }),
  z.object({ type: z.literal('range'), from: z.string().min(2).max(32), to: z.string().min(2).max(32) }),
]);
export type Match = z.infer<typeof matchSchema>;

export const listEntrySchema = z.object({
  id: z.string(),
  kind: listKindSchema,
  match: matchSchema,
  vip: z.boolean(),
  reason: z.string().max(500),
  author: z.string(),
  createdAt: z.number(),
  /** ms since the epoch; null = no end */
  expiresAt: z.number().nullable(),
  /** what put it there: a person on the lists page, a decision on an escalation, or an undone rejection */
  source: z.enum(['manual', 'decision', 'undo', 'tag']),
});
export type ListEntry = z.infer<typeof listEntrySchema>;

/** What a form sends: the desk service adds id, author and time. `match.number` may be written in any readable form. */
export const listDraftSchema = z.object({
  id: z.string().optional(),
  kind: listKindSchema,
  match: matchSchema,
  vip: z.boolean().default(false),
  reason: z.string().trim().max(500),
  expiresAt: z.number().nullable(),
});
export type ListDraft = z.input<typeof listDraftSchema>;
