/** One shared second hand for everything on screen that counts. */
import { useSyncExternalStore } from 'react';

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 500);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** ms since the epoch, renewed twice a second while anybody looks. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => {
    // a component that mounts after a quiet hour must not start with that hour's time
    if (listeners.size === 0 || Date.now() - now > 1000) now = Date.now();
    return now;
  });
}
