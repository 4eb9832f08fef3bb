// A caller: sipp with one of the scenarios in sipp/, and an RTP endpoint of our own as its ear and mouth.
// It talks to the PBX over UDP as a carrier's trunk would; it must not know the product.
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, rmSync, watch as watchFolder, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logTail, startChild } from './child.ts';
import { never } from './never.ts';
import type { PbxAddress } from './pbx.ts';
import { freeUdpPort } from './ports.ts';
import { RtpEndpoint } from './rtp-endpoint.ts';
import { bytes, type Offer, scenario } from './scenario.ts';
import { audioHost, audioPort, parseTrace, type TracedMessage } from './sip-trace.ts';

export interface CallOptions {
  readonly pbx: Pick<PbxAddress, 'sipPort' | 'runDir' | 'huntNumber'>;
  /** The caller's number: the user part of From. `hidden` is anonymous (RFC 3323), `no-user` a From without a user part. */
  readonly from?: string | { readonly kind: 'hidden' | 'no-user' };
  /** Quoted and escaped by us; bytes may be anything (10 kB, HTML, broken UTF-8). */
  readonly displayName?: string | Uint8Array;
  /** All of From before its tag, instead of `from` and `displayName`: sent as it is. */
  readonly rawFrom?: string | Uint8Array;
  /** Default: the hunt group. */
  readonly to?: string;
  /** More header lines, e.g. `P-Asserted-Identity: <sip:13800138000@carrier.example>`. */
  readonly headers?: readonly string[];
  readonly offer?: Offer;
  readonly scenario?: 'call' | 'transfer';
  /** Hangs up (BYE) so long after the answer, cancels so long after the first ringing; without them `hangUp()` or the desk does. */
  readonly hangUpAfterMs?: number;
  readonly cancelAfterMs?: number;
  /** The call fails when it lasts longer; default 150 s: no spec is to end by it, however slow the machine. */
  readonly timeoutMs?: number;
  /** False: the caller's mouth stays shut (a silent caller still sends RTP, without sound). Default: a 440 Hz tone. */
  readonly tone?: false | number;
}

export interface CallResult {
  /** sipp's: 0 when the call went as the scenario foresees (a rejection is foreseen). */
  readonly exitCode: number;
  /** First final response to the INVITE. */
  readonly finalStatus: number | undefined;
  /** Who sent the BYE. */
  readonly endedBy: 'caller' | 'desk' | undefined;
  readonly messages: readonly TracedMessage[];
  /** What sipp complained of. */
  readonly errors: string;
}

export interface Caller {
  readonly callId: string;
  readonly rtp: RtpEndpoint;
  /** The first 180 or 183; rejects when the call ends without one. */
  readonly ringing: Promise<TracedMessage>;
  /** The 200; rejects when the call ends without one. */
  readonly answered: Promise<TracedMessage>;
  readonly done: Promise<CallResult>;
  /** Messages so far. */
  messages(): readonly TracedMessage[];
  /** BYE in a call, CANCEL while it rings; resolves when the call is over. */
  hangUp(): Promise<CallResult>;
  /** Ends sipp at once, whatever the call does (the desk hears nothing of it). */
  stop(): Promise<void>;
}

const carrier = 'carrier.lab.example';

function quoted(displayName: string | Uint8Array): string {
  return `"${bytes(displayName).replaceAll(/["\\]/g, '\\$&')}"`;
}

/** From (RFC 3261 20.20) with and without display name, as bytes. */
function identity(options: CallOptions): {
  readonly from: string;
  readonly address: string;
  readonly headers: readonly string[];
} {
  const { from = '13800138000', displayName, rawFrom } = options;
  const named = (address: string, fallback?: string): string => {
    const name = displayName ?? fallback;
    return name === undefined ? address : `${quoted(name)} ${address}`;
  };
  if (rawFrom !== undefined) {
    const raw = bytes(rawFrom);
    return { from: raw, address: /<[^<>]*>\s*$/.exec(raw)?.[0] ?? raw, headers: [] };
  }
  if (typeof from === 'string') {
    const address = `<sip:${bytes(from)}@${carrier}>`;
    return { from: named(address), address, headers: [] };
  }
  switch (from.kind) {
    case 'hidden': {
      const address = '<sip:anonymous@anonymous.invalid>';
      return { from: named(address, 'Anonymous'), address, headers: ['Privacy: id'] };
    }
    case 'no-user': {
      const address = `<sip:${carrier}>`;
      return { from: named(address), address, headers: [] };
    }
    default:
      return never(from.kind);
  }
}

/** A request that only our scenarios understand: "do the next thing" (see sipp/call.xml). Costs the PBX nothing. */
function nudge(port: number, callId: string): Promise<void> {
  const text = [
    `LABNUDGE sip:caller@127.0.0.1:${port} SIP/2.0`,
    'Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKnudge',
    'From: <sip:lab@127.0.0.1>;tag=lab',
    'To: <sip:caller@127.0.0.1>',
    `Call-ID: ${callId}`,
    'CSeq: 1 LABNUDGE',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.send(text, port, '127.0.0.1', (error) => {
      socket.close();
      if (error === null) resolve();
      else reject(error);
    });
  });
}

const isFinal = (message: TracedMessage): boolean =>
  message.direction === 'received' &&
  message.cseqMethod === 'INVITE' &&
  message.status !== undefined &&
  message.status >= 200;
/** A message in which the far end says where it wants audio. */
const isMediaWord = (message: TracedMessage): boolean =>
  message.direction === 'received' && (message.method === 'INVITE' || (isFinal(message) && message.status === 200));
