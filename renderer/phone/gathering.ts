/** Waits for ICE candidates of our own, but no longer than is worth it. */

export interface Gathering {
  readonly done: Promise<void>;
  /** Somebody waits: one candidate will do. */
  hurry(): void;
}

/** Ends when gathering is complete, after `limitMs` (a silent STUN server), or, once hurried, with the first candidate. */
export function gather(connection: RTCPeerConnection, limitMs: number): Gathering {
  let isHurried = false;
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    finish = () => {
      clearTimeout(timer);
      connection.removeEventListener('icecandidate', look);
      connection.removeEventListener('icegatheringstatechange', look);
      resolve();
    };
  });
  const look = (): void => {
    const hasOne = connection.localDescription?.sdp.includes('\na=candidate:') === true;
    if (connection.iceGatheringState === 'complete' || connection.signalingState === 'closed' || (isHurried && hasOne))
      finish();
  };
  const timer = setTimeout(() => finish(), limitMs);
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
