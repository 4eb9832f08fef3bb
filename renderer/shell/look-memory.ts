/** Language and theme as last seen in settings, for windows that have no desk link and for the first paint of the others. */
import { z } from 'zod';
import { localeSchema } from '../../core/settings/settings.ts';

const key = 'linewarden.look';
const lookSchema = z.object({ locale: localeSchema, theme: z.enum(['light', 'dark', 'system']) });
export type Look = z.infer<typeof lookSchema>;

function systemLook(): Look {
  return { locale: navigator.language.startsWith('zh') ? 'zh-CN' : 'en', theme: 'system' };
}

export function readLook(): Look {
  try {
    const parsed = lookSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : systemLook();
  } catch {
    return systemLook();
  }
}

export function rememberLook(look: Look): void {
  try {
    localStorage.setItem(key, JSON.stringify(look));
  } catch {
    // private windows have no storage: the system's language and theme stand in
  }
}
