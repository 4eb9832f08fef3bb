/** `tel:` and `sip:` links and what else a second start brings: from argv (Windows, Linux) or `open-url` (macOS). */

const longestNumber = 64;

/** The dialable part of the first link among `args`; null when there is none or it is malformed. Hostile text. */
export function numberFromLinks(args: readonly string[]): string | null {
  for (const arg of args) {
    const match = /^(?:tel|sips?):(?:\/\/)?([^@;?]{1,128})(?:[@;?].*)?$/i.exec(arg);
    if (!match?.[1]) continue;
    const number = decode(match[1]).replaceAll(/[\s().\-/]/g, '');
    if (number.length <= longestNumber && /^\+?[0-9*#]+$/.test(number)) return number;
  }
  return null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
