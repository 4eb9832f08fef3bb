/**
 * The keyboard layer: one listener a window, bindings in layers. Bare letters and digits act only with no editable
 * focused, no modifier and no input method composing; in a field, Alt + the same key works (look.md «Keys»).
 */
import { useLayoutEffect, useRef } from 'react';

/**
 * A binding's name is `[Shift+|Alt+|Ctrl+]` and an `event.code`: `Digit1`, `KeyU`, `F8`, `Shift+F9`, `Ctrl+KeyK`, `Escape`.
 * A handler that answers `false` did not want the key: the next layer is asked.
 */
export type KeyBindings = Readonly<Record<string, (event: KeyboardEvent) => boolean | void>>;

interface Layer {
  readonly order: number;
  readonly read: () => KeyBindings;
}

const layers: Layer[] = [];
let bareKeysAct = true;

/** WCAG 2.1.4: people can switch single-character keys off; Alt + key still works then. */
export function setBareKeys(act: boolean): void {
  bareKeysAct = act;
}

export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  if (target instanceof HTMLInputElement) {
    return !['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'color'].includes(target.type);
  }
  return target.closest('[role="combobox"],[role="textbox"],[role="searchbox"]') !== null;
}

/** Widgets that use arrows, Enter and Space themselves. */
function usesKeyItself(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  if (event.code === 'Enter' || event.code === 'NumpadEnter' || event.code === 'Space') {
    return (
      target.closest(
        'button,a[href],summary,[role="button"],[role="option"],[role="tab"],[role="menuitem"],[tabindex="0"]',
      ) !== null
    );
  }
  if (event.code.startsWith('Arrow') || event.code === 'Home' || event.code === 'End') {
    return (
      target.closest(
        '[role="radiogroup"],[role="tablist"],[role="listbox"],[role="menu"],[role="slider"],[role="grid"],input[type="radio"]',
      ) !== null
    );
  }
  return false;
}

const isBare = (code: string): boolean => /^(Key[A-Z]|Digit\d|Numpad\d|NumpadMultiply|Slash|Numpad\w+)$/.test(code);

/** The binding names an event may mean, best first; empty when it must not act. Exported for the tests. */
export function keyNames(event: KeyboardEvent): readonly string[] {
  if (event.isComposing || event.keyCode === 229 || event.metaKey) return [];
  const { code } = event;
  const modifiers = `${event.ctrlKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}`;
  if (isBare(code)) {
    const inField = isEditable(event.target);
    if (event.ctrlKey) return [modifiers + code];
    if (event.altKey) return inField || !bareKeysAct ? [modifiers + code, code] : [modifiers + code];
    if (inField || !bareKeysAct) return [];
    return [modifiers + code];
  }
  const isTyping = isEditable(event.target) && !/^F\d+$/.test(code) && code !== 'Escape' && modifiers === '';
  if (isTyping || (modifiers === '' && usesKeyItself(event))) return [];
  return [modifiers + code];
}

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const names = keyNames(event);
  if (names.length === 0) return;
  // Esc closes the top layer: a modal dialog closes by itself, and nothing of the page under it does
  if (names.includes('Escape') && document.querySelector('dialog:modal') !== null) return;
  for (const layer of [...layers].sort((a, b) => b.order - a.order)) {
    const bindings = layer.read();
    for (const name of names) {
      const handler = bindings[name];
      if (!handler) continue;
      // a held key must not answer twice or tag twice
      if (event.repeat || handler(event) !== false) {
        event.preventDefault();
        return;
      }
    }
  }
}

let listening = false;
/** Higher `order` is asked first: 0 page, 10 call, 20 panel in it (keypad, why), 30 palette and dialogs. */
export function addKeys(order: number, read: () => KeyBindings): () => void {
  const layer: Layer = { order, read };
  // the later layer of one order is the upper one
  layers.unshift(layer);
  if (!listening) {
    window.addEventListener('keydown', dispatch);
    listening = true;
  }
  return () => {
    layers.splice(layers.indexOf(layer), 1);
  };
}

/** Binds keys while the component is mounted and `when` holds. */
export function useKeys(
  bindings: KeyBindings,
  options: { readonly order?: number; readonly when?: boolean } = {},
): void {
  const latest = useRef(bindings);
  // with the DOM, not after the paint: a key pressed at once would meet what the screen no longer says
  useLayoutEffect(() => {
    latest.current = bindings;
  });
  const { order = 0, when = true } = options;
  useLayoutEffect(() => (when ? addKeys(order, () => latest.current) : undefined), [order, when]);
}
