/**
 * Contacts: where customers' names come from. An import keeps all its good rows or, on a store error, none. Everybody may
 * write down a caller's name; imports, removals and the VIP mark (which no list entry overrides lightly) are a supervisor's.
 */
import { implement } from '@orpc/server';
import type { Contact } from '../../../core/contact/contact.ts';
import type { ImportResult } from '../../../core/contact/contact-import.ts';
import { importCsv } from '../../../core/contact/import-csv.ts';
import { importVcard } from '../../../core/contact/import-vcard.ts';
import { deskContract } from '../../../core/contract/desk.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import { createSerial, inTurn, invalid, makeEvent, requireListable, requireSupervisor, save } from '../command.ts';
import type { CommandErrors } from '../command.ts';
import type { FeatureDeps } from '../deps.ts';

const rowLimit = 1_000;
const problemsShown = 20;

export function createContactsFeature(deps: FeatureDeps) {
  const os = implement(deskContract).contacts;
  const serial = createSerial();
  const { reads, searches } = deps.store;

  return os.router({
    all: os.all.handler(async ({ input }) => {
      const page = await searches.contacts({ line: deps.line(), text: input.text, limit: rowLimit });
      return {
        rows: page.rows.map((contact) => ({
          ...contact,
          displays: contact.numbers.map((number) => parseNumber(number).display),
        })),
        total: page.total,
      };
    }),

    import: os.import.handler(
      inTurn(serial, async ({ input, errors }) => {
        requireSupervisor(deps, errors);
        const result = input.format === 'csv' ? importCsv(input.text) : importVcard(input.text);
        const contacts = withKnownIds(result);
        if (contacts.length > 0) {
          const events = contacts.map((contact) => makeEvent(deps, 'contact.set', { data: contact }));
          await save(deps, errors, events, ['contacts', 'numbers']);
        }
        return {
          read: result.read,
          kept: contacts.length,
          skipped: result.read - contacts.length,
          problems: result.problems.slice(0, problemsShown).map((problem) => ({ ...problem })),
        };
      }),
    ),

    set: os.set.handler(
      inTurn(serial, async ({ input, errors }) => {
        const old = input.id === undefined ? null : find(errors, input.id);
        if (input.vip !== (old?.vip ?? false)) requireSupervisor(deps, errors);
        const numbers = input.numbers.map((text, index) => requireListable(errors, `numbers.${index}`, text).key);
        // a number written into a VIP's contact is a VIP's number
        if (input.vip && numbers.some((number) => old?.numbers.includes(number) !== true)) {
          requireSupervisor(deps, errors);
        }
        if (input.name.trim() === '' && input.company.trim() === '') throw invalid(errors, 'name', 'name-missing');
        const contact: Contact = {
          id: old?.id ?? deps.clock.ulid(),
          name: input.name.trim(),
          company: input.company.trim(),
          vip: input.vip,
          numbers: [...new Set(numbers)],
          source: old?.source ?? input.source,
        };
        await save(deps, errors, [makeEvent(deps, 'contact.set', { data: contact })], ['contacts', 'numbers']);
        return contact;
      }),
    ),

    remove: os.remove.handler(
      inTurn(serial, async ({ input, errors }) => {
        requireSupervisor(deps, errors);
        find(errors, input.id);
        const event = makeEvent(deps, 'contact.removed', { data: { contact: input.id } });
        await save(deps, errors, [event], ['contacts', 'numbers']);
        return {};
      }),
    ),
  });

  function find(errors: CommandErrors, id: string): Contact {
    const contact = reads.contact(deps.line(), id);
    if (contact === null) throw errors.NOT_FOUND({ data: { detail: `no contact ${id}` } });
    return contact;
  }

  /** The same file imported twice replaces: a contact of the same name that shares a number keeps its id. */
  function withKnownIds(result: ImportResult): Contact[] {
    const line = deps.line();
    return result.contacts.map((draft) => {
      const known = draft.numbers
        .flatMap((number) => reads.contactsWith(line, number))
        .find(({ name, company }) => name === draft.name && company === draft.company);
      return { ...draft, id: known?.id ?? deps.clock.ulid() };
    });
  }
}
