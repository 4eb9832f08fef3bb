/** The admin contract: what IT needs of a desk that runs. */
import { existsSync, readFileSync } from 'node:fs';
import { implement } from '@orpc/server';
import { admin } from '../../../core/contract/admin.ts';
import type { Role } from '../../../core/settings/settings.ts';
import { causeOf } from '../../store/store-error.ts';
import type { DeskLog } from '../../log/log.ts';
import type { SipTrace } from '../../log/sip-trace.ts';
import type { ProfileFiles } from '../../profile/profile-dir.ts';
import { RestoreError, stageRestore } from './restore.ts';

export interface AdminDeps {
  readonly files: ProfileFiles;
  readonly log: DeskLog;
  readonly sipTrace: SipTrace;
  readonly noticesFile: string;
  readonly role: () => Role;
  readonly writeDiagnostics: () => Promise<{ path: string; bytes: number }>;
  readonly writeBackup: () => Promise<{ path: string; bytes: number }>;
}

export function createAdminFeature(deps: AdminDeps) {
  const os = implement(admin);
  const notSaved = (error: unknown) => ({
    data: { cause: causeOf(error), detail: error instanceof Error ? error.message : String(error) },
  });
  return os.router({
    diagnostics: os.diagnostics.handler(({ errors }) =>
      deps.writeDiagnostics().catch((error: unknown) => {
        throw errors.NOT_SAVED(notSaved(error));
      }),
    ),
    backup: os.backup.handler(({ errors }) =>
      deps.writeBackup().catch((error: unknown) => {
        throw errors.NOT_SAVED(notSaved(error));
      }),
    ),
    restore: os.restore.handler(async ({ input, errors }) => {
      // it replaces lists, decisions and history: what an agent may not change one by one
      if (deps.role() === 'agent') throw errors.FORBIDDEN({ data: { detail: 'needs the role supervisor' } });
      try {
        await stageRestore(input.path, deps.files);
        return {};
      } catch (error) {
        if (!(error instanceof RestoreError)) throw errors.NOT_SAVED(notSaved(error));
        throw errors.INVALID({ data: { field: 'path', reason: error.problem, params: { detail: error.message } } });
      }
    }),
    log: os.log.handler(({ input: { level, source, message } }) => {
      deps.log.of(source)[level](message);
      return {};
    }),
    sipTrace: os.sipTrace.handler(({ input: { direction, message } }) => {
      deps.sipTrace.write(direction, message);
      return {};
    }),
    notices: os.notices.handler(({ errors }) => {
      if (!existsSync(deps.noticesFile))
        throw errors.NOT_FOUND({ data: { detail: 'the notices come with the build' } });
      return { text: readFileSync(deps.noticesFile, 'utf8') };
    }),
  });
}
