/** Numbers outside China: normal form and grouping from libphonenumber's small metadata. Never throws. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** E.164 allows 15 digits; fewer than 7 with a country code reach nobody. */
const shape = /^[1-9]\d{6,14}$/;

/** `digits` start with the country code. Null where it cannot be a number. */
export function parseOverseas(digits: string): { readonly key: string; readonly display: string } | null {
  if (!shape.test(digits)) return null;
  const key = `+${normalDigits(digits)}`;
  const grouped = parsePhoneNumberFromString(key)?.formatInternational();
  // A format that adds or drops a digit would not lead back to the key.
  return { key, display: grouped !== undefined && `+${grouped.replace(/\D/g, '')}` === key ? grouped : key };
}

/** Drops a national prefix left inside (+44 020 …), if that gives a form that stays as it is when read again. */
function normalDigits(digits: string): string {
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  if (!parsed) return digits;
  const normal = parsed.number.replace(/\D/g, '');
  return shape.test(normal) && !normal.startsWith('86') && isStable(normal) ? normal : digits;
}

function isStable(digits: string): boolean {
  const number = parsePhoneNumberFromString(`+${digits}`)?.number;
  return number === undefined || number === `+${digits}`;
}
