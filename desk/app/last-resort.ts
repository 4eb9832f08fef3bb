/** A promise that nobody awaited must not end a desk with a call on it: it is written down, and the desk goes on. */
import type { Log } from '../log/log.ts';

export function keepGoing(log: Log): void {
  process.on('unhandledRejection', (error) => log.error({ error }, 'a rejection that nobody handled'));
}
