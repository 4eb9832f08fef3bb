/** How numbers are shown: grouped the Chinese way, and masked where policy wants it. It parses nothing. */
import type { NationalNumber } from './national-plan.ts';
import { splitLandline } from './national-plan.ts';

/** Display of a Chinese number by its kind and key. */
export function formatNational({ kind, key }: NationalNumber): string {
  const digits = key.startsWith('+86') ? key.slice(3) : key;
  switch (kind) {
    case 'mobile':
      return group(digits, [3, 4, 4], ' ');
    case 'toll-free':
      return group(digits, [3, 3, 4], '-');
    case 'iot':
      return group(digits, [4, 4, 5], ' ');
    case 'landline': {
      const split = key.startsWith('+') ? splitLandline(digits) : null;
      const subscriber = split?.subscriber ?? digits;
      const halves = group(subscriber, [subscriber.length - 4, 4], ' ');
      return split ? `0${split.area}-${halves}` : halves;
    }
    case 'service': {
      const split = key.startsWith('+') ? splitLandline(digits) : null;
      return split ? `0${split.area}-${split.subscriber}` : digits;
    }
    case 'internal':
      return digits;
    default:
      return kind satisfies never;
  }
}

function group(digits: string, sizes: readonly number[], separator: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const size of sizes) {
    parts.push(digits.slice(at, at + size));
    at += size;
  }
  return parts.join(separator);
}

/** Up to this many digits it is a service number or an extension, which belongs to no customer. */
const shortNumber = 6;

/**
 * `138 **** 8000`, `010-**** 6666`, `+63 * **** 0947`: the first group and the last four digits stay, which is what agents
 * need to tell callers apart. Text without groups keeps three and four characters.
 */
export function maskNumber(display: string): string {
  const digits = display.replace(/\D/g, '').length;
  if (digits <= shortNumber) return display;
  const first = /^\+?\d+(?=[ -])/.exec(display)?.[0] ?? display.slice(0, 3);
  // Two groups (a local number): nothing is left to hide but the first.
  const head = /^\d+ \d+$/.test(display) ? '' : first;
  const tail = display.slice(-4);
  const middle = display.slice(head.length, display.length - tail.length);
  return `${head}${middle.replace(/[0-9A-Za-z]/g, '*')}${tail}`;
}
