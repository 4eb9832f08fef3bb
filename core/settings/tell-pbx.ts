/** How the PBX is told what an agent is available for. Installations differ: some have numbers to dial, some take presence. */
import { z } from 'zod';
import { breakReasonSchema } from '../agent/agent-state.ts';

/** a feature code as somebody would dial it, e.g. *46 */
const codeSchema = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[0-9A-Za-z*#+._-]+$/);

export const tellPbxSchema = z.discriminatedUnion('by', [
  /** held at this desk alone: it answers 480 to the hunt group */
  z.object({ by: z.literal('nobody') }),
  /** a short call to a number for each change, as with Asterisk's queue pause or FreeSWITCH's callcenter */
  z.object({
    by: z.literal('codes'),
    ready: codeSchema,
    notReady: codeSchema,
    /** default: that of not ready */
    break: codeSchema.optional(),
    breaks: z.partialRecord(breakReasonSchema, codeSchema).default({}),
    /** default: wrap-up is not told, for many PBXs have one of their own */
    wrapUp: codeSchema.optional(),
  }),
  /** PUBLISH of presence (RFC 3903, RFC 3863) */
  z.object({ by: z.literal('publish') }),
]);
export type TellPbx = z.infer<typeof tellPbxSchema>;
