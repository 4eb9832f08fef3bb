/**
 * System-wide keys, held only while a call rings or lives (look.md «Keys»), so that other programs keep them otherwise.
 * The guards against a key meant for the last caller stand here too: they must hold in every window.
 */
import { globalShortcut } from 'electron';
import type { ShellEvent } from '../../core/contract/shell.ts';

export type KeyAction = Extract<ShellEvent, { type: 'key' }>['action'];
export type KeyMap = Readonly<Record<KeyAction, string>>;

export interface SystemKeys {
  setMap(map: KeyMap): void;
  setPhase(phase: { readonly ringing: boolean; readonly live: boolean }): void;
  release(): void;
}

/** F8 and F9 are media keys on a Mac. */
const macDefaults: Readonly<Record<string, string>> = {
  F8: 'Command+Option+A',
  F9: 'Command+Option+R',
  'Shift+F8': 'Command+Option+Shift+A',
  'Shift+F9': 'Command+Option+Shift+R',
};

export function createSystemKeys(
  onKey: (action: KeyAction) => void,
  onRefused: (accelerator: string) => void,
): SystemKeys {
  let map: KeyMap = { answer: 'F8', reject: 'F9', passOn: 'Shift+F8', rejectNuisance: 'Shift+F9' };
  let isHeld = false;
  const refused = new Set<string>();

  const hold = () => {
    isHeld = true;
    for (const [action, wanted] of Object.entries(map) as [KeyAction, string][]) {
      const accelerator = process.platform === 'darwin' ? (macDefaults[wanted] ?? wanted) : wanted;
      if (accelerator === '' || register(accelerator, () => onKey(action)) || refused.has(accelerator)) continue;
      refused.add(accelerator);
      onRefused(accelerator);
    }
  };
  const release = () => {
    isHeld = false;
    globalShortcut.unregisterAll();
  };

  return {
    setMap(next) {
      map = next;
      refused.clear();
      if (!isHeld) return;
      release();
      hold();
    },
    setPhase({ ringing, live }) {
      if (ringing || live) {
        if (!isHeld) hold();
      } else if (isHeld) release();
    },
    release,
  };
}

/** A malformed accelerator throws; to the user it is a key that the system refuses. */
function register(accelerator: string, callback: () => void): boolean {
  try {
    return globalShortcut.register(accelerator, callback);
  } catch {
    return false;
  }
}
