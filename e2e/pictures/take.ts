/**
 * Takes the pictures of this folder: `node e2e/pictures/take.ts [--out FOLDER] [NAME…]`. Builds the gallery (the product's own
 * components over invented data), opens it in Debian's chromium with a fixed clock, and writes one PNG a picture, language and theme.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { build } from 'vite';
import { pictures, type Picture } from './pictures.ts';
import { smallerPng } from './smaller-png.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = path.resolve(here, '../..');
/** a Tuesday afternoon, so that "today" has a morning and the week a past */
const clock = new Date('2026-11-24T14:32:07+08:00');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The built gallery on loopback: module scripts don't load from files. */
async function serve(folder: string): Promise<{ url: string; end: () => void }> {
  const server = createServer((request, response) => {
    const file = path.join(folder, path.normalize(new URL(request.url ?? '/', 'http://gallery').pathname));
    try {
      const body = file.startsWith(folder) ? readFileSync(file) : null;
      response.writeHead(body ? 200 : 404, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, end: () => server.close() };
}

async function take(
  browser: Browser,
  url: string,
  picture: Picture,
  locale: 'zh-CN' | 'en',
  theme: 'light' | 'dark',
): Promise<Buffer> {
  const context = await browser.newContext({
    viewport: picture.size ?? { width: 1280, height: 800 },
    locale,
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
    reducedMotion: 'reduce',
    // a device list would differ from machine to machine
    permissions: [],
  });
  try {
    const page = await context.newPage();
    await page.clock.setFixedTime(clock);
    await page.goto(`${url}/${picture.at}&locale=${locale}&theme=${theme}`);
    await page.locator('#root > *').first().waitFor();
    await page.waitForLoadState('networkidle');
    await picture.act?.(page);
    // drawers and line-test steps come in their own time
    await page.waitForTimeout(500);
    return await page.screenshot({ animations: 'disabled', caret: 'hide' });
  } finally {
    await context.close();
  }
}

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const out = values.out ?? here;
mkdirSync(out, { recursive: true });
const wanted = pictures.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const folder = mkdtempSync(path.join(tmpdir(), 'linewarden-gallery-'));
let bytes = 0;
let count = 0;
try {
  const configFile = path.join(root, 'renderer/gallery/vite.config.ts');
  const input = ['index.html', 'pages.html'].map((file) => path.join(root, 'renderer/gallery', file));
  await build({ configFile, logLevel: 'error', build: { outDir: folder, rolldownOptions: { input } } });
  const server = await serve(folder);
  const browser = await chromium.launch({
    executablePath: process.env['LINEWARDEN_CHROMIUM'] ?? '/usr/bin/chromium',
    // root has no sandbox; the gallery loads nothing but itself
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-background-networking', '--hide-scrollbars', '--disable-lcd-text', '--font-render-hinting=none'],
  });
  try {
    for (const picture of wanted) {
      for (const locale of ['zh-CN', 'en'] as const) {
        for (const theme of ['light', 'dark'] as const) {
          if (picture.isState && (locale === 'en') !== (theme === 'dark')) continue;
          const png = smallerPng(await take(browser, server.url, picture, locale, theme));
          writeFileSync(path.join(out, `${picture.name}.${locale === 'en' ? 'en' : 'zh'}.${theme}.png`), png);
          bytes += png.length;
          count++;
        }
      }
      console.log(picture.name);
    }
  } finally {
    await browser.close();
    server.end();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${count} pictures, ${(bytes / 1e6).toFixed(1)} MB`);
