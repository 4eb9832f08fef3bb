/** Makes hostile text (a caller's claimed name) safe to show on one line. It must never throw and never cut a character in two. */

/**
 * Things nobody can see but that change what is seen: controls (Cc), format characters (Cf: bidi marks, embeddings and
 * isolates, zero-width characters, soft hyphens, tags), lone surrogates (Cs, which no UTF-8 file can hold), and what
 * Unicode says to ignore (blank letters, variation selectors).
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** More marks than this on one letter only serve to paint over the neighbouring lines. */
const markFlood = /(\p{M}{3})\p{M}+/gu;

/** Longest input worth looking at; the rest cannot be on screen anyway. */
const longestRead = 4096;

/** `max` counts UTF-16 units, as the schemas do; a name that is cut ends in `…`. */
export function cleanName(raw: string, max = 64): string {
  const text = raw
    .slice(0, longestRead)
    .replace(/[^\S\uFEFF]|\u0085/gu, ' ')
    .replace(unseen, '')
    .replace(markFlood, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  return cutText(text, max);
}

/** Cuts between code points so that the result has at most `max` UTF-16 units. */
function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max < 1) return '';
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > max - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
