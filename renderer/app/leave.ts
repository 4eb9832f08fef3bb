/** The phone's part in quitting: ends its calls and waits until the desk service has their events, but not for ever. */
import type { Phone } from '../phone/phone.ts';

/** below the time after which the shell ends the window itself */
const limitMs = 1_500;

export async function leave(phone: Pick<Phone, 'store' | 'command'>): Promise<void> {
  const { store } = phone;
  for (const { id, call } of store.getState().calls) {
    if (call.state === 'ended') continue;
    // what became of it stands in the snapshot
    void phone.command({ type: call.state === 'ringing' ? 'decline' : 'hang-up', call: id }).catch(() => undefined);
  }
  const isDone = (): boolean => {
    const { calls, unsent } = store.getState();
    return unsent === 0 && calls.every(({ call }) => call.state === 'ended');
  };
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, limitMs);
    const look = (): void => {
      if (!isDone()) return;
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(look);
    look();
  });
}
