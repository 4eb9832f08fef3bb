/** INVITEs broken in the manner of PROTOS c07-sip: from a seed, the same ones each time. Pure. */
import { invite, offer, type Parts } from './honest-call.ts';

/** mulberry32 */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const fillers = [
  '',
  ' ',
  '\t',
  '\0',
  '\r',
  '\n',
  '%',
  '%00',
  '%s%n%x',
  '"',
  '\\',
  '<',
  '>',
  '<>',
  ';',
  ',',
  ':',
  '@',
  '=',
  '?',
  '-1',
  '0',
  '4294967296',
  '99999999999999999999',
  'sip:',
  'sips:a@b',
  'tel:+86',
  '::1',
  '[::1]',
  '255.255.255.255',
  '\u{202e}gnp.exe',
  '李雷',
  '\u{1f4de}',
  '\ufffd',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'a'.repeat(300),
  '\r\n ',
  '\r\n\r\n',
  '\r\nX: y',
] as const;

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const place = (random: Random, text: string): number => Math.floor(random() * (text.length + 1));

/** One header line of the head, not the request line. */
function changeLine(random: Random, text: string, change: (line: string) => string): string {
  const end = text.indexOf('\r\n\r\n');
  const lines = text.slice(0, end).split('\r\n');
  const at = 1 + Math.floor(random() * (lines.length - 1));
  lines[at] = change(lines[at] ?? '');
  return lines.join('\r\n') + text.slice(end);
}

const mutations: readonly ((random: Random, text: string) => string)[] = [
  // something put in somewhere
  (random, text) => {
    const at = place(random, text);
    return text.slice(0, at) + pick(random, fillers) + text.slice(at);
  },
  // a piece cut out
  (random, text) => {
    const at = place(random, text);
    return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 20));
  },
  // cut off
  (random, text) => text.slice(0, place(random, text)),
  // a character of any kind
  (random, text) => {
    const at = place(random, text);
    return text.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(at + 1);
  },
  // a value replaced
  (random, text) =>
    changeLine(random, text, (line) => `${line.slice(0, line.indexOf(':') + 1)} ${pick(random, fillers)}`),
  // a value repeated
  (random, text) =>
    changeLine(
      random,
      text,
      (line) => `${line}${line.slice(line.indexOf(':') + 1).repeat(1 + Math.floor(random() * 200))}`,
    ),
  // a header gone, twice, or with another name
  (random, text) => changeLine(random, text, () => 'X-Gone: 1'),
  (random, text) => changeLine(random, text, (line) => `${line}\r\n${line}`),
  (random, text) => changeLine(random, text, (line) => `${pick(random, fillers)}${line}`),
  // folded
  (random, text) => changeLine(random, text, (line) => line.replaceAll(' ', '\r\n\t')),
  // a wrong length
  (random, text) => text.replace(/Content-Length: \d+/, `Content-Length: ${pick(random, fillers)}`),
  // another request line
  (random, text) => text.replace(/^INVITE \S+ /, `INVITE ${pick(random, fillers)} `),
  (random, text) =>
    text.replace(/^INVITE/, pick(random, ['invite', 'BYE', 'ACK', 'CANCEL', 'PRACK', 'REFER', 'NOTIFY', 'X'])),
  // the offer's own lines
  (random, text) => {
    const start = text.indexOf('\r\n\r\n') + 4;
    const lines = text.slice(start).split('\r\n');
    const at = Math.floor(random() * lines.length);
    const line = lines[at] ?? '';
    lines[at] = pick(random, [
      '',
      line.slice(0, 2) + pick(random, fillers),
      line + pick(random, fillers),
      `${line}\r\n${line}`,
      `${line}\r\n`.repeat(50),
    ]);
    return text.slice(0, start) + lines.join('\r\n');
  },
  (random, text) =>
    text.replace(/m=audio \d+ \S+ [\d ]+/, `m=audio ${pick(random, fillers)} RTP/AVP ${pick(random, fillers)}`),
  (random, text) => text.replaceAll(/a=rtpmap:(\d+) \S+/g, `a=rtpmap:$1 NOBODY-KNOWS/${Math.floor(random() * 1e6)}`),
];

/** One to four things wrong with it, mostly one: what is wholly broken is only thrown away. */
export function mutate(random: Random, contact: string, parts: Parts): string {
  let text = invite(contact, parts, offer());
  const times = 1 + Math.floor(random() ** 3 * 4);
  for (let n = 0; n < times; n += 1) text = pick(random, mutations)(random, text);
  return text;
}
