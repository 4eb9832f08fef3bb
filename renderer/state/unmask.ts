/** Holding V shows customers' whole numbers where policy masks them; each hold is logged by the desk service. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useServices } from '../app/services.ts';
import { useKeys } from '../ui/keys.ts';

const unmasked = createStore<boolean>(() => false);

/** May this number be shown whole? */
export function useUnmasked(customer: boolean): boolean {
  const { hello } = useServices();
  const isHeld = useStore(unmasked);
  return !customer || !hello.policy.maskNumbers || isHeld;
}

/** Binds V; mounted once, by the frame. */
export function useUnmaskKey(): void {
  const { desk, hello } = useServices();
  const isMasking = hello.policy.maskNumbers;
  useKeys(
    {
      KeyV: () => {
        if (unmasked.getState()) return;
        unmasked.setState(true, true);
        desk.admin
          .log({ level: 'info', source: 'view', message: `numbers unmasked by ${hello.person.name}` })
          .catch(() => unmasked.setState(false, true));
      },
    },
    { when: isMasking },
  );
  useEffect(() => {
    const hide = (): void => unmasked.setState(false, true);
    const onUp = (event: KeyboardEvent): void => {
      if (event.code === 'KeyV') hide();
    };
    window.addEventListener('keyup', onUp);
    window.addEventListener('blur', hide);
    return () => {
      window.removeEventListener('keyup', onUp);
      window.removeEventListener('blur', hide);
    };
  }, []);
}
