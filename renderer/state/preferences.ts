/** The person's settings as views need them: language, theme, keys. Changed on the settings page, followed everywhere. */
import { createContext, useContext } from 'react';
import type { Settings } from '../../core/contract/admin.ts';

export const SettingsContext = createContext<Settings | null>(null);

/** null until the desk service answered. */
export function useSettings(): Settings | null {
  return useContext(SettingsContext);
}
