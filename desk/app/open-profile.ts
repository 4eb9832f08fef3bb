/**
 * Everything between the command line and the first database: the folder, the self-check, the lock, provisioning, a
 * restore that waits, and the settings. Throws `FatalError`; then nothing is held and nothing was changed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { localeSchema, type Locale } from '../../core/settings/settings.ts';
import { applyStagedRestore } from '../features/admin/restore.ts';
import { acquireLock, type LockHolder, type ProfileLock } from '../profile/lock.ts';
import { defaultProfileDir, openProfileDir, type ProfileFiles } from '../profile/profile-dir.ts';
import { readProvisioning, type Provisioning } from '../profile/provisioning.ts';
import type { Warning } from '../../core/contract/word-ids.ts';
import { checkProfile } from '../profile/self-check.ts';
import { readSettings, type StoredSettings } from '../profile/settings-file.ts';
import { readDeskId } from '../profile/desk-id.ts';
import { localeOfEnvironment } from './fatal-words.ts';
import { toFatal } from './fatal.ts';

export interface OpenProfile {
  readonly files: ProfileFiles;
  readonly lock: ProfileLock;
  readonly provisioning: Provisioning;
  readonly stored: StoredSettings;
  readonly desk: string;
  readonly warnings: readonly Warning[];
}

export interface ProfileChoice {
  readonly profile: string | null;
  readonly provision: string | null;
  readonly kind: LockHolder['kind'];
}

export function openProfile({ profile, provision, kind }: ProfileChoice): OpenProfile {
  let lock: ProfileLock | null = null;
  try {
    const files = openProfileDir(profile ?? defaultProfileDir());
    const warnings = checkProfile(files);
    lock = acquireLock(files.lock, kind);
    const provisioning = readProvisioning(provision).value;
    warnings.push(...applyStagedRestore(files, new Date()));
    const settings = readSettings(files.settings);
    warnings.push(...settings.warnings);
    return { files, lock, provisioning, stored: settings.value, desk: readDeskId(files.desk), warnings };
  } catch (error) {
    lock?.release();
    throw toFatal(error);
  }
}

const localePeek = z.object({ preferences: z.object({ locale: localeSchema }) });

/** The language to refuse a start in: the person's own if the settings can be read, else the environment's. */
export function localeForMessages(profile: string | null, env: NodeJS.ProcessEnv): Locale {
  try {
    const text = readFileSync(join(profile ?? defaultProfileDir(), 'settings.json'), 'utf8');
    return localePeek.parse(JSON.parse(text)).preferences.locale;
  } catch {
    return localeOfEnvironment(env);
  }
}
