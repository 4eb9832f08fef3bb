// A block of ports on 127.0.0.1 that belongs to one bed, so that several labs can run at once on one machine.
// A block is claimed by listening on its first port; the claim ends with the process, however that ends.
import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';

const first = 10_000;
const size = 1_000;
// Up to 31,999: above that (32,768) the system hands out ports of its own.
const blocks = 22;

export interface PortBlock {
  readonly base: number;
  readonly size: number;
  release(): Promise<void>;
}

function claim(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      // A forgotten claim must not keep the process alive.
      server.unref();
      resolve(server);
    });
  });
}

export async function claimPorts(): Promise<PortBlock> {
  const start = Math.floor(Math.random() * blocks);
  for (let n = 0; n < blocks; n++) {
    const base = first + ((start + n) % blocks) * size;
    const server = await claim(base);
    if (server === undefined) continue;
    return { base, size, release: () => new Promise((resolve) => server.close(() => resolve())) };
  }
  throw new Error('No free block of ports between 10000 and 31999 on 127.0.0.1');
}

/** A UDP port that is free now; for programs that cannot say which port they took. */
export function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
