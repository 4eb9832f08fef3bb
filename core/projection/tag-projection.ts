/** Folds tags: put on, withdrawn, withdrawn by a decision, and given back when that decision is undone. Pure. */
import type { LoggedEvent } from '../event/event.ts';
import { noChange } from './table.ts';
import type { TableChange } from './table.ts';

export function projectTag(event: LoggedEvent): readonly TableChange[] {
  switch (event.type) {
    case 'number.tagged':
      return [
        {
          op: 'merge',
          table: 'tags',
          key: { line: event.line, id: event.id },
          set: {
            number: event.number,
            call: event.call ?? null,
            tag: event.data.tag,
            subtype: event.data.subtype,
            author: event.author,
            at: event.at,
          },
        },
      ];
    case 'tag.withdrawn':
      return [withdraw(event, event.data.tagged)];
    case 'escalation.decided':
      return event.data.withdrawnTags.map((id) => withdraw(event, id));
    case 'escalation.undone':
      return [
        {
          op: 'patch',
          table: 'tags',
          where: { line: event.line, number: event.number, withdrawnBy: event.data.decided },
          set: { withdrawnAt: null, withdrawnBy: null },
        },
      ];
    default:
      return noChange;
  }
}

/** The first withdrawal counts: a decision that names a tag withdrawn before must not give it back when undone. */
function withdraw(event: Extract<LoggedEvent, { number: string }>, id: string): TableChange {
  return {
    op: 'patch',
    table: 'tags',
    where: { line: event.line, id, number: event.number, withdrawnAt: null },
    set: { withdrawnAt: event.at, withdrawnBy: event.id },
  };
}
