/** Contract: settings, the line account and its test, and what IT needs. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  lineAccountSchema,
  personSchema,
  policyPatchSchema,
  policySchema,
  preferencesPatchSchema,
  preferencesSchema,
} from '../settings/settings.ts';
import { deskErrors } from './errors.ts';
import { lineCheckCodeSchema } from './word-ids.ts';

const base = oc.errors(deskErrors);
const done = z.object({});

export const settingsSchema = z.object({
  preferences: preferencesSchema,
  account: lineAccountSchema.nullable(),
  /** is a password stored, and where: the OS keystore or a 0600 file in the profile */
  secret: z.object({ stored: z.boolean(), where: z.enum(['keystore', 'file']) }),
  /** where the key of the recordings is kept; `lost`: there are recordings, and it is gone with a damaged secrets.json */
  recordingKey: z.enum(['keystore', 'file', 'lost']),
  person: personSchema,
  policy: policySchema,
  locked: z.array(z.string()),
  profile: z.string(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** One check of the line test, in order; `code` picks the words (`word-ids.ts`). */
export const lineCheckSchema = z.object({
  id: z.enum([
    'dns',
    'tls',
    'websocket',
    'register',
    'round-trip',
    /** one for each STUN or TURN server, which `subject` names */
    'ice',
    'media',
    'microphone',
    'loopback',
  ]),
  subject: z.string().optional(),
  state: z.enum(['running', 'passed', 'failed', 'skipped']),
  code: lineCheckCodeSchema,
  detail: z.string(),
  ms: z.number().nullable(),
});
export type LineCheck = z.infer<typeof lineCheckSchema>;

export const settings = {
  get: base.output(settingsSchema),
  setPreferences: base.input(preferencesPatchSchema).output(settingsSchema),
  /** `password` absent = keep the stored one. null account = back to the practice line. */
  setAccount: base
    .input(z.object({ account: lineAccountSchema.nullable(), password: z.string().min(1).max(256).optional() }))
    .output(settingsSchema),
  setPolicy: base.input(policyPatchSchema).output(settingsSchema),
  /** Probes that a page cannot do: DNS, TLS by the system's certificate store, WebSocket upgrade, REGISTER with the given or stored secret. */
  testLine: base
    .input(z.object({ account: lineAccountSchema.nullable(), password: z.string().min(1).max(256).optional() }))
    .output(eventIterator(lineCheckSchema)),
};

export const admin = {
  /** A zip of log, versions, settings without secrets and counts; written into the profile, its path answered. */
  diagnostics: base.output(z.object({ path: z.string(), bytes: z.number() })),
  backup: base.output(z.object({ path: z.string(), bytes: z.number() })),
  /** Checks the backup whole before it replaces anything; takes effect at the next start. */
  restore: base.input(z.object({ path: z.string().max(1000) })).output(done),
  /** Views and the phone write to the one log of the desk service. */
  log: base
    .input(
      z.object({
        level: z.enum(['debug', 'info', 'warn', 'error']),
        source: z.string().max(32),
        message: z.string().max(2000),
      }),
    )
    .output(done),
  sipTrace: base.input(z.object({ direction: z.enum(['in', 'out']), message: z.string().max(70_000) })).output(done),
  notices: base.output(z.object({ text: z.string() })),
};
