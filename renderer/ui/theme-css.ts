/** The look's colours as CSS variables, light and dark, for every document we paint. Framework-free: the card uses it too. */
import { dark, light, risk } from './tokens.json';

export type ThemeSetting = 'light' | 'dark' | 'system';
export type ThemeName = 'light' | 'dark';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function variables(app: Record<string, string>, bands: (typeof risk)['light']): string {
  const lines = Object.entries(app).map(([name, value]) => `--${kebab(name)}:${value}`);
  for (const [band, values] of Object.entries(bands)) {
    for (const part of ['solid', 'on', 'fg', 'tint', 'line'] as const) lines.push(`--${band}-${part}:${values[part]}`);
  }
  return lines.join(';');
}

/** `--bg0 … --shadow` of tokens.json `app`, `--<band>-{solid,on,fg,tint,line}` of `risk`, `--selected`: the chosen segment. */
export const themeCss = [
  `:root{color-scheme:light;${variables(light.app, risk.light)};--selected:${light.components.Segmented.itemSelectedBg};--font:${light.token.fontFamily}}`,
  `:root[data-theme="dark"]{color-scheme:dark;${variables(dark.app, risk.dark)};--selected:${dark.components.Segmented.itemSelectedBg}}`,
].join('\n');

/**
 * Adds a style sheet to a document of any window. Constructed sheets need no CSP nonce; they must be made by the
 * window that owns the document, or a Picture-in-Picture window refuses them.
 */
export function adoptCss(doc: Document, css: string): void {
  const view = doc.defaultView;
  if (!view) return;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  doc.adoptedStyleSheets = [...doc.adoptedStyleSheets, sheet];
}

export function resolveTheme(setting: ThemeSetting, view: Window): ThemeName {
  if (setting !== 'system') return setting;
  return view.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Paints a document in the theme and follows the system while the setting says so. Answers how to stop following. */
export function followTheme(doc: Document, setting: ThemeSetting, changed?: (theme: ThemeName) => void): () => void {
  const view = doc.defaultView ?? window;
  const paint = (): void => {
    const theme = resolveTheme(setting, view);
    doc.documentElement.dataset['theme'] = theme;
    changed?.(theme);
  };
  paint();
  if (setting !== 'system') return () => undefined;
  const query = view.matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', paint);
  return () => query.removeEventListener('change', paint);
}
