/** What both import formats share: from a raw row to a contact draft, and what was wrong with it. No ids, no clock. */
import { cleanName } from '../number/clean-text.ts';
import { parseNumber } from '../number/parse-number.ts';
import type { Contact } from './contact.ts';

export type ContactDraft = Omit<Contact, 'id'>;

export const importReasons = [
  /** CSV: no column of the header is a phone number; nothing was read */
  'no-phone-column',
  /** neither name nor company: row left out */
  'no-name',
  /** no number at all: row left out */
  'no-number',
  /** this number cannot be read; the row is kept if it has another */
  'bad-number',
  /** a spreadsheet turned the number into 1.38E+10; the row is kept if it has another */
  'spreadsheet-number',
  /** an earlier row of the file has this number; the row is kept if it has another */
  'duplicate-number',
  /** more than 20 numbers: the rest was left out */
  'too-many-numbers',
  /** more rows than an import takes: the rest was left out */
  'too-many-rows',
  /** vCard: no END:VCARD: card left out */
  'unfinished-card',
  /** vCard: text in a character set that cannot be read (2.1 in GBK): that line was left out */
  'unknown-charset',
] as const;
export type ImportReason = (typeof importReasons)[number];

export interface ImportProblem {
  /** 1-based line of the file */
  readonly line: number;
  /** i18n id `import.<reason>` */
  readonly reason: ImportReason;
  /** what stood there, at most 80 characters */
  readonly text: string;
}

export interface ImportResult {
  /** rows or cards seen; `read − contacts.length` were left out */
  readonly read: number;
  readonly contacts: readonly ContactDraft[];
  readonly problems: readonly ImportProblem[];
}

export interface RawContact {
  readonly line: number;
  readonly name: string;
  readonly company: string;
  /** each may hold several numbers */
  readonly phones: readonly string[];
  readonly vip: boolean;
}

const maxRows = 50_000;
const maxNumbers = 20;
const maxText = 128;

/** Collects rows into an `ImportResult`. */
export class ContactCollector {
  readonly #source: Contact['source'];
  readonly #contacts: ContactDraft[] = [];
  readonly #problems: ImportProblem[] = [];
  readonly #seen = new Set<string>();
  #read = 0;

  constructor(source: Contact['source']) {
    this.#source = source;
  }

  get isFull(): boolean {
    return this.#read >= maxRows;
  }

  problem(line: number, reason: ImportReason, text: string): void {
    this.#problems.push({ line, reason, text: cleanName(text, 80) });
  }

  /** A row that cannot become a contact for `reason`. */
  skip(line: number, reason: ImportReason, text: string): void {
    this.#read += 1;
    this.problem(line, reason, text);
  }

  add(raw: RawContact): void {
    this.#read += 1;
    const name = cleanName(raw.name, maxText);
    const company = cleanName(raw.company, maxText);
    if (name === '' && company === '') {
      this.problem(raw.line, 'no-name', raw.phones.join(' '));
      return;
    }
    const written = raw.phones.flatMap(splitPhones);
    if (written.length === 0) {
      this.problem(raw.line, 'no-number', `${name} ${company}`);
      return;
    }
    const numbers = this.#numbers(raw.line, written);
    if (numbers.length === 0) return;
    this.#contacts.push({ name, company, vip: raw.vip, numbers, source: this.#source });
  }

  result(): ImportResult {
    return { read: this.#read, contacts: this.#contacts, problems: this.#problems };
  }

  #numbers(line: number, written: readonly string[]): string[] {
    const keys: string[] = [];
    for (const text of written) {
      const { kind, key } = parseNumber(text);
      if (kind === 'malformed' || kind === 'hidden')
        this.problem(line, /^\d(?:\.\d+)?e\+?\d+$/i.test(text) ? 'spreadsheet-number' : 'bad-number', text);
      else if (keys.includes(key)) continue;
      else if (this.#seen.has(key)) this.problem(line, 'duplicate-number', text);
      else if (keys.length >= maxNumbers) {
        this.problem(line, 'too-many-numbers', text);
        break;
      } else keys.push(key);
    }
    for (const key of keys) this.#seen.add(key);
    return keys;
  }
}

/** "010-88886666转801, 13800138000" → two numbers; an extension behind a number cannot be called from outside, nor call. */
function splitPhones(cell: string): string[] {
  return cell
    .normalize('NFKC')
    .split(/[;,、/|\n\r]+|:::|\s{2,}/u)
    .map((part) => part.replace(/(?:转|分机|ext\.?|(?<=\d)x)\s*\d{1,6}\s*$/iu, '').replace(/^[\s'"`]+|[\s'"]+$/gu, ''))
    .filter((part) => part !== '');
}

const han = /\p{Script=Han}/u;

/** 张 + 伟 → 张伟; Li + Wei → Wei Li */
export function joinName(family: string, given: string): string {
  const parts = han.test(family + given) ? [family, given] : [given, family];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(han.test(family + given) ? '' : ' ');
}
