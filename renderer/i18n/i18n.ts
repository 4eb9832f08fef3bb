/** Sets up i18next with both languages in the bundle; keys and parameters are checked at compile time. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '../../core/settings/settings.ts';
import { words as en } from './en/index.ts';
import { words as zhCN } from './zh-CN/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    returnNull: false;
    resources: typeof zhCN;
  }
}

export async function startI18n(locale: Locale): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'zh-CN',
    supportedLngs: ['zh-CN', 'en'],
    defaultNS: 'common',
    resources: { 'zh-CN': zhCN, en },
    // React escapes by itself; escaping twice would show &amp; in names
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18next;
}
