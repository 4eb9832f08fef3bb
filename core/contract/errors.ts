/** The typed errors of the desk contract: every command may answer with these, on both links alike. */
import { z } from 'zod';
import { invalidReasonSchema } from './word-ids.ts';

/** `detail` is for the log and "details 详情"; the words on screen come from the code. */
const detail = z.object({ detail: z.string() });

export const deskErrors = {
  /** the event could not be made durable: nothing was kept, the view keeps the input and offers "retry" */
  NOT_SAVED: {
    status: 507,
    data: z.object({ cause: z.enum(['disk-full', 'read-only', 'busy', 'corrupt', 'stopped']), detail: z.string() }),
  },
  NOT_FOUND: { status: 404, data: detail },
  /** the role or a locked setting forbids it */
  FORBIDDEN: { status: 403, data: detail },
  /** well-formed, but it makes no sense: `field` and an i18n id of what to do, `invalid.<reason>` */
  INVALID: {
    status: 422,
    data: z.object({
      field: z.string(),
      reason: invalidReasonSchema,
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  },
  /** somebody was faster: claimed, decided or withdrawn already */
  CONFLICT: { status: 409, data: detail },
} as const;
