/** Keys inside a form: Ctrl Enter sends, Esc leaves; neither while an input method is composing. */
import type { KeyboardEvent } from 'react';

export function inField(does: { readonly send: () => void; readonly leave?: () => void }) {
  return (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) does.send();
    else if (event.key === 'Escape' && does.leave) does.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
