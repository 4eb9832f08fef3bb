/** The host of this window: how it reaches the desk service and the phone. The only place in the views where the hosts differ. */
import type { ShellApi } from '../../core/contract/shell.ts';
import { hasUnsavedNote, notes } from '../features/call/note-drafts.ts';
import { openDialler } from '../features/dial/dial-store.ts';
import { connectDesk, type DeskLink } from '../desk-link/desk-client.ts';
import { shellPortSource } from '../desk-link/shell-port-source.ts';
import { onShellPort } from '../desk-link/shell-ports.ts';
import { webSocketSource } from '../desk-link/web-socket-source.ts';
import { connectPhone, type PhoneLink } from '../phone-link/connect-phone.ts';
import { bootPhone } from './boot-phone.ts';
import { followPolicy, onRefusedConnection } from './policy-reload.ts';
import { rememberPage, returnToPage } from './route.ts';
import type { PhoneView } from './services.ts';

export interface Host {
  readonly link: DeskLink;
  readonly phone: PhoneView;
  readonly shell: ShellApi | null;
}

/** A phone link that can be replaced (the phone window was loaded again) under views that keep their subscription. */
function switchable(): { readonly view: PhoneView; connect(port: MessagePort): void } {
  let link: PhoneLink | null = null;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return {
    view: {
      getSnapshot: () => link?.getSnapshot() ?? null,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      send: (command) => link?.send(command) ?? Promise.reject(new Error('the phone is not there yet')),
    },
    connect(port) {
      link?.stop();
      link = connectPhone(port, { onMismatch: () => window.location.reload() });
      link.subscribe(tell);
      tell();
    },
  };
}

function bootElectron(shell: ShellApi): Host {
  const phone = switchable();
  const link = connectDesk(shellPortSource(shell));
  onShellPort('phone', phone.connect);
  // A tel: or sip: link, perhaps the one that started us: the number is shown, never dialled at once, for any web page can
  // offer such a link. Listening stands before `ready`, which asks for it.
  shell.onEvent((event) => {
    if (event.type === 'link') openDialler(event.number);
  });
  shell.ready();
  return { link, phone: phone.view, shell };
}

function bootWeb(): Host {
  const link = connectDesk(webSocketSource(deskUrl()));
  const phone = switchable();
  // phone and views share the tab and still speak over a port: the same contract as in Electron
  const { port1, port2 } = new MessageChannel();
  const engine = bootPhone({ desk: link.desk, needsStart: true, title: document.title });
  engine.serve(port1);
  phone.connect(port2);
  followPolicy({
    phone: engine.store,
    link: link.state,
    unsaved: { isThere: hasUnsavedNote, subscribe: notes.subscribe },
    onRefused: onRefusedConnection,
    memory: sessionStorage,
    now: () => Date.now(),
    reload() {
      rememberPage();
      window.location.reload();
    },
  });
  returnToPage();
  return { link, phone: phone.view, shell: null };
}

/** The web host's own WebSocket, beside the page; what lets this page in travels as the page itself came. */
function deskUrl(): string {
  const url = new URL('desk', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  return url.href;
}

export function bootHost(): Host {
  return window.linewarden ? bootElectron(window.linewarden) : bootWeb();
}
