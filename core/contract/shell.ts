/** The shell API: what the Electron preload puts on `window.linewarden`. The web host has none, and says what that means. */

export type ShellRole = 'main' | 'phone' | 'card';

/** State of the tray icon and of the system-wide keys, told by the phone. */
export interface ShellPhoneState {
  readonly tray: 'idle' | 'ringing' | 'in-call' | 'not-ready' | 'offline';
  readonly ringing: boolean;
  readonly live: boolean;
}

/** What the shell tells a window. Ports come beside these as transferred MessagePorts, see `PortMessage`. */
export type ShellEvent =
  | { readonly type: 'desk-exit' }
  | { readonly type: 'key'; readonly action: 'answer' | 'reject' | 'passOn' | 'rejectNuisance' }
  | { readonly type: 'link'; readonly number: string }
  | { readonly type: 'network-changed' }
  | { readonly type: 'resumed' }
  /** the product ends: the phone ends its calls, keeps their events, and closes its window */
  | { readonly type: 'leaving' }
  | { readonly type: 'key-refused'; readonly accelerator: string };

/** Posted by the preload to its own window (`window.postMessage`, same origin) with one port. */
export interface PortMessage {
  readonly linewardenPort: 'desk' | 'phone' | 'view';
}

export interface ShellApi {
  readonly role: ShellRole;
  readonly platform: string;
  readonly versions: { readonly electron: string; readonly chrome: string };
  /** phone window only */
  setPhoneState(state: ShellPhoneState): void;
  /** card window only: the card is painted; show it, or hide it */
  showCard(visible: boolean): void;
  onEvent(listener: (event: ShellEvent) => void): () => void;
  /** asks for the ports again, e.g. after a reload */
  ready(): void;
  openExternal(url: string): void;
  /** bring the main window up (from the card: "open") */
  showMain(): void;
}
