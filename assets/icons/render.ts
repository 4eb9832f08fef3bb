/**
 * Renders the SVGs beside it into every bitmap that the build and the tray need: `node assets/icons/render.ts [chromium]`.
 * Run by a person after a drawing changed; neither the app nor the build runs it, they only read what it wrote.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { icns } from './icns.ts';
import { ico } from './ico.ts';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
function write(name: string, bytes: Uint8Array): void {
  writeFileSync(new URL(name, import.meta.url), bytes);
  process.stdout.write(`${name} ${bytes.length} bytes\n`);
}

const appSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;
const icoSizes = [16, 24, 32, 48, 64, 128, 256] as const;
/** Up to this size the drawing's small core and thin cord blur, so they are drawn bolder. */
const boldUpTo = 24;

const trayStates = ['idle', 'ringing', 'in-call', 'not-ready', 'offline'] as const;
/** The ink for a light and for a dark taskbar is the text colour of each theme in the look's tokens; a macOS template is black. */
const trayInks = { light: '#16202B', dark: '#E8EDF3', template: '#000000' } as const;

/** Small app icons lose the margin and the fine green core: the mark fills the tile. */
function appSvg(size: number): string {
  const svg = read('app-icon.svg');
  if (size > boldUpTo) return svg;
  return svg
    .replace('<rect x="16" y="16" width="480" height="480" rx="108"', '<rect width="512" height="512" rx="112"')
    .replace('translate(76 74) scale(15)', 'translate(40 38) scale(18)')
    .replace('stroke-width="2.2"', 'stroke-width="2.6"')
    .replace('r="2.5"', 'r="2.7"');
}

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  // Chromium refuses its own sandbox to root; what it opens here are the drawings of this folder only.
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  const page = await browser.newPage({ deviceScaleFactor: 1, javaScriptEnabled: false });
  const draw = async (svg: string, size: number): Promise<Uint8Array> => {
    await page.setViewportSize({ width: size, height: size });
    // A drawing in an <img> takes no colour from the page, so it stands in the page itself.
    const sized = svg.replace(/ (width|height)="16"/g, '').replace('<svg ', `<svg width="${size}" height="${size}" `);
    await page.setContent(`<style>*{margin:0}svg{display:block}</style>${sized}`);
    return page.screenshot({ omitBackground: true, scale: 'device' });
  };

  const app = new Map<number, Uint8Array>();
  for (const size of appSizes) app.set(size, await draw(appSvg(size), size));
  mkdirSync(new URL('app/', import.meta.url), { recursive: true });
  for (const [size, png] of app) write(`app/${size}x${size}.png`, png);
  const pick = (size: number): Uint8Array => app.get(size) ?? new Uint8Array();
  write('icon.ico', ico(icoSizes.map((size) => ({ size, png: pick(size) }))));
  write('icon.icns', icns(pick));

  mkdirSync(new URL('tray/', import.meta.url), { recursive: true });
  for (const state of trayStates)
    for (const [variant, ink] of Object.entries(trayInks)) {
      const svg = read(`tray-${state}.svg`).replaceAll('currentColor', ink);
      // Electron takes a file whose name ends in Template for a macOS template image.
      const stem = variant === 'template' ? `tray/${state}Template` : `tray/${state}-${variant}`;
      write(`${stem}.png`, await draw(svg, 16));
      write(`${stem}@2x.png`, await draw(svg, 32));
    }
} finally {
  await browser.close();
}
