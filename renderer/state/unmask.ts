/** Holding V shows customers' whole numbers where policy masks them; each hold is logged by the desk service. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { seesMasked } from '../../core/call/customer.ts';
import { maskNumber } from '../../core/number/format-number.ts';
import { useServices } from '../app/services.ts';
import { useKeys } from '../ui/keys.ts';

/** V is held; for what paints without React */
export const unmasked = createStore<boolean>(() => false);

/** May this number be shown whole? */
export function useUnmasked(customer: boolean): boolean {
  const { hello } = useServices();
  const isHeld = useStore(unmasked);
  return !customer || !seesMasked(hello.policy, hello.person.role) || isHeld;
}

/** Does this person see customers' numbers masked (unless V is held)? */
export function useMasking(): boolean {
  const { hello } = useServices();
  return seesMasked(hello.policy, hello.person.role);
}

/** For numbers in sentences: as they may be shown now. */
export function useMask(): (display: string, customer: boolean) => string {
  const isShown = useUnmasked(true);
  return (display, customer) => (customer && !isShown ? maskNumber(display) : display);
}

/** Each time numbers are shown whole is in the desk's log. Rejects where it could not be logged: then nothing is shown. */
export function useLogUnmask(): () => Promise<unknown> {
  const { desk, hello } = useServices();
  return () => desk.admin.log({ level: 'info', source: 'view', message: `numbers unmasked by ${hello.person.name}` });
}

/** Binds V; mounted once, by the frame. */
export function useUnmaskKey(): void {
  const isMasking = useMasking();
  const logUnmask = useLogUnmask();
  useKeys(
    {
      KeyV: () => {
        if (unmasked.getState()) return;
        unmasked.setState(true, true);
        logUnmask().catch(() => unmasked.setState(false, true));
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
