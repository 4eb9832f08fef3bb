/** What every component may reach: the desk service, the phone and who this desk is. Made by the boot entry, never at import. */
import { createContext, useContext } from 'react';
import type { Hello } from '../../core/contract/session.ts';
import type { PhoneCommand, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { ShellApi } from '../../core/contract/shell.ts';
import type { DeskClient } from '../desk-link/desk-client.ts';

/** The view's end of the phone contract. `send` rejects with the phone's typed failure. */
export interface PhoneView {
  /** null until the first snapshot came */
  getSnapshot(): PhoneSnapshot | null;
  subscribe(listener: () => void): () => void;
  send(command: PhoneCommand): Promise<unknown>;
}

export interface Services {
  readonly desk: DeskClient;
  /** for React: a new ringing call is told after the card's frame (state/paint-first.ts) */
  readonly phone: PhoneView;
  /** as the phone speaks: for what paints outside of React */
  readonly phoneNow: PhoneView;
  readonly hello: Hello;
  /** false while the link to the desk service is down */
  readonly deskUp: boolean;
  /** Electron only */
  readonly shell: ShellApi | null;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices outside of <App>');
  return services;
}
