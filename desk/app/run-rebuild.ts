/** `--rebuild`: folds the whole event log again, prints what came of it, and ends. */
import { openLog } from '../log/log.ts';
import type { DeskArguments } from './arguments.ts';
import { openDeskStore } from './open-desk-store.ts';
import { openProfile } from './open-profile.ts';

export async function runRebuild(args: DeskArguments): Promise<number> {
  const profile = openProfile({ profile: args.profile, provision: args.provision, kind: 'rebuild' });
  const log = openLog(profile.files.logs);
  try {
    const store = await openDeskStore(profile.files.root, log.of('rebuild'));
    try {
      const { events, ms, rows } = await store.rebuild();
      const lines = Object.entries(rows).map(([table, count]) => `${table} ${count}`);
      process.stdout.write([`events ${events}`, ...lines, `ms ${Math.round(ms)}`].join('\n') + '\n');
      return 0;
    } finally {
      await store.close();
    }
  } finally {
    await log.close();
    profile.lock.release();
  }
}
