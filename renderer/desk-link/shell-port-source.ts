/** Electron: links over MessagePorts that the shell hands out, a new one each time the desk service (re)starts. */
import type { FrameLink } from '../../core/link/frame-link.ts';
import type { ShellApi } from '../../core/contract/shell.ts';
import { onShellPort } from './shell-ports.ts';
import type { LinkSource } from './link-source.ts';

export function shellPortSource(shell: ShellApi): LinkSource {
  return {
    start(onLink) {
      let close: (() => void) | null = null;
      const stopPorts = onShellPort('desk', (port) => {
        close?.();
        const { link, shut } = linkOf(port);
        close = shut;
        onLink(link);
      });
      // A dead process does not close its ports everywhere (Chromium 108 fired no `close`), so the shell says it.
      const stopEvents = shell.onEvent((event) => {
        if (event.type === 'desk-exit') close?.();
      });
      return () => {
        stopPorts();
        stopEvents();
        close?.();
      };
    },
  };
}

function linkOf(port: MessagePort): { link: FrameLink; shut: () => void } {
  let isOpen = true;
  const listeners = new Set<() => void>();
  const shut = () => {
    if (!isOpen) return;
    isOpen = false;
    port.close();
    for (const listener of listeners) listener();
  };
  port.addEventListener('close', shut);
  const link: FrameLink = {
    send(frame) {
      if (!isOpen) throw new Error('the link to the desk service is down');
      port.postMessage(frame);
    },
    onFrame(listener) {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data));
      port.start();
    },
    onClose: (listener) => void listeners.add(listener),
    close: shut,
  };
  return { link, shut };
}
