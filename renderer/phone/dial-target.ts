/** From what somebody typed, pasted or clicked to a SIP address. Pure. */

/** null: no number and no SIP address */
export function dialTarget(typed: string, domain: string): string | null {
  const text = typed.trim().replace(/^tel:/i, '');
  if (/^sips?:[A-Za-z0-9._~+\-!*'()%]{1,64}@[A-Za-z0-9.\-[\]:]{1,64}$/.test(text)) return text;
  // an extension may have a name; one without any digit is more likely a word typed by mistake
  if (/^(?=.*\d)[A-Za-z][A-Za-z0-9._-]{0,63}$/.test(text)) return `sip:${text}@${domain}`;
  // what people write between digits: spaces, hyphens of several kinds, brackets, dots; full-width digits of Chinese input
  const number = text.normalize('NFKC').replace(/[\s\-‐‑–—().·/]/g, '');
  if (!/^(?=.*\d|[*#])\+?[0-9*#]{1,32}$/.test(number)) return null;
  // RFC 3261 25.1: "#" may not stand in the user part as it is
  return `sip:${number.replaceAll('#', '%23')}@${domain}`;
}