const isRinging = (message: TracedMessage): boolean =>
  message.direction === 'received' && (message.status === 180 || message.status === 183);

export async function call(options: CallOptions): Promise<Caller> {
  const { pbx, timeoutMs = 150_000 } = options;
  const token = randomBytes(6).toString('hex');
  const callId = `${token}@caller.lab.example`;
  const dir = mkdtempSync(path.join(pbx.runDir, 'call-'));
  const file = (name: string): string => path.join(dir, name);
  const rtp = await RtpEndpoint.open();
  if (options.tone === false) rtp.playSilence();
  else rtp.playTone(options.tone ?? 440);
  const port = await freeUdpPort();
  const { from, address, headers } = identity(options);
  const xml = scenario({
    name: options.scenario ?? 'call',
    to: options.to ?? pbx.huntNumber,
    token,
    from,
    address,
    headers: [...headers, ...(options.headers ?? [])],
    offer: options.offer ?? 'audio',
    rtpPort: rtp.port,
  });
  writeFileSync(file('scenario.xml'), xml, 'latin1');
  const sipp = await startChild(
    'sipp',
    // prettier-ignore
    [
      `127.0.0.1:${pbx.sipPort}`, '-sf', file('scenario.xml'), '-i', '127.0.0.1', '-p', String(port),
      '-m', '1', '-l', '1', '-nostdin', '-aa', '-cid_str', callId, '-key', 'bracket', '[',
      '-timeout', `${Math.ceil(timeoutMs / 1000)}s`, '-timeout_error',
      '-trace_msg', '-message_file', file('messages'), '-trace_err', '-error_file', file('errors'),
    ],
    { logFile: file('screen'), cwd: dir, env: { ...process.env, TERM: 'dumb' } },
  );

  const state: { over: boolean; exitCode?: number } = { over: false };
  const read = (name: string): string => (existsSync(file(name)) ? readFileSync(file(name), 'latin1') : '');
  const messages = (): readonly TracedMessage[] =>
    parseTrace(read('messages')).filter(({ method }) => method !== 'LABNUDGE');
  const ringing = Promise.withResolvers<TracedMessage>();
  const answered = Promise.withResolvers<TracedMessage>();
  // Whoever does not wait for these must not be punished for it.
  ringing.promise.catch(() => undefined);
  answered.promise.catch(() => undefined);
  const timers: NodeJS.Timeout[] = [];
  const act = async (): Promise<void> => {
    // UDP: said again until sipp has done it, though not to one whose turn on a busy machine has not come yet.
    for (let tries = 0; !state.over && tries < 5; tries++) {
      await nudge(port, callId);
      for (let n = 0; !state.over && n < 200; n++) {
        await sleep(10);
        if (
          messages().some(({ direction, method }) => direction === 'sent' && (method === 'BYE' || method === 'CANCEL'))
        )
          return;
      }
    }
  };

  /** Watches sipp's trace: announces ringing and answer, sends RTP where the answer says. */
  const watch = (trace: readonly TracedMessage[]): void => {
    const rings = trace.find(isRinging);
    const answer = trace.find((message) => isFinal(message) && message.status === 200);
    // A re-INVITE or a transfer may move the far end: the latest word counts.
    const mediaWord = trace.findLast(isMediaWord)?.text ?? '';
    const mediaPort = audioPort(mediaWord);
    if (answer !== undefined && mediaPort !== undefined) rtp.start(mediaPort, audioHost(mediaWord));
    if (rings !== undefined) {
      ringing.resolve(rings);
      if (options.cancelAfterMs !== undefined && timers.length === 0)
        timers.push(setTimeout(() => void act(), options.cancelAfterMs));
    }
    if (answer !== undefined) {
      answered.resolve(answer);
      if (options.hangUpAfterMs !== undefined && timers.length === 0)
        timers.push(setTimeout(() => void act(), options.hangUpAfterMs));
    }
  };

  const finish = async (): Promise<CallResult> => {
    let size = 0;
    // told by the kernel: a caller whose voice begins 15 ms after the 200 would make every desk look slow to hear it
    let wake: () => void = () => undefined;
    const folder = watchFolder(dir, () => wake());
    void sipp.exited.then((code) => (state.exitCode = code));
    while (state.exitCode === undefined) {
      const text = read('messages');
      if (text.length !== size) {
        size = text.length;
        watch(parseTrace(text));
      }
      await Promise.race([sipp.exited, sleep(15), new Promise<void>((resolve) => (wake = resolve))]);
    }
    folder.close();
    state.over = true;
    for (const timer of timers) clearTimeout(timer);
    rtp.stop();
    const { exitCode } = state;
    const trace = messages();
    watch(trace);
    const finalStatus = trace.find(isFinal)?.status;
    const bye = trace.find(({ method }) => method === 'BYE');
    const errors = read('errors');
    const how = `the call ended with ${finalStatus ?? 'no final status'} (sipp: ${exitCode})\n${errors || logTail(file('screen'))}`;
    ringing.reject(new Error(`It never rang: ${how}`));
    answered.reject(new Error(`Nobody answered: ${how}`));
    if (process.env['LAB_KEEP'] !== '1') rmSync(dir, { recursive: true, force: true });
    return {
      exitCode,
      finalStatus,
      endedBy: bye === undefined ? undefined : bye.direction === 'sent' ? 'caller' : 'desk',
      messages: trace,
      errors,
    };
  };
  const done = finish();
  done.catch(() => undefined);

  return {
    callId,
    rtp,
    ringing: ringing.promise,
    answered: answered.promise,
    done,
    messages,
    async hangUp() {
      await act();
      return done;
    },
    async stop() {
      await sipp.stop(500);
      await done;
    },
  };
}
