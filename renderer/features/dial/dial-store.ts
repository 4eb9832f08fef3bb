/** Whether the dialler is open, and the number it was opened with (from history, a `tel:` link, the palette). Nothing is dialled here. */
import { createStore } from 'zustand/vanilla';

interface Dial {
  readonly isOpen: boolean;
  readonly number: string;
}

export const dialStore = createStore<Dial>(() => ({ isOpen: false, number: '' }));

export function openDialler(number = ''): void {
  dialStore.setState({ isOpen: true, number: number.slice(0, 64) });
}
