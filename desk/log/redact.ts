/** Takes secrets and customers' numbers out of what is about to be written to the log. Pure. */

const secretKey = /pass(?:word|wd)?|secret|ha1|authorization|credential|token|cookie|nonce/i;
const hidden = '[redacted]';
const maxDepth = 6;

/** Header lines with credentials, digest parameters and URL parameters, wherever they stand in a text. */
const secretTexts: readonly (readonly [RegExp, string])[] = [
  [/((?:proxy-)?authorization|set-cookie|cookie)\s*:[^\r\n]*/gi, `$1: ${hidden}`],
  [/\b(response|cnonce|ha1|password|passwd|secret|token|credential)\s*=\s*(?:"[^"]*"|[^\s,;&"]+)/gi, `$1=${hidden}`],
  [/("(?:password|passwd|secret|ha1|token|credential)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, `$1"${hidden}"`],
  // user information in a URL
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${hidden}@`],
];

/** Seven digits or more with an agent's usual grouping; not dates, versions, or parts of longer names. */
const numberText = /(?<![\w.-])\+?\d[\d -]{5,}\d(?![\w-])/g;
const encodedNumber = /(sips?:|tel:)(\+?[\d-]{7,})/gi;

export function redactText(text: string): string {
  let result = text;
  for (const [pattern, replacement] of secretTexts) result = result.replace(pattern, replacement);
  return maskNumbers(result);
}

export function redactSecrets(text: string): string {
  let result = text;
  for (const [pattern, replacement] of secretTexts) result = result.replace(pattern, replacement);
  return result;
}

/** `13800138000` → `138****8000`: enough to match a complaint with a call, too little to dial. */
export function maskNumbers(text: string): string {
  return text
    .replace(encodedNumber, (_, scheme: string, number: string) => scheme + mask(number))
    .replace(numberText, mask);
}

function mask(number: string): string {
  const digits = number.replaceAll(/\D/g, '');
  if (digits.length < 7) return number;
  const head = number.startsWith('+') ? '+' : '';
  return digits.length < 11 ? `${head}****${digits.slice(-3)}` : `${head}${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** A copy of a log object with secrets replaced and all texts redacted; cut off below a depth that no honest one has. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) return '[deep]';
  if (value instanceof Error) {
    return { name: value.name, message: redactText(value.message), stack: redactText(value.stack ?? '') };
  }
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, secretKey.test(key) ? hidden : redactValue(item, depth + 1)]),
  );
}
