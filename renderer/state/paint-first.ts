/**
 * The phone as React sees it: a snapshot in which another call begins to ring, or gets its verdict, is delivered only after
 * the frame in which the card is painted. The card itself follows the phone directly; React's work must not delay it.
 */
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { PhoneView } from '../app/services.ts';

/** `call/has a verdict` of every ringing call: what the card has to paint at once. */
export function urgentOf(snapshot: PhoneSnapshot | null): string {
  return (snapshot?.calls ?? [])
    .filter((call) => call.call.state === 'ringing')
    .map((call) => `${call.id}/${call.card !== null}`)
    .join();
}

/** Runs after the next frame is painted; at once where no frames are painted. */
function afterPaint(run: () => void): void {
  if (document.hidden) {
    setTimeout(run, 0);
    return;
  }
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    run();
  };
  // the first callback runs before the frame is painted, the second when it is on screen
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(once, 0)));
  // a window that is covered may get no frame for long
  setTimeout(once, 100);
}

export function paintFirst(phone: PhoneView, later: (run: () => void) => void = afterPaint): PhoneView {
  const listeners = new Set<() => void>();
  let delivered = phone.getSnapshot();
  let isWaiting = false;
  const deliver = (): void => {
    isWaiting = false;
    delivered = phone.getSnapshot();
    for (const listener of [...listeners]) listener();
  };
  phone.subscribe(() => {
    // whatever comes while one waits is delivered with it, newest wins
    if (isWaiting) return;
    if (urgentOf(phone.getSnapshot()) === urgentOf(delivered)) deliver();
    else {
      isWaiting = true;
      later(deliver);
    }
  });
  return {
    getSnapshot: () => delivered,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (command) => phone.send(command),
  };
}
