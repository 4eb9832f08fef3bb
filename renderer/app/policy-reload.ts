/**
 * A page may only connect to the servers that its policy of content named when it was loaded, so that a line on another
 * server needs the phone's page anew: the tab, or Electron's phone window. Waits until that harms nobody.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { DeskLinkState } from '../desk-link/desk-client.ts';

export interface PolicyReloadOptions {
  readonly phone: StoreApi<PhoneSnapshot>;
  readonly link: StoreApi<DeskLinkState>;
  /** what else of this page a reload now would lose */
  readonly unsaved?: { readonly isThere: () => boolean; readonly subscribe: (listener: () => void) => unknown };
  /** told of each address that the page's policy refused */
  readonly onRefused: (listener: (address: string) => void) => void;
  /** outlives the reload, not the tab */
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
  readonly now: () => number;
  readonly reload: () => void;
}

const key = 'linewarden.policy-reload';
/** A fresh page that is refused the same address this soon got a policy without it: loading it again cannot help. */
const freshMs = 20_000;

export function followPolicy({ phone, link, unsaved, onRefused, memory, now, reload }: PolicyReloadOptions): void {
  const last = readLast(memory.getItem(key));
  let wanted: string | null = null;

  function reloadIfQuiet(): void {
    if (wanted === null || !isQuiet(phone.getState()) || unsaved?.isThere() === true) return;
    // while the desk service is away nobody could serve the page
    if (link.getState().state !== 'connected') return;
    memory.setItem(key, `${now()} ${wanted}`);
    wanted = null;
    reload();
  }

  onRefused((address) => {
    if (last?.address === address && now() - last.at < freshMs) return;
    wanted = address;
    reloadIfQuiet();
  });
  phone.subscribe(reloadIfQuiet);
  link.subscribe(reloadIfQuiet);
  unsaved?.subscribe(reloadIfQuiet);
}

/** No call, nobody who writes about the last one, and every event safe at the desk service. */
function isQuiet({ calls, agent, unsent }: PhoneSnapshot): boolean {
  return calls.length === 0 && agent.now.mode !== 'wrap-up' && unsent === 0;
}

function readLast(text: string | null): { readonly at: number; readonly address: string } | null {
  const [, at, address] = /^(\d+) (.+)$/.exec(text ?? '') ?? [];
  return at === undefined || address === undefined ? null : { at: Number(at), address };
}

/** What the browser says when the page's policy refuses a WebSocket; nothing else of ours connects to other servers. */
export function onRefusedConnection(listener: (address: string) => void): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective === 'connect-src' && /^wss?\b/.test(blockedURI)) listener(blockedURI);
  });
}
