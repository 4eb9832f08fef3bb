import { describe, expect, it } from 'vitest';
import { fill } from './fill.ts';
import { words as en } from './en/index.ts';
import { words as zhCN } from './zh-CN/index.ts';

/** `a.b.c` → the text */
function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, path === '' ? key : `${path}.${key}`));
}
const parameters = (text: string): string[] => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? '').sort();

describe('both languages', () => {
  const english = new Map(flat(en));
  it('name the same parameters in every sentence', () => {
    for (const [path, text] of flat(zhCN)) {
      expect(parameters(english.get(path) ?? ''), path).toEqual(parameters(text));
    }
  });

  it('leave no sentence empty', () => {
    for (const [path, text] of [...flat(zhCN), ...english]) expect(text.trim(), path).not.toBe('');
  });

  it('end no sentence with an exclamation mark', () => {
    for (const [path, text] of [...flat(zhCN), ...english]) expect(text, path).not.toMatch(/[!！]/);
  });
});

describe('templates without i18next', () => {
  it('fill names and numbers, and drop what is missing', () => {
    expect(fill('第 {{count}} 次，{{name}}', { count: 3, name: '<b>' })).toBe('第 3 次，<b>');
    expect(fill('{{ missing }}-{{count, number}}', { count: 1 })).toBe('-1');
  });
});
