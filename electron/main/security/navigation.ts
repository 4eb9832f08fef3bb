/** No page of ours goes anywhere, opens anything or embeds anything; links leave through the system's browser. */
import { app, shell } from 'electron';
import type { WebContents } from 'electron';
import { appOrigin, originOf } from './permissions.ts';

/** Hosts that a click may open outside; there is none yet but the help pages of the product itself. */
const externalHosts: ReadonlySet<string> = new Set(['linewarden.example']);

export function openOutside(url: string, log: (message: string) => void): void {
  const parsed = parseUrl(url);
  if (parsed?.protocol === 'https:' && externalHosts.has(parsed.hostname)) void shell.openExternal(parsed.href);
  else log(`refused to open ${parsed?.protocol ?? 'a malformed'} address outside`);
}

function parseUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

function guard(contents: WebContents, log: (message: string) => void): void {
  const refuse = (event: { preventDefault(): void }, url: string) => {
    if (originOf(url) === appOrigin && url === contents.getURL()) return; // a reload
    event.preventDefault();
    log(`refused a navigation to ${originOf(url) ?? 'a malformed address'}`);
  };
  contents.on('will-navigate', (event, url) => refuse(event, url));
  contents.on('will-redirect', (event, url) => refuse(event, url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url, log);
    return { action: 'deny' };
  });
}

export function applyNavigationPolicy(log: (message: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, log));
}
