/** What screening decides for a call, always with its reasons. */
import { z } from 'zod';

export const riskBandSchema = z.enum(['trusted', 'normal', 'unknown', 'suspect', 'nuisance']);
export type RiskBand = z.infer<typeof riskBandSchema>;

/** Words for ids and parameters are the views' matter (`factor.<id>` in the i18n files); ids and weights are data. */
const paramsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** One reason that moved the risk. `weight` is signed and rounded, in points. */
export const factorSchema = z.object({ id: z.string(), weight: z.number(), params: paramsSchema });
export type Factor = z.infer<typeof factorSchema>;

/** One step of design.md's order (1 lists, 2 known customer, 3 rules, 4 risk, 5 otherwise), and whether it decided. */
export const traceStepSchema = z.object({
  step: z.enum(['list', 'known-customer', 'rule', 'risk', 'otherwise']),
  hit: z.boolean(),
  /** i18n id of the sentence, `trace.<id>` */
  id: z.string(),
  params: paramsSchema,
});
export type TraceStep = z.infer<typeof traceStepSchema>;

export const riskSchema = z.object({ score: z.number().min(0).max(100), band: riskBandSchema });
export type Risk = z.infer<typeof riskSchema>;

export const actionSchema = z.enum(['ring', 'vip', 'gate', 'reject']);
export type Action = z.infer<typeof actionSchema>;

export const verdictSchema = z.object({
  action: actionSchema,
  /** the card must say that something is wrong */
  warn: z.boolean(),
  /** for `reject`: 607 where a person decided (603 for a PBX that knows no 607), 608 where a machine did */
  status: z.union([z.literal(603), z.literal(607), z.literal(608)]).nullable(),
  risk: riskSchema,
  /** all factors, strongest first by |weight| */
  factors: z.array(factorSchema),
  trace: z.array(traceStepSchema),
  /** id of the list entry that decided or must be shown */
  listEntry: z.string().nullable(),
  policyVersion: z.number().int(),
});
export type Verdict = z.infer<typeof verdictSchema>;
