import { describe, expect, test } from 'vitest';
import { numberFromLinks } from './links.ts';

describe('numberFromLinks', () => {
  test.each([
    [['--profile', 'x', 'tel:+8613800138000'], '+8613800138000'],
    [['tel:010-8888%206666'], '01088886666'],
    [['sip:1023@pbx.example;transport=wss'], '1023'],
    [['sips:95588@bank.example?subject=x'], '95588'],
    [['TEL:(0755) 8321 4400'], '075583214400'],
  ])('%j is %s', (args, number) => {
    expect(numberFromLinks(args)).toBe(number);
  });

  test.each([
    [[]],
    [['tel:']],
    [['tel:<script>']],
    [['sip:alice@example.com']],
    [['file:///etc/passwd']],
    [['tel:%E0%A4%A']],
    [[`tel:${'1'.repeat(200)}`]],
  ])('%j is nothing to dial', (args) => {
    expect(numberFromLinks(args)).toBeNull();
  });
});
