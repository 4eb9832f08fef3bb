// Somebody whom a desk can call: sipp as the far end of an outgoing call, with an RTP endpoint of our own as its ear and mouth. It
// rings for a set time, with or without sound of its own, answers, and waits for the desk's BYE.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { logTail, startChild } from './child.ts';
import type { PbxAddress } from './pbx.ts';
import { freeUdpPort } from './ports.ts';
import { RtpEndpoint } from './rtp-endpoint.ts';
import { scenario, sdp } from './scenario.ts';
import { audioHost, audioPort, parseTrace } from './sip-trace.ts';
import { waitFor } from './waiting.ts';

export interface CalleeOptions {
  readonly pbx: Pick<PbxAddress, 'runDir'>;
  /** `early-media`: 183 with SDP and sound at once; `silent`: 180 without */
  readonly rings: 'early-media' | 'silent';
  readonly ringMs: number;
  readonly tone: number;
}

export interface Callee {
  /** what to dial */
  readonly address: string;
  readonly rtp: RtpEndpoint;
  /** exit code: 0 when the call went to its end */
  readonly done: Promise<number>;
  stop(): Promise<void>;
}

export async function startCallee({ pbx, rings, ringMs, tone }: CalleeOptions): Promise<Callee> {
  const dir = mkdtempSync(path.join(pbx.runDir, 'callee-'));
  const file = (name: string): string => path.join(dir, name);
  const rtp = await RtpEndpoint.open();
  rtp.playTone(tone);
  const port = await freeUdpPort();
  const session = sdp('audio', rtp.port, 'sendrecv');
  writeFileSync(
    file('scenario.xml'),
    scenario({
      name: 'callee',
      to: 'callee',
      token: randomBytes(6).toString('hex'),
      from: '',
      address: '',
      headers: [],
      offer: 'audio',
      rtpPort: rtp.port,
      words: {
        ringing: rings === 'early-media' ? '183 Session Progress' : '180 Ringing',
        ringingBody:
          rings === 'early-media'
            ? `Content-Type: application/sdp\nContent-Length: [len]\n\n${session}`
            : 'Content-Length: 0\n',
        ringMs: String(ringMs),
        session,
      },
    }),
    'latin1',
  );
  const sipp = await startChild(
    'sipp',
    // prettier-ignore
    [
      '-sf', file('scenario.xml'), '-i', '127.0.0.1', '-p', String(port), '-m', '1', '-nostdin', '-key', 'bracket', '[',
      '-timeout', '120s', '-timeout_error', '-trace_msg', '-message_file', file('messages'),
      '-trace_err', '-error_file', file('errors'),
    ],
    { logFile: file('screen'), cwd: dir, env: { ...process.env, TERM: 'dumb' } },
  );
  let isOver = false;
  const done = sipp.exited.then((code) => {
    isOver = true;
    rtp.stop();
    return code;
  });
  const messages = (): string => (existsSync(file('messages')) ? readFileSync(file('messages'), 'latin1') : '');
  // sound goes where the INVITE said
  void waitFor(
    () => {
      if (isOver) return true;
      const invite = parseTrace(messages()).find(({ method }) => method === 'INVITE');
      const mediaPort = audioPort(invite?.text ?? '');
      if (invite === undefined || mediaPort === undefined) return undefined;
      rtp.start(mediaPort, audioHost(invite.text));
      return true;
    },
    { what: 'the call of the desk', timeoutMs: 120_000, everyMs: 10, detail: () => logTail(file('screen')) },
  ).catch(() => undefined);
  return {
    address: `sip:10086@127.0.0.1:${port}`,
    rtp,
    done,
    async stop() {
      await sipp.stop(500);
      await done;
    },
  };
}
