/** Waits for ICE candidates of our own, but no longer than is worth it. */
import type { Clock } from './clock.ts';

export interface Gathering {
  readonly done: Promise<void>;
  /** Somebody waits: one candidate will do. */
  hurry(): void;
}

/** Ends when gathering is complete, after `limitMs` (a silent STUN server), or, once hurried, with the first candidate. */
export function gather(connection: RTCPeerConnection, limitMs: number, clock: Clock): Gathering {
  const over = new EventTarget();
  // not Promise.withResolvers: Chromium has it since 119 only
  const done = new Promise<void>((resolve) => over.addEventListener('over', () => resolve(), { once: true }));
  let isHurried = false;
  const finish = (): void => {
    cancel();
    connection.removeEventListener('icecandidate', look);
    connection.removeEventListener('icegatheringstatechange', look);
    over.dispatchEvent(new Event('over'));
  };
  const look = (): void => {
    const hasOne = connection.localDescription?.sdp.includes('\na=candidate:') === true;
    if (connection.iceGatheringState === 'complete' || connection.signalingState === 'closed' || (isHurried && hasOne))
      finish();
  };
  const cancel = clock.after(limitMs, finish);
  connection.addEventListener('icecandidate', look);
  connection.addEventListener('icegatheringstatechange', look);
  look();
  return {
    done,
    hurry: () => {
      isHurried = true;
      look();
    },
  };
}
