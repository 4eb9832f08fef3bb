/** Marks when the first packet of the far end's audio arrived; looks every 5 ms for at most 10 s, then never again. */
import type { Clock } from './clock.ts';
import { mark } from './marks.ts';

export function watchFirstAudio(receiver: RTCRtpReceiver, clock: Clock, call: string): () => void {
  const until = performance.now() + 10_000;
  const cancel = clock.every(5, () => {
    // unlike getStats this is not cached
    const isHeard = receiver.getSynchronizationSources().length > 0;
    if (isHeard) mark('first-audio', call);
    if (isHeard || performance.now() > until) cancel();
  });
  return cancel;
}
