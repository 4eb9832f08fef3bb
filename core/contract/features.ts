/** Contracts of the features around a call: tags, lists, contacts, escalations, scripts, practice. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { importReasons } from '../contact/contact-import.ts';
import { contactSchema } from '../contact/contact.ts';
import { decisionSchema, escalationKindSchema, escalationSchema } from '../escalation/escalation.ts';
import { listDraftSchema, listEntrySchema, listKindSchema } from '../list/list-entry.ts';
import { wordsSchema } from '../number/caller-number.ts';
import { stepRecordSchema } from '../script/record.ts';
import { scriptSchema } from '../script/script.ts';
import { localeSchema } from '../settings/settings.ts';
import { subtypeSchema, tagSchema } from '../tag/tag.ts';
import { deskErrors } from './errors.ts';

const base = oc.errors(deskErrors);
const done = z.object({});
const commandId = z.string();

export const tagsContract = {
  /** `id` is the event's ULID, made by the view, so that a retry cannot tag twice. */
  add: base
    .input(
      z.object({
        id: commandId,
        call: z.string().nullable(),
        number: z.string(),
        tag: tagSchema,
        subtype: subtypeSchema.nullable(),
      }),
    )
    .output(z.object({ id: z.string() })),
  withdraw: base.input(z.object({ tagged: z.string(), number: z.string(), call: z.string().nullable() })).output(done),
};

/** A dry run over the last 30 days: what an entry would have done. */
export const impactSchema = z.object({
  calls: z.number(),
  customers: z.array(z.object({ number: z.string(), display: z.string(), name: z.string(), at: z.number() })),
});

export const listRowSchema = listEntrySchema.extend({
  hits30: z.number(),
  display: z.string(),
  contactName: z.string().nullable(),
});
export type ListRow = z.infer<typeof listRowSchema>;

export const lists = {
  all: base.input(z.object({ kind: listKindSchema.nullable(), text: z.string().max(64) })).output(
    z.object({
      rows: z.array(listRowSchema),
      counts: z.object({ allow: z.number(), block: z.number(), watch: z.number() }),
    }),
  ),
  /** Adds, or with `id` replaces. INVALID names the field: a prefix needs 5 digits or a whole country code, and so on. */
  set: base.input(listDraftSchema).output(listEntrySchema),
  remove: base.input(z.object({ id: z.string(), why: z.string().max(500) })).output(done),
  /** Undo of `remove`. */
  restore: base.input(z.object({ id: z.string() })).output(done),
  impact: base.input(listDraftSchema).output(impactSchema),
};

export const importReportSchema = z.object({
  read: z.number(),
  kept: z.number(),
  /** rows left out, the first 20 with their line and reason (i18n id `import.<reason>`) */
  skipped: z.number(),
  problems: z.array(z.object({ line: z.number(), reason: z.enum(importReasons), text: z.string() })),
});

export const contacts = {
  all: base
    .input(z.object({ text: z.string().max(64) }))
    .output(z.object({ rows: z.array(contactSchema.extend({ displays: z.array(z.string()) })), total: z.number() })),
  /** CSV (UTF-8 or GB18030, already decoded by the view) or vCard text, at most 5 MB. All good rows or, on a store error, none. */
  import: base
    .input(z.object({ format: z.enum(['csv', 'vcard']), text: z.string().max(5_000_000) }))
    .output(importReportSchema),
  set: base.input(contactSchema.partial({ id: true })).output(contactSchema),
  remove: base.input(z.object({ id: z.string() })).output(done),
};

export const escalations = {
  open: base
    .input(
      z.object({
        id: commandId,
        kind: escalationKindSchema,
        call: z.string().nullable(),
        number: z.string(),
        note: z.string().max(2000),
        locale: localeSchema,
      }),
    )
    .output(escalationSchema),
  /** inbox: not yet decided, oldest first, live calls on top; `mine`: what I opened, newest first */
  all: base.input(z.object({ view: z.enum(['inbox', 'mine', 'decided']) })).output(z.array(escalationSchema)),
  get: base.input(z.object({ id: z.string() })).output(escalationSchema),
  claim: base.input(z.object({ id: z.string() })).output(escalationSchema),
  decide: base.input(z.object({ id: z.string(), decision: decisionSchema })).output(escalationSchema),
  /** Takes a decision's effects back; the escalation is claimed again. */
  undo: base.input(z.object({ id: z.string() })).output(escalationSchema),
};

export const scripts = {
  all: base.input(z.object({ locale: localeSchema })).output(z.array(scriptSchema)),
  /** One event a step. `id` is the event's ULID. */
  step: base.input(stepRecordSchema.extend({ id: commandId, call: z.string(), number: z.string() })).output(done),
};

export const practiceCallerSchema = z.object({
  id: z.string(),
  number: z.string(),
  title: wordsSchema,
  about: wordsSchema,
  expects: tagSchema.nullable(),
});
export type PracticeCallerInfo = z.infer<typeof practiceCallerSchema>;

export const practice = {
  callers: base.output(z.array(practiceCallerSchema)),
  /** "Ring me". CONFLICT while the desk is not registered to the practice line. */
  ring: base.input(z.object({ caller: z.string() })).output(z.object({ call: z.string(), caller: z.string() })),
};
