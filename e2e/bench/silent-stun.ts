/**
 * A STUN server that takes every request and never answers, so that nothing but time tells. Where the offer names candidates
 * Chromium ends gathering as soon as one of them connects, silent server or not: only an offer without any shows what waiting
 * for it costs (`candidate-filter.ts`).
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface SilentStun {
  readonly url: string;
  /** requests so far: none means that nobody waited */
  readonly asked: () => number;
  stop(): void;
}

export async function startSilentStun(): Promise<SilentStun> {
  const socket = createSocket('udp4');
  let asked = 0;
  socket.on('message', () => (asked += 1));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { url: `stun:127.0.0.1:${socket.address().port}`, asked: () => asked, stop: () => socket.close() };
}
