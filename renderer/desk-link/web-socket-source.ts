/** Web host: links over a loopback WebSocket, opened again with a growing pause after each close. */
import type { FrameLink } from '../../core/link/frame-link.ts';
import type { LinkSource } from './link-source.ts';

const firstPauseMs = 150;
const longestPauseMs = 2_000;

export function webSocketSource(url: string): LinkSource {
  return {
    start(onLink) {
      let isStopped = false;
      let pause = firstPauseMs;
      let socket: WebSocket | null = null;
      let timer: ReturnType<typeof setTimeout> | undefined;

      const open = () => {
        const ws = new WebSocket(url);
        socket = ws;
        ws.addEventListener('open', () => {
          pause = firstPauseMs;
          onLink(linkOf(ws));
        });
        ws.addEventListener('close', () => {
          if (isStopped) return;
          timer = setTimeout(open, pause);
          pause = Math.min(longestPauseMs, pause * 2);
        });
      };
      open();
      return () => {
        isStopped = true;
        clearTimeout(timer);
        socket?.close();
      };
    },
  };
}

function linkOf(ws: WebSocket): FrameLink {
  return {
    send(frame) {
      if (ws.readyState !== WebSocket.OPEN) throw new Error('the link to the desk service is down');
      ws.send(frame);
    },
    onFrame: (listener) => ws.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data)),
    onClose: (listener) => ws.addEventListener('close', () => listener(), { once: true }),
    close: () => ws.close(),
  };
}
