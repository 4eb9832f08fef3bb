/**
 * Passwords at rest: encrypted by the OS keystore through the shell where it can, else readable in a 0600 file, and
 * `where` says which of the two is true. Must not log, and must not hand a secret to anyone but its caller.
 */
import { chmodSync, readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from './atomic-file.ts';
import type { Warning } from '../../core/contract/word-ids.ts';

/** The shell's safeStorage. `seal` and `open` reject when the keystore refuses. */
export interface Keystore {
  isAvailable(): Promise<boolean>;
  /** text in, base64 of the cipher text out */
  seal(text: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

export interface SecretStore {
  readonly where: 'keystore' | 'file';
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
  has(name: string): boolean;
  /** what people must know, e.g. that a secret can no longer be opened */
  readonly warnings: readonly Warning[];
}

const fileSchema = z.object({
  v: z.literal(1),
  secrets: z.record(z.string(), z.object({ sealed: z.boolean(), value: z.string() })),
});
type Secrets = z.infer<typeof fileSchema>['secrets'];

export async function openSecretStore(
  file: string,
  keystore: Keystore | null,
  now: () => Date = () => new Date(),
): Promise<SecretStore> {
  const usable = keystore !== null && (await keystore.isAvailable().catch(() => false)) ? keystore : null;
  const warnings: Warning[] = [];
  let secrets = readSecrets(file, warnings, now);
  const save = (next: Secrets): void => {
    writeFileAtomically(file, `${JSON.stringify({ v: 1, secrets: next }, null, 2)}\n`);
    secrets = next;
  };

  if (usable !== null) {
    // a secret that an earlier start without keystore left readable is sealed as soon as it can be
    for (const [name, entry] of Object.entries(secrets)) {
      if (entry.sealed) continue;
      try {
        save({ ...secrets, [name]: { sealed: true, value: await usable.seal(entry.value) } });
      } catch {
        warnings.push({ code: 'secret-not-sealed', detail: name });
      }
    }
  }

  return {
    where: usable === null ? 'file' : 'keystore',
    warnings,
    has: (name) => Object.hasOwn(secrets, name),
    async get(name) {
      const entry = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      if (entry === undefined) return null;
      if (!entry.sealed) return entry.value;
      if (usable === null) {
        warnings.push({ code: 'secret-unreadable', detail: name });
        return null;
      }
      try {
        return await usable.open(entry.value);
      } catch {
        warnings.push({ code: 'secret-unreadable', detail: name });
        return null;
      }
    },
    async set(name, secret) {
      const entry =
        usable === null ? { sealed: false, value: secret } : { sealed: true, value: await usable.seal(secret) };
      save({ ...secrets, [name]: entry });
    },
    async remove(name) {
      if (!Object.hasOwn(secrets, name)) return;
      const next = { ...secrets };
      delete next[name];
      save(next);
    },
  };
}

function readSecrets(file: string, warnings: Warning[], now: () => Date): Secrets {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
    // a copy from elsewhere may have come with looser permissions
    if (process.platform !== 'win32') chmodSync(file, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data.secrets;
  } catch {
    // not JSON: the same as a wrong shape
  }
  const aside = `${file}.bad-${now().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(file, aside);
  warnings.push({ code: 'secrets-corrupt', detail: aside });
  return {};
}
