/** Loads the shipped scripts from a directory `<locale>/<id>.json` and refuses the whole set if anything in it is wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Script } from '../../core/script/script.ts';
import { scriptSchema } from '../../core/script/script.ts';
import type { ScriptProblem } from '../../core/script/validate.ts';
import { validateScripts } from '../../core/script/validate.ts';
import { localeSchema } from '../../core/settings/settings.ts';

export class ScriptsError extends Error {
  readonly code: 'unreadable' | 'malformed' | 'invalid';
  readonly problems: readonly ScriptProblem[];
  constructor(code: ScriptsError['code'], detail: string, problems: readonly ScriptProblem[] = [], cause?: unknown) {
    super(detail, { cause });
    this.name = 'ScriptsError';
    this.code = code;
    this.problems = problems;
  }
}

/** All scripts of all languages. Blocks for a few ms: call it once, at start. Throws `ScriptsError`. */
export function loadScripts(directory: string): Script[] {
  const scripts = localeSchema.options.flatMap((locale) => {
    const folder = join(directory, locale);
    return listJson(folder).map((name) => {
      const script = readScript(join(folder, name));
      if (script.locale !== locale || `${script.id}.json` !== name)
        throw new ScriptsError('malformed', `${locale}/${name} calls itself ${script.locale}/${script.id}`);
      return script;
    });
  });
  const problems = validateScripts(scripts);
  if (scripts.length === 0) throw new ScriptsError('unreadable', `no scripts in ${directory}`);
  if (problems.length > 0) {
    const detail = problems.map(({ locale, script, code, at }) => `${locale}/${script}: ${code} (${at})`).join('; ');
    throw new ScriptsError('invalid', detail, problems);
  }
  return scripts;
}

function listJson(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    throw new ScriptsError('unreadable', `cannot list ${folder}`, [], error);
  }
}

function readScript(path: string): Script {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ScriptsError('unreadable', `cannot read ${path}`, [], error);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ScriptsError('malformed', `${path} is not JSON`, [], error);
  }
  const script = scriptSchema.safeParse(json);
  if (!script.success) throw new ScriptsError('malformed', `${path}: ${script.error.message}`, [], script.error);
  return script.data;
}
