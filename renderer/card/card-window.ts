/**
 * Electron's card window: a view of the phone alone, with no state of its own. It works while the main window is closed or
 * dead; what needs the desk service or a page is handed to the main window, which is brought up if it does not answer.
 */
import { z } from 'zod';
import type { ShellApi } from '../../core/contract/shell.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { onShellPort } from '../desk-link/shell-ports.ts';
import { connectPhone, type PhoneLink } from '../phone-link/connect-phone.ts';
import { adoptCss } from '../ui/theme-css.ts';
import { offerToMain } from '../shell/card-relay.ts';
import type { CardAction } from './card-action.ts';
import { cardWords } from './card-words.ts';
import { cardModelOf, oneCard } from './card-model.ts';
import { mountCard, type MountedCard } from './mount-card.ts';
import { readLook, type Look } from '../shell/look-memory.ts';

const bare = [
  'html,body{margin:0;height:100%;overflow:hidden;background:var(--elevated)}',
  'main{display:contents}',
  // for screen readers alone: the card says what rings in larger letters
  'h1{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}',
].join('');

function start(shell: ShellApi, root: HTMLElement, heading: HTMLElement): void {
  let link: PhoneLink | null = null;
  let card: MountedCard | null = null;
  const escalated = new Set<string>();

  const phoneCommand = (action: CardAction): boolean => {
    const live = link?.getSnapshot()?.calls.find((call) => call.call.state === 'live' && !call.call.held);
    switch (action.type) {
      case 'answer':
        void link?.send({ type: 'answer', call: action.call }).catch(() => undefined);
        return true;
      case 'decline':
        void link?.send({ type: 'decline', call: action.call }).catch(() => undefined);
        return true;
      case 'hold-and-answer':
        void (live ? link?.send({ type: 'hold', call: live.id, held: true }) : Promise.resolve())
          ?.then(() => link?.send({ type: 'answer', call: action.call }))
          .catch(() => undefined);
        return true;
      default:
        return false;
    }
  };
  const onAction = (action: CardAction): void => {
    if (phoneCommand(action)) return;
    // the call must be ended even if no main window is there to tag it
    if (action.type === 'reject-nuisance')
      void link?.send({ type: 'reject-nuisance', call: action.call }).catch(() => undefined);
    if (action.type === 'escalate') escalated.add(action.call);
    offerToMain(action, () => shell.showMain());
    paint();
  };
  const paint = (): void => {
    const snapshot = link?.getSnapshot() ?? null;
    card?.update(snapshot && oneCard(cardModelOf(snapshot, escalated)));
  };
  const mount = ({ locale, theme }: { locale: Locale; theme: Look['theme'] }): void => {
    card?.destroy();
    root.replaceChildren();
    document.documentElement.lang = locale;
    heading.textContent = cardWords[locale].card.incomingCall;
    card = mountCard(root, { locale, theme, fill: true, onAction, onVisible: (visible) => shell.showCard(visible) });
    paint();
  };

  adoptCss(document, bare);
  let look = readLook();
  mount(look);
  // the main window remembers language and theme for the windows that have no desk link
  window.addEventListener('storage', () => {
    const next = readLook();
    if (next.locale === look.locale && next.theme === look.theme) return;
    look = next;
    mount(look);
  });
  onShellPort('phone', (port) => {
    link?.stop();
    link = connectPhone(port, { onMismatch: () => window.location.reload() });
    link.subscribe(paint);
    paint();
  });
  shell.ready();
}

// zod would probe `new Function`, which the page's policy forbids
z.config({ jitless: true });
const root = document.getElementById('card');
const heading = document.getElementById('title');
if (root && heading && window.linewarden) start(window.linewarden, root, heading);
