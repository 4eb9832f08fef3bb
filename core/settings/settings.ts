/** What a person or a provisioning file may set on a desk. Parsed by the desk service; secrets are never part of it. */
import { z } from 'zod';
import { tellPbxSchema } from './tell-pbx.ts';
import { headsetSchema, soundPreferences } from './sound.ts';

/** `sips:domain` (wss alone) or `sip:domain` (also ws): DNS names the servers, by NAPTR and SRV (RFC 3263, RFC 7118) */
const serverName = z
  .string()
  .max(260)
  .regex(/^sips?:(?!-)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/, 'needs sips: or sip: and a domain');

const serverUrl = z
  .string()
  .max(300)
  .regex(/^wss?:\/\/[A-Za-z0-9.\-[\]:]+(?::\d{1,5})?(?:\/[^\s"'<>;,]*)?$/, 'needs ws:// or wss:// and a host');

export const iceServerSchema = z.object({
  urls: z
    .array(z.string().regex(/^(stun|stuns|turn|turns):[^\s"']+$/))
    .min(1)
    .max(4),
  username: z.string().max(256).optional(),
  credential: z.string().max(256).optional(),
});

/** The account on the 400 line. The password lives in the SecretStore. */
export const lineAccountSchema = z.object({
  /** in order of preference: addresses, or domains whose servers DNS names */
  servers: z
    .array(z.union([serverUrl, serverName]))
    .min(1)
    .max(8),
  /** DNS servers for these domains, `address` or `address:port`; none: the machine's own */
  resolvers: z
    .array(
      z
        .string()
        .max(64)
        .regex(/^(?:[\d.]+|\[[\dA-Fa-f:]+\])(?::\d{1,5})?$/),
    )
    .max(3)
    .default([]),
  domain: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[A-Za-z0-9.-]+$/),
  user: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[A-Za-z0-9._~+\-!*'()]+$/),
  /** authorization name where it differs from `user` */
  authUser: z.string().min(1).max(128).optional(),
  displayName: z.string().max(64).default(''),
  /** the number the public dials, as shown on screen */
  hotline: z.string().max(32).default(''),
  iceServers: z.array(iceServerSchema).max(8).default([]),
  /**
   * Take the caller's identity from P-Asserted-Identity before From. Only inside a trust domain (RFC 3325 §4, §9): elsewhere
   * any caller can write it. So it is off unless somebody who knows the trunk says so.
   */
  trustAssertedIdentity: z.boolean().default(false),
});
export type LineAccount = z.infer<typeof lineAccountSchema>;

export const localeSchema = z.enum(['zh-CN', 'en']);
export type Locale = z.infer<typeof localeSchema>;
export const roleSchema = z.enum(['agent', 'supervisor', 'both']);
export type Role = z.infer<typeof roleSchema>;

export const personSchema = z.object({
  name: z.string().min(1).max(64),
  extension: z.string().max(16).default(''),
  role: roleSchema,
});
export type Person = z.infer<typeof personSchema>;

export const policySchema = z.object({
  version: z.number().int().min(1).default(1),
  /** scores from which the verdict changes; each ≤ the next */
  warnFrom: z.number().int().min(0).max(101).default(50),
  gateFrom: z.number().int().min(0).max(101).default(101),
  /** 101 = never: the risk alone rejects nothing unless somebody wants it */
  rejectFrom: z.number().int().min(0).max(101).default(101),
  /** what a block entry answers: 607 (RFC 8197) or 603 for a PBX that knows no 607 */
  blockStatus: z.union([z.literal(607), z.literal(603)]).default(607),
  /** mask customers' numbers on screen: 138 **** 8000 */
  maskNumbers: z.boolean().default(false),
  /** off: only agents see them masked */
  maskForSupervisors: z.boolean().default(true),
  keepDays: z.number().int().min(1).max(3650).default(180),
  /** 话后整理 after a call that was talked; 0 = none */
  wrapUpSeconds: z.number().int().min(0).max(3600).default(20),
  /** so many calls missed in a row make the desk not ready; 0 = never */
  missedInARow: z.number().int().min(0).max(50).default(3),
  /** allow-listed and VIP callers ring also at a desk that is not ready, on a break or in wrap-up */
  vipRingsWhenNotReady: z.boolean().default(true),
  /** calls of `autoAnswerFrom` are answered by the desk itself, with a tone */
  autoAnswer: z.boolean().default(false),
  /** numbers as they are written, e.g. 010-8888 6666 or an extension */
  autoAnswerFrom: z.array(z.string().min(1).max(64)).max(100).default([]),
  /** whether and how the PBX hears of the agent's state */
  tellPbx: tellPbxSchema.default({ by: 'nobody' }),
  /** asks the PBX for the messages waiting (SUBSCRIBE, RFC 3842); many tell it unasked */
  askForVoicemail: z.boolean().default(false),
  /** how often the desk proves that calls can reach it: an OPTIONS to itself through the PBX; 0 = never */
  proveLineEverySeconds: z.number().int().min(0).max(600).default(15),
  /** now and then also by an INVITE that nobody sees */
  proveLineByCall: z.boolean().default(true),
  /** how often calls that go out ask to be refreshed (RFC 4028); 0 = only where the far end asks */
  sessionExpiresSeconds: z.union([z.literal(0), z.number().int().min(90).max(86_400)]).default(1800),
  proveLineByCallEverySeconds: z.number().int().min(10).max(86_400).default(3600),
  /** which calls of the line are recorded: none, those the agent says, or all; practice calls only when the agent says */
  record: z.enum(['off', 'on-demand', 'all']).default('off'),
  /** what the caller hears first: a recording that is not announced may be against the law */
  recordAnnouncement: z.enum(['none', 'tone', 'voice']).default('voice'),
  /** recordings are deleted after so many days, and with everything else after `keepDays` */
  recordKeepDays: z.number().int().min(1).max(3650).default(90),
});
export type Policy = z.infer<typeof policySchema>;

export const keyActionSchema = z.enum(['answer', 'reject', 'passOn', 'rejectNuisance']);
export const preferencesSchema = z.object({
  locale: localeSchema.default('zh-CN'),
  theme: z.enum(['light', 'dark', 'system']).default('system'),
  ...soundPreferences,
  /** whose keys answer, hang up and mute; null: none, and nothing of it is loaded */
  headset: headsetSchema.nullable().default(null),
  /** system-wide keys, Electron accelerator syntax */
  keys: z
    .object({
      answer: z.string().default('F8'),
      reject: z.string().default('F9'),
      passOn: z.string().default('Shift+F8'),
      rejectNuisance: z.string().default('Shift+F9'),
    })
    .prefault({}),
  /** single letters and digits act without a modifier (WCAG 2.1.4 lets them be switched off) */
  bareKeys: z.boolean().default(true),
  startAtLogin: z.boolean().default(false),
  sipTrace: z.boolean().default(false),
  /** the first-run page was finished or left */
  firstRunDone: z.boolean().default(false),
  /** which line the desk is on when a PBX is configured too */
  usePractice: z.boolean().default(false),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/**
 * A patch of an object with defaults: what is left out stays as it was. `.partial()` would not do, since zod 4 fills in
 * the default of every key that is absent, so that a patch of one key would reset all others.
 */
type PatchShape<S extends z.core.$ZodLooseShape> = {
  [K in keyof S]: z.ZodOptional<S[K] extends z.ZodDefault<infer T> | z.ZodPrefault<infer T> ? T : S[K]>;
};
function patchOf<S extends z.core.$ZodLooseShape>(schema: z.ZodObject<S>): z.ZodObject<PatchShape<S>> {
  const shape = Object.entries(schema.shape).map(([key, field]) => {
    const inner = field instanceof z.ZodDefault || field instanceof z.ZodPrefault ? field.unwrap() : field;
    return [key, z.optional(inner)];
  });
  return z.object(Object.fromEntries(shape)) as unknown as z.ZodObject<PatchShape<S>>;
}

export const preferencesPatchSchema = patchOf(preferencesSchema);
export type PreferencesPatch = z.infer<typeof preferencesPatchSchema>;
export const policyPatchSchema = patchOf(policySchema);
export type PolicyPatch = z.infer<typeof policyPatchSchema>;
