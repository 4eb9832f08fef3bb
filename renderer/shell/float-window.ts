/**
 * The card in a floating window over all programs (Document Picture-in-Picture, Chromium): the web host's stand-in for
 * the card window. Needs a click to open; where the browser has none, nothing of it is on screen.
 */
import { createStore } from 'zustand/vanilla';
import type { Locale } from '../../core/settings/settings.ts';
import type { PhoneView } from '../app/services.ts';
import type { OnCardAction } from '../card/card-action.ts';
import { cardModelOf, oneCard } from '../card/card-model.ts';
import { mountCard } from '../card/mount-card.ts';
import type { WorkspaceStore } from '../state/workspace.ts';
import { adoptCss, type ThemeSetting } from '../ui/theme-css.ts';

interface DocumentPictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

function floating(): DocumentPictureInPicture | null {
  return 'documentPictureInPicture' in window ? (window.documentPictureInPicture as DocumentPictureInPicture) : null;
}

export const canFloat = (): boolean => floating() !== null;

/** The open floating window, if any. */
export const floatWindow = createStore<{ readonly window: Window | null }>(() => ({ window: null }));

interface FloatOptions {
  readonly phone: PhoneView;
  readonly store: WorkspaceStore;
  readonly locale: Locale;
  readonly theme: ThemeSetting;
  readonly title: string;
  readonly idleWords: string;
  readonly onAction: OnCardAction;
}

const css = `
body{margin:0;background:var(--bg0);font:400 14px/22px var(--font);color:var(--text2);overflow:hidden}
.lw-float-idle{position:absolute;inset:0;display:grid;place-items:center;padding:24px;text-align:center}
#card{position:relative}
`;

export async function openFloat(options: FloatOptions): Promise<void> {
  const pip = await floating()?.requestWindow({ width: 420, height: 540 });
  if (!pip) return;
  const doc = pip.document;
  doc.title = options.title;
  doc.documentElement.lang = options.locale;
  adoptCss(doc, css);
  const idle = doc.createElement('p');
  idle.className = 'lw-float-idle';
  idle.textContent = options.idleWords;
  const root = doc.createElement('div');
  root.id = 'card';
  doc.body.append(idle, root);
  const card = mountCard(root, {
    locale: options.locale,
    theme: options.theme,
    fill: true,
    onAction: options.onAction,
  });
  const paint = (): void => {
    const snapshot = options.phone.getSnapshot();
    card.update(snapshot && oneCard(cardModelOf(snapshot, options.store.getState().escalated)));
  };
  paint();
  const stop = options.phone.subscribe(paint);
  floatWindow.setState({ window: pip });
  pip.addEventListener('pagehide', () => {
    stop();
    card.destroy();
    floatWindow.setState({ window: null });
  });
}
