/** Loads the shipped scripts of both languages; one that is not valid is left out and named, the rest still guide. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptSchema, type Script } from '../../core/script/script.ts';
import { localeSchema, type Locale } from '../../core/settings/settings.ts';
import type { Warning } from '../../core/contract/word-ids.ts';

export interface LoadedScripts {
  readonly of: (locale: Locale) => readonly Script[];
  readonly warnings: readonly Warning[];
}

export function loadScripts(folder: string): LoadedScripts {
  const warnings: Warning[] = [];
  const loaded = new Map<Locale, Script[]>();
  for (const locale of localeSchema.options) {
    const scripts: Script[] = [];
    for (const name of namesIn(join(folder, locale), warnings)) {
      const script = readScript(join(folder, locale, name));
      if (script?.locale === locale) scripts.push(script);
      else warnings.push({ code: 'script-invalid', detail: `${locale}/${name}` });
    }
    loaded.set(locale, scripts);
  }
  return { of: (locale) => loaded.get(locale) ?? [], warnings };
}

function namesIn(folder: string, warnings: Warning[]): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    warnings.push({ code: 'script-invalid', detail: (error as Error).message });
    return [];
  }
}

function readScript(file: string): Script | null {
  try {
    const parsed = scriptSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
