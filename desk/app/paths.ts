/**
 * Where the product's own files lie, the same from source (desk/app/paths.ts) and bundled (dist/desk/main.cjs): both are
 * two folders below the product's root. Must not know of any profile.
 */
import { join } from 'node:path';

/** esbuild leaves `import.meta` empty in a CommonJS bundle, where `__dirname` is the bundle's folder. */
const sourceDir = (import.meta as { dirname?: string }).dirname;
const isBundled = sourceDir === undefined;
const here = sourceDir ?? __dirname;

export const productRoot = join(here, '..', '..');
export const assetsDir = join(productRoot, 'assets');
export const rendererDir = join(productRoot, 'dist', 'renderer');
export const placeTableFile = join(productRoot, 'dist', 'place-table.json');
export const noticesFile = join(productRoot, 'dist', 'notices.txt');
export const packageFile = join(productRoot, 'package.json');

/** A worker of the event store, e.g. `writer`: its source beside the store, or its own bundle beside this one. */
export function workerFile(name: string): string {
  return isBundled ? join(here, `${name}.cjs`) : join(productRoot, 'desk', 'store', `${name}.ts`);
}
