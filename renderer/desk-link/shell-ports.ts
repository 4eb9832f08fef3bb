/** Receives the MessagePorts that the preload posts to its own window (`PortMessage`). The only place that trusts them. */
import type { PortMessage } from '../../core/contract/shell.ts';

type PortKind = PortMessage['linewardenPort'];

/** Calls `listener` for every port of that kind; returns the unsubscribe. */
export function onShellPort(kind: PortKind, listener: (port: MessagePort) => void): () => void {
  const onMessage = (event: MessageEvent<unknown>) => {
    // only this window's own preload posts with this very source; frames and other windows cannot
    if (event.source !== window || !isPortMessage(event.data) || event.data.linewardenPort !== kind) return;
    const port = event.ports[0];
    if (port) listener(port);
  };
  window.addEventListener('message', onMessage);
  return () => window.removeEventListener('message', onMessage);
}

function isPortMessage(data: unknown): data is PortMessage {
  return typeof data === 'object' && data !== null && 'linewardenPort' in data;
}
