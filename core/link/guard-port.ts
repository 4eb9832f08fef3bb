/** Puts the frame check between a link and oRPC, the same way at both ends. Must not know which host it runs on. */
import { checkFrame } from './frame.ts';
import type { FrameLink, GuardedPort } from './frame-link.ts';

export function guardPort(
  link: FrameLink,
  towards: 'desk' | 'view',
  onBadFrame: (frame: unknown) => void,
): GuardedPort {
  return {
    on(event, listener) {
      if (event === 'close') link.onClose(() => listener());
      if (event !== 'message') return;
      link.onFrame((data) => {
        const frame = checkFrame(data, towards);
        if (frame === null) onBadFrame(data);
        else listener({ data: frame });
      });
    },
    postMessage(data) {
      if (typeof data !== 'string') throw new TypeError('only text frames are sent');
      link.send(data);
    },
  };
}
