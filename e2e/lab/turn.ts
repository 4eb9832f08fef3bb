// A real TURN server (coturn, RFC 8656) on loopback, with one user; ended with its starter. Relays to loopback, as the lab needs it.
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { logTail, startChild } from './child.ts';
import type { PbxAddress } from './pbx.ts';
import { freeUdpPort } from './ports.ts';
import { waitFor } from './waiting.ts';

export interface Turn {
  readonly url: string;
  readonly username: string;
  readonly credential: string;
  stop(): Promise<void>;
}

/** A STUN Binding request (RFC 8489 3), which a TURN server answers without a password. */
function answersBinding(port: number): Promise<boolean> {
  const request = Buffer.alloc(20);
  request.writeUInt16BE(0x0001, 0);
  request.writeUInt32BE(0x2112a442, 4);
  randomBytes(12).copy(request, 8);
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (isThere: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(isThere);
    };
    const timer = setTimeout(() => finish(false), 200);
    socket.once('message', () => finish(true));
    socket.once('error', () => finish(false));
    socket.connect(port, '127.0.0.1', () => socket.send(request));
  });
}

export async function startTurn(pbx: Pick<PbxAddress, 'runDir'>): Promise<Turn> {
  const dir = mkdtempSync(path.join(pbx.runDir, 'turn-'));
  const port = await freeUdpPort();
  const logFile = path.join(dir, 'turn.log');
  const username = 'lab';
  const credential = 'lab-turn-secret';
  const turn = await startChild(
    'turnserver',
    // prettier-ignore
    [
      '-n', '--listening-ip=127.0.0.1', `--listening-port=${port}`, '--relay-ip=127.0.0.1', '--min-port=32200', '--max-port=32700',
      '--allow-loopback-peers', '--no-multicast-peers', '--no-tls', '--no-dtls', '--no-tcp', '--no-tcp-relay', '--no-cli',
      '--lt-cred-mech', '--realm=lab.linewarden.example', `--user=${username}:${credential}`,
      '--log-file=stdout', '--simple-log', `--pidfile=${path.join(dir, 'turn.pid')}`, `--userdb=${path.join(dir, 'turn.db')}`,
    ],
    { logFile, cwd: dir },
  );
  try {
    await waitFor(
      async () => {
        if (!turn.running()) throw new Error(`coturn ended at once:\n${logTail(logFile)}`);
        return (await answersBinding(port)) ? true : undefined;
      },
      { what: 'the TURN server', timeoutMs: 30_000, detail: () => logTail(logFile) },
    );
  } catch (error) {
    await turn.kill();
    throw error;
  }
  return { url: `turn:127.0.0.1:${port}?transport=udp`, username, credential, stop: () => turn.stop() };
}
