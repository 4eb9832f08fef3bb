/** Contract: who this desk is, the version handshake, the line's ownership among tabs, and what changed. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { lineSchema } from '../event/line.ts';
import { iceServerSchema, personSchema, policySchema } from '../settings/settings.ts';
import { deskErrors } from './errors.ts';
import { warningCodeSchema } from './word-ids.ts';

const base = oc.errors(deskErrors);

export const helloSchema = z.object({
  contractVersion: z.number().int(),
  /** product version, e.g. 0.1.0 */
  version: z.string(),
  host: z.enum(['electron', 'web']),
  desk: z.string(),
  person: personSchema,
  policy: policySchema,
  line: lineSchema,
  /** dotted paths of settings that provisioning has locked, e.g. `line`, `preferences.theme` */
  locked: z.array(z.string()),
  /** things the self-check found that people must know */
  warnings: z.array(z.object({ code: warningCodeSchema, detail: z.string() })),
});
export type Hello = z.infer<typeof helloSchema>;

/** What the phone needs to register. `ha1` where the realm is known; held in memory only. */
export const registrationSchema = z.object({
  line: lineSchema,
  servers: z.array(z.string()),
  domain: z.string(),
  user: z.string(),
  authUser: z.string(),
  password: z.string(),
  displayName: z.string(),
  hotline: z.string(),
  iceServers: z.array(iceServerSchema),
  trustAssertedIdentity: z.boolean(),
  sipTrace: z.boolean(),
});
export type Registration = z.infer<typeof registrationSchema>;

/** `held` comes again whenever the registration changes; `taken` ends the stream: another phone owns the line. */
export const lineHoldSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('held'), registration: registrationSchema }),
  z.object({ state: z.literal('taken'), by: z.string() }),
]);
export type LineHold = z.infer<typeof lineHoldSchema>;

export const topicSchema = z.enum([
  'calls',
  'tags',
  'lists',
  'contacts',
  'escalations',
  'settings',
  'practice',
  'numbers',
  'agents',
  /** this machine's addresses: connections of pages may be dead without knowing it (the web host's desk service looks) */
  'network',
]);
export type Topic = z.infer<typeof topicSchema>;

/** "Something of this topic changed": views read again. `numbers` names the keys concerned (empty = any). */
export const changeSchema = z.object({ topic: topicSchema, numbers: z.array(z.string()), seq: z.number().int() });
export type Change = z.infer<typeof changeSchema>;

export const session = {
  hello: base.input(z.object({ contractVersion: z.number().int() })).output(helloSchema),
  changes: base.output(eventIterator(changeSchema)),
  /**
   * Held for as long as the stream is read. Without `force` a line owned by another holder answers CONFLICT, unless this one
   * `resumes`: it held the line until the link broke, and is in a call.
   */
  holdLine: base
    .input(
      z.object({
        holder: z.string().min(1).max(64),
        title: z.string().max(64),
        force: z.boolean(),
        resumes: z.boolean().default(false),
      }),
    )
    .output(eventIterator(lineHoldSchema)),
  ping: base.output(z.object({ at: z.number() })),
};
