/**
 * Builds the product into dist/: the renderer (vite), the desk service and its workers (CommonJS for Node 24), the shell
 * and its preload (CommonJS), the place table, notices. `node build/build.ts`; `build()` for the tools that need it.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import * as esbuild from 'esbuild';
import { build as viteBuild } from 'vite';

export const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/** Electron 45's main process runs Node 22 or later; the lab's Electron 22 has Node 16, and one bundle serves both. */
const shellTarget = 'node16';

/**
 * Programs for Node, each in one CommonJS file `NAME.cjs`; the entries are named from the product's root. Their text is ASCII:
 * one other character, and V8 holds the whole source at two bytes a character.
 */
export async function bundleNode(entries: Record<string, string>, outdir: string, target: string): Promise<void> {
  const { outputFiles } = await esbuild.build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(root, file)])),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target,
    external: ['electron'],
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    // desk/app/paths.ts asks whether it is there, to tell source from bundle
    logOverride: { 'empty-import-meta': 'silent' },
    logLevel: 'warning',
    write: false,
  });
  await mkdir(outdir, { recursive: true });
  await Promise.all(
    outputFiles.map(({ path: file, text }) => writeFile(file, file.endsWith('.cjs') ? toAscii(text) : text)),
  );
}

/**
 * esbuild escapes its strings; what is left stands in comments, where nothing matters, and in regular expressions, which know the
 * same escape. A raw template does not, nor a character that was escaped by a backslash: either stops the build.
 */
function toAscii(source: string): string {
  const unsafe = /\\[^\0-\x7f]|\bString\.raw`[^`]*[^\0-\x7f]/.exec(source)?.[0];
  if (unsafe !== undefined) throw new Error(`cannot be written in ASCII: ${unsafe}`);
  return source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

async function run(file: string, ...args: string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, file), ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${file} ended with ${code}`))));
  });
}

export async function build(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await Promise.all([
    bundleNode(
      { main: 'desk/main.ts', writer: 'desk/store/writer.ts', reader: 'desk/store/reader.ts' },
      path.join(dist, 'desk'),
      'node24',
    ),
    bundleNode(
      { main: 'electron/main/main.ts', preload: 'electron/preload/preload.ts' },
      path.join(dist, 'electron'),
      shellTarget,
    ),
    viteBuild({ configFile: path.join(root, 'renderer/vite.config.ts'), logLevel: 'warn' }),
    run('desk/place/build-place-table.ts', path.join(dist, 'place-table.json')),
    run('desk/notices/make-notices.ts', path.join(dist, 'notices.txt')),
  ]);
  await writeFile(path.join(dist, 'built'), `${new Date().toISOString()}\n`);
}

const sources = ['assets', 'build', 'core', 'desk', 'electron', 'renderer', 'package.json'];

/** Is dist/ missing or older than any source? */
export function isStale(): boolean {
  const built = path.join(dist, 'built');
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  return sources.some((source) => newest(path.join(root, source)) > at);
}

function newest(file: string): number {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(file).reduce((latest, name) => Math.max(latest, newest(path.join(file, name))), 0);
}

if (import.meta.main) await build();
