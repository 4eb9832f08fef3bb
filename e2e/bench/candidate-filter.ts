/**
 * A PBX whose offers name no ICE candidate, as some SBCs do: a WebSocket between desk and PBX that takes them out of every
 * INVITE. Must change nothing else.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

function withoutCandidates(message: string): string {
  const [head = '', ...rest] = message.split('\r\n\r\n');
  if (!head.startsWith('INVITE ') || rest.length === 0) return message;
  const body = rest.join('\r\n\r\n').replaceAll(/^a=(?:candidate|end-of-candidates).*\r?\n/gm, '');
  return `${head.replace(/^(Content-Length|l): *\d+/im, `$1: ${Buffer.byteLength(body)}`)}\r\n\r\n${body}`;
}

export interface CandidateFilter {
  readonly url: string;
  /** INVITEs that lost a candidate: none means that nothing was measured */
  readonly filtered: () => number;
  /** Every connection ends at once, without a closing handshake. */
  drop(): void;
  stop(): void;
}

export async function startCandidateFilter(pbxUrl: string): Promise<CandidateFilter> {
  let filtered = 0;
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  await once(server, 'listening');
  server.on('connection', (desk) => {
    const pbx = new WebSocket(pbxUrl, 'sip');
    const early: string[] = [];
    desk.on('message', (data: Buffer) => {
      if (pbx.readyState === WebSocket.OPEN) pbx.send(data.toString());
      else early.push(data.toString());
    });
    pbx.on('open', () => {
      for (const message of early.splice(0)) pbx.send(message);
    });
    pbx.on('message', (data: Buffer) => {
      const message = data.toString();
      const told = withoutCandidates(message);
      if (told !== message) filtered += 1;
      desk.send(told);
    });
    desk.on('close', () => pbx.close());
    pbx.on('close', () => desk.close());
    pbx.on('error', () => desk.close());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/`,
    filtered: () => filtered,
    drop() {
      for (const client of server.clients) client.terminate();
    },
    stop() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
