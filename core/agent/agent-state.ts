/**
 * What an agent is available for. Held by the phone, which alone knows the calls; kept by the desk service as events.
 * Nothing here may read a clock.
 *
 *   ready ──▶ break / not-ready / wrap-up ──▶ ready          by the agent, at once between calls
 *     │ ▲
 *     │ └── its time is up ── wrap-up ◀── a call was talked and is over ── (in a call: `next` says what comes after)
 *     └── calls missed in a row ──▶ not-ready
 */
import { z } from 'zod';

export const breakReasonSchema = z.enum(['rest', 'meal', 'meeting', 'training']);
export type BreakReason = z.infer<typeof breakReasonSchema>;
export const breakReasons = breakReasonSchema.options;

/** What an agent asks for; in a call it is what comes after it (a break then is 预休息). */
export const agentWishSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('break'), reason: breakReasonSchema }),
  z.object({ kind: z.literal('wrap-up') }),
  z.object({ kind: z.literal('not-ready') }),
]);
export type AgentWish = z.infer<typeof agentWishSchema>;

export const agentModeSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('ready'), since: z.number() }),
  z.object({ mode: z.literal('break'), since: z.number(), reason: breakReasonSchema }),
  /** `until` null: as long as the agent wants */
  z.object({ mode: z.literal('wrap-up'), since: z.number(), until: z.number().nullable() }),
  /** `missed`: the desk did it, after so many calls missed in a row */
  z.object({ mode: z.literal('not-ready'), since: z.number(), why: z.enum(['agent', 'missed']) }),
]);
export type AgentMode = z.infer<typeof agentModeSchema>;

export const agentStateSchema = z.object({
  now: agentModeSchema,
  /** after the call that lives; null = as the policy has it */
  next: agentWishSchema.nullable(),
  /** calls missed in a row while ready */
  missed: z.number().int().nonnegative(),
});
export type AgentState = z.infer<typeof agentStateSchema>;

export function readySince(at: number): AgentState {
  return { now: { mode: 'ready', since: at }, next: null, missed: 0 };
}
