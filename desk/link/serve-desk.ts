/** Serves the desk contract on one link. The same for a view's MessagePort in Electron and a tab's WebSocket. */
import { RPCHandler } from '@orpc/server/message-port';
import { onError } from '@orpc/server';
import type { AnyRouter } from '@orpc/server';
import { guardPort } from '../../core/link/guard-port.ts';
import type { FrameLink } from '../../core/link/frame-link.ts';

export interface LinkLog {
  warn(message: string): void;
  error(message: string, error: unknown): void;
}

/** A function that serves one link until that link closes; open streams are ended with it. */
export function createDeskServer(router: AnyRouter, log: LinkLog): (link: FrameLink) => void {
  const handler = new RPCHandler(router, {
    interceptors: [
      onError((error) => {
        if (isUnexpected(error)) log.error('a desk call failed', error);
      }),
    ],
  });
  return (link) => {
    let isOpen = true;
    link.onClose(() => {
      isOpen = false;
    });
    const port = guardPort(
      {
        ...link,
        // an answer for a view that has gone is nobody's error
        send: (frame) => {
          if (isOpen) link.send(frame);
        },
        onFrame: (listener) => link.onFrame(listener),
        onClose: (listener) => link.onClose(listener),
      },
      'desk',
      (frame) => log.warn(`dropped a malformed frame (${describe(frame)})`),
    );
    handler.upgrade(port as Parameters<typeof handler.upgrade>[0], { context: {} });
  };
}

/** Typed errors of the contract and aborted streams are normal; the rest wants a line in the log. */
function isUnexpected(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if ('defined' in error && error.defined === true) return false;
  return error.name !== 'AbortError' && !('status' in error && error.status === 400);
}

function describe(frame: unknown): string {
  return typeof frame === 'string' ? `text, ${frame.length} characters` : typeof frame;
}
