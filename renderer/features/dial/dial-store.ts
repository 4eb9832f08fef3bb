/** Whether the dialler is open, and the number it was opened with (from history, a `tel:` link, the palette). Nothing is dialled here. */
import { createStore } from 'zustand/vanilla';

interface Dial {
  readonly isOpen: boolean;
  readonly number: string;
  /** it is a customer's: shown masked where policy says so */
  readonly customer: boolean;
}

export const dialStore = createStore<Dial>(() => ({ isOpen: false, number: '', customer: false }));

export function openDialler(number = '', customer = false): void {
  dialStore.setState({ isOpen: true, number: number.slice(0, 64), customer });
}
