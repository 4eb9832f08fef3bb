/** React's view of the phone's snapshots. */
import { useSyncExternalStore } from 'react';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import { useServices } from '../app/services.ts';

export function usePhone(): PhoneSnapshot | null {
  const { phone } = useServices();
  return useSyncExternalStore(
    (listener) => phone.subscribe(listener),
    () => phone.getSnapshot(),
  );
}
