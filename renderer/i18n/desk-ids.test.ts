/** Every id that the desk service and core can send has its words, in both languages. */
import { describe, expect, it } from 'vitest';
import { importReasons } from '../../core/contact/contact-import.ts';
import { lineCheckSchema } from '../../core/contract/admin.ts';
import { timelineItemSchema, type TimelineItem } from '../../core/contract/calls.ts';
import {
  invalidReasonSchema,
  linePassSchema,
  lineProblemSchema,
  lineSkipSchema,
  warningCodeSchema,
} from '../../core/contract/word-ids.ts';
import { eventSchema } from '../../core/event/event.ts';
import { factorParams, traceParams } from '../../core/judge/reason-ids.ts';
import { timelineLines } from '../features/history/timeline-items.ts';
import { words as en } from './en/index.ts';
import { reasonText, traceText } from './reason-text.ts';
import { words as zhCN } from './zh-CN/index.ts';

const checks = lineCheckSchema.shape.id.options;
/** The text at the first of these paths that has one. */
function wordsAt(words: object, ...paths: string[]): string | null {
  for (const path of paths) {
    const found = path
      .split('/')
      .reduce<unknown>(
        (at, key) =>
          typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : null,
        words,
      );
    if (typeof found === 'string') return found;
  }
  return null;
}
const item = (type: string): TimelineItem =>
  timelineItemSchema.parse({ id: type, at: 0, type, author: 'a', call: 'c', params: { move: 'open' } });

describe.each([
  ['zh-CN', zhCN],
  ['en', en],
] as const)('in %s', (locale, words) => {
  it.each(invalidReasonSchema.options)('a field that is wrong: %s', (reason) => {
    for (const feature of ['common', 'lists', 'contacts', 'inbox', 'settings'])
      expect(wordsAt(words, `${feature}/invalid/${reason}`), feature).toBeTruthy();
  });

  it.each(importReasons)('a row that is not imported: %s', (reason) => {
    expect(wordsAt(words, `contacts/import/${reason}`)).toBeTruthy();
  });

  it.each(warningCodeSchema.options)('a warning of the self-check: %s', (code) => {
    expect(wordsAt(words, `frame/warning/${code}/title`)).toBeTruthy();
    expect(wordsAt(words, `frame/warning/${code}/text`)).toBeTruthy();
  });

  it.each(lineProblemSchema.options)('a check of the line that failed: %s', (code) => {
    const paths = [code, ...checks.map((id) => `${id}-${code}`)];
    for (const part of ['what', 'todo'])
      expect(wordsAt(words, ...paths.map((path) => `settings/problem/${path}/${part}`)), part).toBeTruthy();
  });

  it.each([...lineSkipSchema.options])('a check that was left out: %s', (code) => {
    expect(wordsAt(words, `settings/skipped/${code}`)).toBeTruthy();
  });

  it.each(checks)('the check %s, whether it passed or was not made', (id) => {
    for (const code of linePassSchema.options)
      expect(wordsAt(words, `settings/good/${id}-${code}`, `settings/good/${id}`)).toBeTruthy();
    expect(wordsAt(words, `settings/checkAbout/${id}`)).toBeTruthy();
  });

  it('every event that is a line of a number’s timeline', () => {
    const types = eventSchema.options
      .map(({ shape }) => shape)
      .flatMap((shape) => ('number' in shape ? [shape.type.value] : []));
    expect(types.length).toBeGreaterThan(15);
    const shown = types.filter((type) => timelineLines([item(type)]).length > 0);
    expect(shown).toEqual(expect.arrayContaining(['call.started', 'call.ended', 'number.tagged']));
    for (const type of shown) expect(wordsAt(words, `history/timeline/${type.replace('.', '-')}`), type).toBeTruthy();
  });

  it('every factor and every step of a verdict, never its bare id', () => {
    for (const id of Object.keys(factorParams))
      expect(reasonText(locale, { id, weight: 1, params: {} }), id).not.toBe(id);
    for (const id of Object.keys(traceParams))
      expect(traceText(locale, { id, params: {} } as Parameters<typeof traceText>[1]), id).not.toBe(id);
  });
});
