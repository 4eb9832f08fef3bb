/**
 * The file with which IT sets up a desk: its schema, its places, and reading it whole or not at all.
 * `assets/provisioning.schema.json` is made from this schema by `make-provisioning-schema.ts`.
 */
import { readFileSync, statSync } from 'node:fs';
import { posix, resolve, win32 } from 'node:path';
import { z } from 'zod';
import {
  lineAccountSchema,
  localeSchema,
  personSchema,
  policySchema,
  preferencesSchema,
} from '../../core/settings/settings.ts';
import { FatalError } from '../app/fatal.ts';
import { thisPlace, type Place } from './profile-dir.ts';

const maxBytes = 1_000_000;

const keysOf = (prefix: string, names: readonly string[]): string[] => names.map((name) => `${prefix}.${name}`);

/** What may be locked: a whole part, or one key of the preferences or the policy. */
export const lockablePaths: readonly string[] = [
  'line',
  'person',
  'locale',
  'theme',
  'policy',
  ...keysOf('policy', Object.keys(policySchema.shape)).filter((path) => path !== 'policy.version'),
  'preferences',
  ...keysOf('preferences', Object.keys(preferencesSchema.shape)),
];

const lineSchema = z.strictObject({
  ...lineAccountSchema.shape,
  /** absent: the agent types it once, and it goes to the SecretStore */
  password: z.string().min(1).max(256).optional(),
});

const policyKeys = policySchema.omit({ version: true });

export const provisioningSchema = z.strictObject({
  $schema: z.string().optional(),
  line: lineSchema.optional(),
  person: z.strictObject(personSchema.shape).optional(),
  locale: localeSchema.optional(),
  theme: z.enum(['light', 'dark', 'system']).optional(),
  policy: z
    .strictObject(policyKeys.shape)
    .optional()
    .refine(
      (policy) => policy === undefined || (policy.warnFrom <= policy.gateFrom && policy.gateFrom <= policy.rejectFrom),
      { error: 'warnFrom, gateFrom and rejectFrom must not descend' },
    ),
  locked: z.array(z.enum(lockablePaths)).max(100).default([]),
});
export type Provisioning = z.infer<typeof provisioningSchema>;

export interface ReadProvisioning {
  /** null: there is none */
  readonly file: string | null;
  readonly value: Provisioning;
}

const nothing: Provisioning = { locked: [] };

export function systemProvisioningFile({ platform, env }: Place = thisPlace()): string {
  switch (platform) {
    case 'win32':
      return win32.join(env['ProgramData'] || 'C:\\ProgramData', 'Linewarden', 'provisioning.json');
    case 'darwin':
      return '/Library/Application Support/Linewarden/provisioning.json';
    default:
      return posix.join('/etc', 'linewarden', 'provisioning.json');
  }
}

/** `named` is `--provision`: that file must exist; the system's may be missing. Throws `FatalError('bad-provisioning')`. */
export function readProvisioning(named: string | null, systemFile = systemProvisioningFile()): ReadProvisioning {
  const file = named === null ? systemFile : resolve(named);
  let text: string;
  try {
    const size = statSync(file).size;
    if (size > maxBytes) throw new Error(`${size} bytes, more than ${maxBytes}`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (named === null && (error as NodeJS.ErrnoException).code === 'ENOENT') return { file: null, value: nothing };
    throw new FatalError('bad-provisioning', `${file}: ${(error as Error).message}`, { cause: error });
  }
  return { file, value: parseProvisioning(text, file) };
}

export function parseProvisioning(text: string, file: string): Provisioning {
  let json: unknown;
  try {
    // a byte order mark is what Windows editors put before JSON
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new FatalError('bad-provisioning', `${file}: not JSON: ${(error as Error).message}`, { cause: error });
  }
  const parsed = provisioningSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  // the words never quote a value: a password may stand under the wrong key
  const problems = parsed.error.issues.slice(0, 5).map((issue) => `${pathOf(issue)}: ${issue.message}`);
  throw new FatalError('bad-provisioning', `${file}: ${problems.join('; ')}`);
}

/** `line.servers[0]`; for an unknown key the key itself, since that is what must be corrected. */
function pathOf(issue: z.core.$ZodIssue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' ? String(part) : `.${String(part)}`;
  }
  return text === '' ? '(whole file)' : text;
}

/** Locks as settings paths: `locale` and `theme` are names of preferences. */
export function lockedSettings(provisioning: Provisioning): string[] {
  const paths = provisioning.locked.map((path) =>
    path === 'locale' || path === 'theme' ? `preferences.${path}` : path,
  );
  return [...new Set(paths)];
}
