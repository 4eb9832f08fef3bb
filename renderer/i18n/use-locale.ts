/** The language on screen, as the formatting functions want it. */
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../core/settings/settings.ts';

export function useLocale(): Locale {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh-CN';
}
