/** The desk's log as the links want it. */
import type { LinkLog } from '../link/serve-desk.ts';
import type { Log } from '../log/log.ts';

export function linkLogOf(log: Log): LinkLog {
  return { warn: (message) => log.warn(message), error: (message, error) => log.error({ error }, message) };
}
