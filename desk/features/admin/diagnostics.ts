/** One zip with what a support person needs, and nothing that a stranger must not see: no secret, no customer's number. */
import { readdirSync, readFileSync } from 'node:fs';
import { arch, cpus, freemem, release, totalmem, type as osType } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../../core/contract/admin.ts';
import { maskNumbers, redactSecrets, redactValue } from '../../log/redact.ts';
import { makeFolder, type ProfileFiles } from '../../profile/profile-dir.ts';
import type { Warning } from '../../../core/contract/word-ids.ts';
import type { Store } from '../../store/store.ts';
import { fileTime } from './backup.ts';
import { writeZip } from './zip-writer.ts';

export interface DiagnosticsInput {
  readonly files: ProfileFiles;
  readonly store: Pick<Store, 'counts'>;
  readonly version: string;
  readonly host: 'electron' | 'web';
  readonly settings: Settings;
  readonly warnings: readonly Warning[];
  readonly now: Date;
}

export async function writeDiagnostics(input: DiagnosticsInput) {
  const { files, now } = input;
  makeFolder(files.diagnostics);
  const path = join(files.diagnostics, `linewarden-diagnostics-${fileTime(now)}.zip`);
  // the counts of a store in trouble must not keep the rest from being collected
  const counts = await input.store.counts().catch((error: unknown) => ({ failed: String(error) }));
  const { secret, ...settings } = input.settings;
  const about = {
    product: 'linewarden',
    version: input.version,
    host: input.host,
    createdAt: now.toISOString(),
    versions: process.versions,
    system: {
      type: osType(),
      release: release(),
      arch: arch(),
      cpus: cpus().length,
      totalmem: totalmem(),
      freemem: freemem(),
    },
    warnings: input.warnings,
    counts,
  };
  const bytes = await writeZip(path, async (zip) => {
    await zip.addText('about.json', `${JSON.stringify(about, null, 2)}\n`);
    const shown = { ...(redactValue(settings) as object), passwordStored: secret.stored, passwordWhere: secret.where };
    await zip.addText('settings.json', `${JSON.stringify(shown, null, 2)}\n`);
    for (const name of logNames(files.logs)) {
      // again, since a trace keeps numbers and an older version may have kept more
      await zip.addText(`logs/${name}`, maskNumbers(redactSecrets(readFileSync(join(files.logs, name), 'utf8'))));
    }
  });
  return { path, bytes };
}

function logNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^(?:linewarden|sip-trace)\.log(?:\.\d)?$/.test(name));
  } catch {
    return [];
  }
}
