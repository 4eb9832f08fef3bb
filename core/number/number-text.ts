/** Turns what a SIP header, a link or a keyboard holds into the bare characters of a number. It knows no numbering plan. */

/** Longest raw text that is read; no honest user part comes near it. */
const longestRead = 512;

export interface NumberText {
  /** printable ASCII without separators; whatever else was there is `?`, so that parsing it again changes nothing */
  readonly compact: string;
  /** the URI's host says that the caller wants to stay unknown (RFC 3323 §4.1: `anonymous.invalid`) */
  readonly anonymousHost: boolean;
}

/** Spaces of all kinds and the visual separators of RFC 3966 §3, with their look-alikes after NFKC. */
const separators = /[\s\-.()/\u2010-\u2015\u2043\u2212\u00B7\u30FB\u3002\u{FE63}\uFE58[\]]/gu;
/** Invisible characters that copying from web pages and address books brings along. */
const invisible = /[\p{Cc}\p{Cf}]/gu;
const unsafe = /[^0-9A-Za-z*#+?_~!]/gu;

export function readNumberText(raw: string): NumberText {
  let text = raw.slice(0, longestRead).normalize('NFKC').replace(invisible, '').trim();
  // a name-addr: "Name" <sip:…>
  const bracketed = /<([^<>]*)>\s*$/.exec(text);
  if (bracketed?.[1] !== undefined) text = bracketed[1].trim();
  const scheme = /^(?:sips?|tel|callto):(?:\/\/)?/i.exec(text);
  if (scheme) text = decodeEscapes(text.slice(scheme[0].length));

  const at = text.lastIndexOf('@');
  const host = at < 0 ? '' : text.slice(at + 1);
  if (at >= 0) text = text.slice(0, at);
  // `tel:` parameters and those of a user part (RFC 3261 §19.1.6), and a password, which no one should send
  text = text.split(';', 1)[0] ?? '';
  if (scheme) text = text.split(/[:?]/, 1)[0] ?? '';
  return {
    // "(0)" is the trunk prefix that people write into international numbers
    compact: text
      .replace(/(?<=\d\s*)\(0\)/g, '')
      .replace(separators, '')
      .replace(unsafe, '?'),
    anonymousHost: /^anonymous\.invalid(?:[:;>?]|$)/i.test(host),
  };
}

/** Single pass on purpose: what was escaped twice stays strange. */
function decodeEscapes(text: string): string {
  return text.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
