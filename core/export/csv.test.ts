import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

const read = (text: string): string[][] => Papa.parse<string[]>(text.slice(1).trimEnd()).data;

describe('a CSV file', () => {
  it('is UTF-8 with a mark for Excel, lines end in CRLF, and text comes back as it was', () => {
    const text = toCsv(
      ['号码', '备注'],
      [
        ['138 0013 8000', '他说"行", 再来\n第二行'],
        ['010-8888 6666', 7],
      ],
    );
    expect(text.startsWith('\uFEFF号码,备注\r\n')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(read(text).slice(1)).toEqual([
      ['138 0013 8000', '他说"行", 再来\n第二行'],
      ['010-8888 6666', '7'],
    ]);
  });

  it.each([
    '=1+1',
    '+63 2 8551 0947',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '=HYPERLINK("http://evil.example")\nsecond line',
    '\n=1',
    '＝1+1',
    '－1',
  ])('makes %j text', (cell) => {
    expect(read(toCsv(['x', 'y'], [['a', cell]]))[1]?.[1]).toBe(`'${cell}`);
  });

  it('leaves numbers below zero alone, which are no text', () => {
    expect(toCsv(['x'], [[-8]])).toBe('\uFEFFx\r\n-8\r\n');
  });
});
