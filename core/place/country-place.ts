/** Country of an overseas number in both languages. For the desk service: it needs libphonenumber's full metadata. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Words } from '../number/caller-number.ts';

const names = {
  'zh-CN': new Intl.DisplayNames('zh-CN', { type: 'region', fallback: 'none' }),
  en: new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }),
};

/** Named as on the mainland, and shorter than CLDR's "special administrative region". */
const ownNames: ReadonlyMap<string, Words> = new Map([
  ['HK', { 'zh-CN': '中国香港', en: 'Hong Kong, China' }],
  ['MO', { 'zh-CN': '中国澳门', en: 'Macao, China' }],
  ['TW', { 'zh-CN': '中国台湾', en: 'Taiwan, China' }],
]);

/** Null where the country code is shared (+1, +7, +44 …) and the number fits none of its countries, or is nobody's. */
export function countryPlaceOf(key: string): Words | null {
  const country = parsePhoneNumberFromString(key)?.country;
  if (country === undefined) return null;
  const own = ownNames.get(country);
  if (own) return own;
  const zh = names['zh-CN'].of(country);
  const en = names.en.of(country);
  return zh === undefined || en === undefined ? null : { 'zh-CN': zh, en };
}
