/** The three layouts of the look: under 840 one column, to 1179 two, above three. */
import { useSyncExternalStore } from 'react';

export type Layout = 'narrow' | 'medium' | 'wide';

const medium = window.matchMedia('(min-width: 840px)');
const wide = window.matchMedia('(min-width: 1180px)');

function subscribe(listener: () => void): () => void {
  medium.addEventListener('change', listener);
  wide.addEventListener('change', listener);
  return () => {
    medium.removeEventListener('change', listener);
    wide.removeEventListener('change', listener);
  };
}

export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, () => (wide.matches ? 'wide' : medium.matches ? 'medium' : 'narrow'));
}
