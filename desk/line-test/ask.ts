/** One request over the test's WebSocket and its final answer (RFC 3261 17.1, RFC 7118). Knows no method's meaning. */
import type { RawData, WebSocket } from 'ws';
import type { SipResponse } from '../sip/message.ts';
import { parseSipMessage } from '../sip/parse.ts';
import { StepError } from './connection.ts';

export interface Asked {
  readonly text: string;
  readonly callId: string;
  readonly cseq: number;
  /** who is asked, for people */
  readonly whom: string;
}

/** Throws `StepError` with `no-answer` or `closed`. */
export function ask(socket: WebSocket, asked: Asked, signal: AbortSignal): Promise<SipResponse> {
  const { text, callId, cseq, whom } = asked;
  return new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      socket.off('message', onMessage);
      socket.off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const onAbort = (): void => finish(() => reject(new StepError('no-answer', whom)));
    const onClose = (): void => finish(() => reject(new StepError('closed', whom)));
    const onMessage = (data: RawData): void => {
      const parsed = parseSipMessage(bytesOf(data));
      if (!parsed.ok || parsed.message.kind !== 'response') return;
      const { message } = parsed;
      // provisional answers and answers to something else are not ours (RFC 3261 17.1.3)
      if (message.status < 200 || message.callId !== callId || message.cseq.seq !== cseq) return;
      finish(() => resolve(message));
    };
    socket.on('message', onMessage);
    socket.once('close', onClose);
    if (signal.aborted) return onAbort();
    if (socket.readyState !== socket.OPEN) return onClose();
    signal.addEventListener('abort', onAbort, { once: true });
    socket.send(text);
  });
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
