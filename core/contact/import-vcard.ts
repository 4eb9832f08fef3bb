/**
 * Contacts from vCard 2.1 (quoted-printable), 3.0 (RFC 2426) and 4.0 (RFC 6350): FN or N, ORG, TEL, and VIP in CATEGORIES.
 * A reader of its own because iCalendar libraries refuse 2.1, which many phones still export. Never throws.
 */
import type { ImportResult } from './contact-import.ts';
import { ContactCollector, joinName } from './contact-import.ts';

interface Property {
  readonly line: number;
  readonly name: string;
  /** as written, escapes and all; null where its character set cannot be read */
  readonly value: string | null;
}

interface Line {
  readonly line: number;
  readonly text: string;
}

export function importVcard(text: string): ImportResult {
  const collector = new ContactCollector('vcard');
  let card: { readonly line: number; readonly properties: Property[] } | null = null;
  for (const unfolded of unfold(text.replace(/^\uFEFF/, ''))) {
    const property = readProperty(unfolded);
    if (!property) continue;
    const isCardMark = property.value?.trim().toUpperCase() === 'VCARD';
    if (property.name === 'BEGIN' && isCardMark) {
      if (card) collector.skip(card.line, 'unfinished-card', nameOf(card.properties));
      if (collector.isFull) {
        collector.problem(property.line, 'too-many-rows', '');
        return collector.result();
      }
      card = { line: property.line, properties: [] };
    } else if (property.name === 'END' && isCardMark) {
      if (card) addCard(collector, card.line, card.properties);
      card = null;
    } else if (property.value === null) {
      if (card && wanted.has(property.name)) collector.problem(property.line, 'unknown-charset', property.name);
    } else card?.properties.push(property);
  }
  if (card) collector.skip(card.line, 'unfinished-card', nameOf(card.properties));
  return collector.result();
}

const wanted: ReadonlySet<string> = new Set(['FN', 'N', 'ORG', 'TEL', 'CATEGORIES']);

function addCard(collector: ContactCollector, line: number, properties: readonly Property[]): void {
  const all = (name: string): string[] =>
    properties.flatMap((property) => (property.name === name && property.value !== null ? [property.value] : []));
  collector.add({
    line,
    name: nameOf(properties),
    company: splitValue(all('ORG')[0] ?? '', ';')[0] ?? '',
    // a 4.0 URI has its extension in a parameter (RFC 3966 §5.3)
    phones: all('TEL').map((value) =>
      unescape(value)
        .trim()
        .replace(/^(tel:[^;]*);.*$/is, '$1'),
    ),
    vip: all('CATEGORIES').some((value) =>
      splitValue(value, ',').some((category) => category.trim().toUpperCase() === 'VIP'),
    ),
  });
}

function nameOf(properties: readonly Property[]): string {
  const value = (name: string): string => properties.find((property) => property.name === name)?.value ?? '';
  const formatted = unescape(value('FN')).trim();
  const [family = '', given = ''] = splitValue(value('N'), ';');
  return formatted === '' ? joinName(family, given) : formatted;
}

/** RFC 6350 §3.2: a line that starts with a space or tab continues the one before; 2.1 ends quoted-printable lines in `=`. */
function unfold(text: string): Line[] {
  const lines: Line[] = [];
  let isSoftBreak = false;
  let current: { line: number; parts: string[] } | null = null;
  const close = (): void => {
    if (current) lines.push({ line: current.line, text: current.parts.join('') });
  };
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const continuesSoft: boolean = isSoftBreak && current !== null;
    const continues: boolean = continuesSoft || (current !== null && /^[ \t]/.test(raw));
    if (!continues) {
      close();
      current = { line: index + 1, parts: [] };
    }
    // 2.1 may indent nothing; 3.0 and 4.0 drop exactly one character
    const content: string = continues && !continuesSoft ? raw.slice(1) : raw;
    const isQuotedPrintable: boolean =
      continuesSoft || /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i.test(current?.parts[0] ?? content);
    isSoftBreak = isQuotedPrintable && content.endsWith('=');
    current?.parts.push(isSoftBreak ? content.slice(0, -1) : content);
  }
  close();
  return lines;
}

/** `item1.TEL;TYPE=CELL:+86…`; a quoted parameter may hold a colon. */
function readProperty({ line, text }: Line): Property | null {
  const parts = /^(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/s.exec(text);
  const name = parts?.[1];
  const value = parts?.[3];
  if (name === undefined || value === undefined) return null;
  const parameters = (parts?.[2] ?? '').toUpperCase();
  const isQuotedPrintable = /;(?:ENCODING=)?QUOTED-PRINTABLE(?:;|$)/.test(parameters);
  const charset = /;CHARSET="?([^;"]+)/.exec(parameters)?.[1] ?? 'UTF-8';
  return {
    line,
    name: name.toUpperCase(),
    value: isQuotedPrintable ? decodeQuotedPrintable(value, charset) : value,
  };
}

/** Only UTF-8 (and its part US-ASCII): null for what is neither. */
function decodeQuotedPrintable(text: string, charset: string): string | null {
  if (!/^(?:UTF-?8|US-ASCII|ASCII)$/.test(charset.trim())) return null;
  try {
    return decodeURIComponent(text.replaceAll('%', '%25').replace(/=([0-9A-Fa-f]{2})/g, '%$1'));
  } catch {
    return null;
  }
}

/** RFC 6350 §3.4 */
function unescape(value: string): string {
  return value.replace(/\\([\\,;:nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
}

/** Splits at separators that are not escaped, and removes the escapes. */
function splitValue(value: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === '\\') {
      part += value.slice(at, at + 2);
      at += 1;
    } else if (character === separator) {
      parts.push(unescape(part));
      part = '';
    } else part += character;
  }
  return [...parts, unescape(part)];
}
