/** A person or company with numbers: where customers' names come from. */
import { z } from 'zod';

export const contactSchema = z.object({
  id: z.string(),
  name: z.string().max(128),
  company: z.string().max(128),
  vip: z.boolean(),
  /** number keys */
  numbers: z.array(z.string().max(64)).min(1).max(20),
  source: z.enum(['csv', 'vcard', 'manual']),
});
export type Contact = z.infer<typeof contactSchema>;
