/** System keys as Electron writes them (`Shift+F8`): from a key press, as caps for people, and which ones clash with what. Pure. */

export interface Press {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Pause: 'Pause',
};

/** null while only modifiers are held, or for keys that cannot be system keys */
export function acceleratorOf({ code, ctrlKey, altKey, shiftKey, metaKey }: Press): string | null {
  const key =
    /^Key([A-Z])$/.exec(code)?.[1] ??
    /^Digit(\d)$/.exec(code)?.[1] ??
    (/^F([1-9]|1\d|2[0-4])$/.test(code) ? code : undefined) ??
    /^Numpad(\d)$/.exec(code)?.[1]?.replace(/^/, 'num') ??
    named[code];
  if (key === undefined) return null;
  return [ctrlKey && 'Ctrl', metaKey && 'Super', altKey && 'Alt', shiftKey && 'Shift', key].filter(Boolean).join('+');
}

/** `Shift+F8` → `⇧F8` */
export function capOf(accelerator: string): string {
  return accelerator.replace(/Shift\+/g, '⇧').replaceAll('+', ' ');
}

export type Clash = 'bare' | 'browser' | 'chat' | 'input-method' | 'system' | null;

/** Why a key is a bad choice, and with what; null = free. */
export function clashOf(accelerator: string): Clash {
  const parts = accelerator.split('+');
  const key = parts.at(-1) ?? '';
  const has = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const isFunction = /^F\d+$/.test(key);
  const modifiers = parts.length - 1;
  if (!isFunction && (modifiers === 0 || (modifiers === 1 && has('Shift')))) return 'bare';
  if (key === 'Space') return 'input-method';
  if (key === 'F4' && (has('Alt') || has('Ctrl'))) return 'system';
  if (has('Ctrl') && has('Alt') && /^[AZWS]$/.test(key)) return 'chat';
  if (isFunction && modifiers === 0 && ['F1', 'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12'].includes(key))
    return 'browser';
  if (modifiers === 1 && ((has('Ctrl') && /^[A-Z0-9]$/.test(key)) || (has('Alt') && /^[DEF]$/.test(key))))
    return 'browser';
  return null;
}
