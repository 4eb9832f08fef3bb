// A STUN server that answers (RFC 8489): Binding requests get the address that they came from, and nothing else is understood.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const cookie = 0x2112a442;
const bindingRequest = 0x0001;
const bindingSuccess = 0x0101;
const xorMappedAddress = 0x0020;

export interface Stun {
  readonly url: string;
  readonly asked: () => number;
  stop(): void;
}

export async function startStun(): Promise<Stun> {
  const socket = createSocket('udp4');
  let asked = 0;
  socket.on('message', (message, from) => {
    if (message.length < 20 || message.readUInt16BE(0) !== bindingRequest || message.readUInt32BE(4) !== cookie) return;
    asked += 1;
    const answer = Buffer.alloc(32);
    answer.writeUInt16BE(bindingSuccess, 0);
    answer.writeUInt16BE(12, 2);
    message.copy(answer, 4, 4, 20);
    answer.writeUInt16BE(xorMappedAddress, 20);
    answer.writeUInt16BE(8, 22);
    answer.writeUInt8(1, 25);
    answer.writeUInt16BE(from.port ^ (cookie >>> 16), 26);
    const address = from.address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    answer.writeUInt32BE((address ^ cookie) >>> 0, 28);
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { url: `stun:127.0.0.1:${socket.address().port}`, asked: () => asked, stop: () => socket.close() };
}
