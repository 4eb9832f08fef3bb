/** What is asked over real sockets of this machine: servers that cannot be reached end in a rejection, never the process. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { dnsQuery, readServer } from './dns-query.ts';

test.each(['999.1', '255.255.255.255', '127.0.0.1:99999'])(
  'a server that no datagram can be sent to (%s) is a failure, and the next one is asked',
  async (unreachable) => {
    const server = createSocket('udp4');
    server.on('message', (question, { port }) => {
      const answer = Buffer.from(question);
      answer.writeUInt16BE(0x8183, 2);
      server.send(answer, port, '127.0.0.1');
    });
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const first = readServer(unreachable);
      await expect(dnsQuery(() => [first])('example.com', 'SRV')).rejects.toThrow();
      const second = { host: '127.0.0.1', port: server.address().port };
      expect(await dnsQuery(() => [first, second])('example.com', 'SRV')).toEqual([]);
    } finally {
      server.close();
    }
  },
);
