/** Keeps what each desk's agent is available for now. Pure; the log keeps the days before. */
import type { EventOf, LoggedEvent } from '../event/event.ts';
import type { TableChange } from './table.ts';

export function projectAgent({
  line,
  desk,
  author,
  at,
  data,
}: EventOf<'agent.state'> & LoggedEvent): readonly TableChange[] {
  return [
    {
      op: 'merge',
      table: 'agents',
      key: { line, desk },
      set: { agent: author, mode: data.now.mode, state: JSON.stringify(data), at },
    },
  ];
}
