/** What the card says of a call: pure, from the phone's snapshot to words. Nothing here may touch the DOM or a clock. */
import type { PhoneCall } from '../../core/contract/phone.ts';
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { Verdict } from '../../core/judge/verdict.ts';
import { maskNumber } from '../../core/number/format-number.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { badTags, type Tag } from '../../core/tag/tag.ts';
import { fill } from '../i18n/fill.ts';
import { reasonText } from '../i18n/reason-text.ts';
import { formatAgo, formatDate, formatSigned, formatSpan, formatWhen } from '../ui/format.ts';
import { cardWords, type CardWords } from './card-words.ts';

export interface ReasonRow {
  readonly text: string;
  readonly weight: number;
  readonly signed: string;
}

export interface ListChip {
  readonly kind: 'allow' | 'block' | 'watch' | 'none' | 'vip';
  readonly text: string;
}

export interface CardFace {
  readonly number: string;
  readonly name: string;
  /** the one fact that matters */
  readonly headline: string;
  /** company, or the name the caller claims */
  readonly subline: string;
  readonly place: string;
  readonly carrier: string;
  readonly chips: readonly ListChip[];
  readonly last: string;
  readonly reasons: readonly ReasonRow[];
}

export function verdictWords(words: CardWords, verdict: Verdict): string {
  return verdict.action === 'ring' && verdict.warn ? words.common.action.warn : words.common.action[verdict.action];
}

function numberWords(words: CardWords, { card, shown }: PhoneCall, isUnmasked: boolean): string {
  if (card?.number.kind === 'hidden') return words.common.number.hidden;
  const display = card?.number.display || shown.display;
  if (display === '') return words.common.number.hidden;
  return card?.masked === true && !isUnmasked ? maskNumber(display) : display;
}

/** The bad tag that most authors agree on. */
function commonBadTag(card: CallerCard): { readonly tag: Tag; readonly authors: readonly string[] } | null {
  const authors = new Map<Tag, Set<string>>();
  for (const mark of card.tags) {
    if (badTags.has(mark.tag)) authors.set(mark.tag, (authors.get(mark.tag) ?? new Set<string>()).add(mark.author));
  }
  const best = [...authors].sort((a, b) => b[1].size - a[1].size)[0];
  return best ? { tag: best[0], authors: [...best[1]] } : null;
}

function headlineOf(words: CardWords, card: CallerCard): string {
  if (card.contact) return card.contact.name;
  const bad = commonBadTag(card);
  if (bad) {
    const tag = words.common.tag[bad.tag];
    const [only] = bad.authors;
    return bad.authors.length === 1 && only !== undefined
      ? fill(words.card.taggedByOne, { name: /[A-Za-z0-9]$/.test(only) ? `${only} ` : only, tag })
      : fill(words.card.taggedBy, { count: bad.authors.length, tag });
  }
  if (card.history.calls === 0) return words.card.firstCall;
  return fill(words.card.nthCall, { count: card.history.calls + 1 });
}

function sublineOf(words: CardWords, card: CallerCard | null, claimedName: string): string {
  if (card?.contact) return card.contact.company;
  return claimedName === '' ? '' : fill(words.card.claims, { name: claimedName });
}

function chipsOf(words: CardWords, locale: Locale, card: CallerCard, now: number): ListChip[] {
  const { list, contact } = card;
  const chips: ListChip[] = [];
  if (list) {
    const name = words.common.list[list.kind];
    const until = list.expiresAt === null ? null : formatDate(list.expiresAt, now, locale);
    chips.push({ kind: list.kind, text: until === null ? name : fill(words.card.until, { list: name, date: until }) });
  } else chips.push({ kind: 'none', text: words.common.list.none });
  if (list?.kind === 'allow' ? list.vip : contact?.vip === true)
    chips.push({ kind: 'vip', text: words.common.list.vip });
  return chips;
}

export function lastWords(words: CardWords, locale: Locale, card: CallerCard, now: number): string {
  const { last } = card.history;
  if (!last) return words.card.noHistory;
  const when = formatWhen(last.at, now, locale);
  if (last.outcome !== 'answered') return fill(words.card.last, { when, outcome: words.common.outcome[last.outcome] });
  const span = formatSpan(last.talkMs, locale);
  return fill(words.card.lastAnswered, { when, who: last.by ?? '', span });
}

export function reasonsOf(locale: Locale, card: CallerCard): ReasonRow[] {
  return card.verdict.factors.map((factor) => ({
    text: reasonText(locale, factor),
    weight: factor.weight,
    signed: formatSigned(factor.weight),
  }));
}

/** `isUnmasked`: somebody holds the key that shows customers' whole numbers. */
export function faceOf(call: PhoneCall, locale: Locale, now: number, isUnmasked = false): CardFace {
  const words = cardWords[locale];
  const { card } = call;
  const number = numberWords(words, call, isUnmasked);
  if (!card) {
    const subline = sublineOf(words, null, call.shown.claimedName);
    return { number, name: '', headline: '', subline, place: '', carrier: '', chips: [], last: '', reasons: [] };
  }
  return {
    number,
    name: card.contact?.name ?? '',
    headline: headlineOf(words, card),
    subline: sublineOf(words, card, card.claimedName),
    place: card.place?.[locale] ?? words.common.number.noPlace,
    carrier: card.carrier ? words.common.carrier[card.carrier] : '',
    chips: chipsOf(words, locale, card, now),
    last: lastWords(words, locale, card, now),
    reasons: reasonsOf(locale, card).slice(0, 3),
  };
}

export function sourceWords(words: CardWords, locale: Locale, card: CallerCard | null, now: number): string {
  if (!card) return words.card.sourcePending;
  return fill(words.card.source, { ago: formatAgo(card.at, now, locale) });
}
