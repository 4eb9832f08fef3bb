/** A STUN server that takes every request and never answers. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export async function startSilentStun(): Promise<{ readonly url: string; stop(): void }> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { url: `stun:127.0.0.1:${socket.address().port}`, stop: () => socket.close() };
}
