/**
 * The renderer's files as the web host serves them. Only files found at start can be asked for, by their exact name:
 * no path of a request ever reaches the file system.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface StaticFile {
  readonly path: string;
  readonly type: string;
  /** its name holds a hash of its content */
  readonly isImmutable: boolean;
  readonly isPage: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** vite: `assets/name-B3fG_x9Q.js` */
const hashed = /-[A-Za-z0-9_-]{8}\.[a-z0-9]+(?:\.map)?$/;

/** URL paths → files. Throws when the folder or its index.html is missing: the build has not run. */
export function listStatics(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    // a symbolic link could lead out of the folder
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${path.slice(folder.length + 1).replaceAll('\\', '/')}`;
    const type = types[extname(entry.name).toLowerCase()] ?? 'application/octet-stream';
    files.set(url, { path, type, isImmutable: hashed.test(entry.name), isPage: url.endsWith('.html') });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`no index.html in ${folder}`);
  readFileSync(index.path);
  files.set('/', index);
  return files;
}

const noncePlaceholder = '__CSP_NONCE__';

export async function readPage(file: StaticFile, nonce: string): Promise<Buffer> {
  const html = await readFile(file.path, 'utf8');
  return Buffer.from(html.replaceAll(noncePlaceholder, nonce), 'utf8');
}
