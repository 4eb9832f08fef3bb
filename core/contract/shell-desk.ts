/** What the shell and the desk service tell each other besides ports: secrets, addresses, preferences of the OS. Both ends parse. */
import { z } from 'zod';
import { headsetSchema } from '../settings/sound.ts';

/** shell → desk (utilityProcess messages). `port` comes with one MessagePort: a view's or the phone's desk link. */
export const toDeskSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('port') }),
  z.object({ kind: z.literal('secret-result'), id: z.number().int(), ok: z.boolean(), value: z.string() }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToDesk = z.infer<typeof toDeskSchema>;

/** desk → shell */
export const fromDeskSchema = z.discriminatedUnion('kind', [
  /** up: views may be opened. `connectSrc` are the origins the phone window's CSP must allow. */
  z.object({ kind: z.literal('ready'), connectSrc: z.array(z.string()), warnings: z.array(z.string()) }),
  /** the line's addresses changed, for the CSP of the phone window's next load; the phone itself knows when no call lives */
  z.object({ kind: z.literal('connect-src'), connectSrc: z.array(z.string()) }),
  /** safeStorage: `encrypt` takes text and gives base64, `decrypt` the other way round */
  z.object({
    kind: z.literal('secret'),
    id: z.number().int(),
    op: z.enum(['encrypt', 'decrypt', 'available']),
    value: z.string(),
  }),
  z.object({
    kind: z.literal('preferences'),
    locale: z.enum(['zh-CN', 'en']),
    theme: z.enum(['light', 'dark', 'system']),
    startAtLogin: z.boolean(),
    keys: z.object({ answer: z.string(), reject: z.string(), passOn: z.string(), rejectNuisance: z.string() }),
    /** whose keys a page may read */
    headset: headsetSchema.nullable(),
  }),
  /** could not start: shown by the shell in a window of words, `fatal.<code>` */
  z.object({
    kind: z.literal('fatal'),
    code: z.enum(['locked', 'read-only', 'corrupt', 'newer', 'disk-full', 'bad-provisioning', 'bad-backup', 'failed']),
    detail: z.string(),
  }),
]);
export type FromDesk = z.infer<typeof fromDeskSchema>;
