/** Serves dist/renderer as app://linewarden/…: a secure context with no file access, its CSP given per response. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy } from './security/csp.ts';
import type { PageKind } from './security/csp.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
};

const pages: Readonly<Record<string, PageKind>> = {
  '/index.html': 'main',
  '/card.html': 'card',
  '/phone.html': 'phone',
};

/** Must run before `app` is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** null: the path is not one that a browser would write (`%zz`). */
function fileOf(rendererDir: string, pathname: string): string | null {
  try {
    return path.join(rendererDir, path.normalize(decodeURIComponent(pathname)));
  } catch {
    return null;
  }
}

export function serveApp(rendererDir: string, connectSrc: () => readonly string[]): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'linewarden' || request.method !== 'GET') return new Response('not found', { status: 404 });
    const file = fileOf(rendererDir, url.pathname);
    const type = types[path.extname(file ?? '')];
    if (file === null || !file.startsWith(rendererDir + path.sep) || type === undefined)
      return new Response('not found', { status: 404 });
    const headers: Record<string, string> = { 'content-type': type, 'x-content-type-options': 'nosniff' };
    try {
      const page = pages[url.pathname];
      if (page === undefined) return new Response(await readFile(file), { headers });
      const nonce = randomBytes(16).toString('base64');
      headers['content-security-policy'] = contentSecurityPolicy(page, nonce, connectSrc());
      headers['cache-control'] = 'no-store';
      headers['referrer-policy'] = 'no-referrer';
      return new Response((await readFile(file, 'utf8')).replaceAll('__CSP_NONCE__', nonce), { headers });
    } catch {
      return new Response('not found', { status: 404 });
    }
  });
}
