/**
 * What the people of this desk have set, in `settings.json`: only what differs from defaults and provisioning.
 * The line's password is never part of it (a TURN server's credential is, hence 0600). A file that cannot be understood
 * is kept aside, never overwritten.
 */
import { readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import {
  lineAccountSchema,
  personSchema,
  policyPatchSchema,
  preferencesPatchSchema,
} from '../../core/settings/settings.ts';
import { writeFileAtomically } from './atomic-file.ts';
import type { Warning } from '../../core/contract/word-ids.ts';

const storedSettingsSchema = z.object({
  v: z.literal(1),
  preferences: preferencesPatchSchema.default({}),
  /** absent: provisioning's; null: somebody chose the practice line */
  account: lineAccountSchema.nullable().optional(),
  policy: policyPatchSchema.default({}),
  person: personSchema.optional(),
});
export type StoredSettings = z.infer<typeof storedSettingsSchema>;

export const emptySettings: StoredSettings = { v: 1, preferences: {}, policy: {} };

/** In place of a file that cannot be understood: somebody used this desk before, and must see what happened to it. */
const lostSettings: StoredSettings = { ...emptySettings, preferences: { firstRunDone: true } };

export interface ReadSettings {
  readonly value: StoredSettings;
  readonly warnings: readonly Warning[];
}

/** Throws only when the file is there and cannot be read or moved: then its content must not be lost by a later write. */
export function readSettings(file: string, now: () => Date = () => new Date()): ReadSettings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { value: emptySettings, warnings: [] };
    throw error;
  }
  const value = parseSettings(text);
  if (value !== null) return { value, warnings: [] };
  const aside = `${file}.bad-${now().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(file, aside);
  return { value: lostSettings, warnings: [{ code: 'settings-corrupt', detail: aside }] };
}

export function parseSettings(text: string): StoredSettings | null {
  try {
    const parsed = storedSettingsSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function writeSettings(file: string, value: StoredSettings): void {
  writeFileAtomically(file, `${JSON.stringify(value, null, 2)}\n`);
}
