/** One tab's WebSocket as a `FrameLink`, with a pulse: a peer that does not answer a ping is dropped. */
import type { RawData, WebSocket } from 'ws';
import type { FrameLink } from '../../core/link/frame-link.ts';

export const pulseMs = 5_000;
/** A tab that cannot keep up is better told to reconnect than kept in memory without end. */
const maxBufferedBytes = 64_000_000;

export function createSocketLink(socket: WebSocket, beatMs: number = pulseMs): FrameLink {
  let isAlive = true;
  const beat = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, beatMs);
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.once('close', () => clearInterval(beat));
  // what follows an error is a close, and that is what counts
  socket.on('error', () => undefined);

  return {
    /**
     * Only answers and stream items go this way, and nobody waits for them here: those for a tab that is leaving are
     * dropped. Throwing would end the process, since oRPC sends the end of a stream with nobody to catch it.
     */
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > maxBufferedBytes) socket.terminate();
      else socket.send(frame);
    },
    onFrame(listener) {
      socket.on('message', (data: RawData, isBinary: boolean) => {
        isAlive = true;
        listener(isBinary ? data : (data as Buffer).toString('utf8'));
      });
    },
    onClose(listener) {
      socket.once('close', () => listener());
    },
    close() {
      socket.close(1000);
    },
  };
}
