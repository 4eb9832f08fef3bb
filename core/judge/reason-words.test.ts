/** The words of reasons and their parameters. */
import { describe, expect, it } from 'vitest';
import { factorIds, factorParams, traceIds, traceParams } from './reason-ids.ts';
import { reasonWords } from './reason-words.ts';

const namesIn = (template: string): string[] => [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');

describe('the words', () => {
  it.each(['zh-CN', 'en'] as const)('use in %s exactly the parameters that come', (locale) => {
    for (const id of factorIds)
      expect([id, namesIn(reasonWords[locale].factor[id]).toSorted()]).toEqual([id, [...factorParams[id]].toSorted()]);
    for (const id of traceIds)
      expect([id, namesIn(reasonWords[locale].trace[id]).toSorted()]).toEqual([id, [...traceParams[id]].toSorted()]);
  });
});
