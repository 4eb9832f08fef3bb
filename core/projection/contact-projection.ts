/** Folds contacts and their numbers; a number may belong to several contacts, who reads decides. Pure. */
import type { LoggedEvent } from '../event/event.ts';
import { noChange } from './table.ts';
import type { TableChange } from './table.ts';

export function projectContact(event: LoggedEvent): readonly TableChange[] {
  switch (event.type) {
    case 'contact.set': {
      const { id, name, company, vip, source, numbers } = event.data;
      const changes: TableChange[] = [
        { op: 'delete', table: 'contactNumbers', where: { line: event.line, contact: id } },
        {
          op: 'merge',
          table: 'contacts',
          key: { line: event.line, id },
          set: { name, company, vip: vip ? 1 : 0, source },
        },
      ];
      for (const [position, number] of [...new Set(numbers)].entries()) {
        changes.push({
          op: 'merge',
          table: 'contactNumbers',
          key: { line: event.line, contact: id, number },
          set: { position },
        });
      }
      return changes;
    }
    case 'contact.removed':
      return [
        { op: 'delete', table: 'contactNumbers', where: { line: event.line, contact: event.data.contact } },
        { op: 'delete', table: 'contacts', where: { line: event.line, id: event.data.contact } },
      ];
    default:
      return noChange;
  }
}
