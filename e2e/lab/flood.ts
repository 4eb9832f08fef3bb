// Many callers at once or one after the other, at a given rate: for floods and benchmarks. Signalling only; for a call with sound
// there is caller.ts.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { logTail, startChild } from './child.ts';
import type { PbxAddress } from './pbx.ts';
import { freeUdpPort } from './ports.ts';
import { scenario } from './scenario.ts';
import { header, parseTrace, type TracedMessage } from './sip-trace.ts';

export interface FloodOptions {
  readonly pbx: Pick<PbxAddress, 'sipPort' | 'runDir' | 'huntNumber'>;
  /** The callers' numbers, used in this order and from the start again when they run out. */
  readonly numbers: readonly string[];
  readonly count: number;
  /** New calls a second. */
  readonly rate: number;
  /** At most so many at the same time; default: as many as come. */
  readonly atOnce?: number;
  /** A caller gives up after so much ringing; default 5 s. */
  readonly ringMs?: number;
  readonly to?: string;
}

export interface FloodCall {
  readonly number: string;
  readonly finalStatus: number | undefined;
  /** From the INVITE to the final response, by sipp's clock. */
  readonly finalMs: number | undefined;
}

export interface Flood {
  readonly done: Promise<{ readonly exitCode: number; readonly calls: readonly FloodCall[] }>;
  stop(): Promise<void>;
}

function summarize(messages: readonly TracedMessage[]): readonly FloodCall[] {
  const calls = new Map<string, { number: string; at: number; final?: { status: number; at: number } }>();
  for (const { direction, method, status, cseqMethod, at, text } of messages) {
    const callId = header(text, 'Call-ID') ?? '';
    if (direction === 'sent' && method === 'INVITE') {
      // A retransmission does not start the clock anew.
      if (!calls.has(callId))
        calls.set(callId, { number: /<sip:([^@>]*)@/.exec(header(text, 'From') ?? '')?.[1] ?? '', at });
    } else if (direction === 'received' && cseqMethod === 'INVITE' && status !== undefined && status >= 200) {
      const call = calls.get(callId);
      if (call !== undefined) call.final ??= { status, at };
    }
  }
  return [...calls.values()].map(({ number, at, final }) => ({
    number,
    finalStatus: final?.status,
    finalMs: final === undefined ? undefined : final.at - at,
  }));
}

export async function flood(options: FloodOptions): Promise<Flood> {
  const { pbx, numbers, count, rate, atOnce = count, ringMs = 5_000 } = options;
  const dir = mkdtempSync(path.join(pbx.runDir, 'flood-'));
  const file = (name: string): string => path.join(dir, name);
  // sipp's own words, so not through `literal`: one number and one token a call.
  const address = '<sip:[field0]@carrier.lab.example>';
  const token = `${randomBytes(4).toString('hex')}c[call_number]`;
  const xml = scenario({
    name: 'flood',
    to: options.to ?? pbx.huntNumber,
    token,
    from: '',
    address: '',
    headers: [],
    offer: 'audio',
    rtpPort: await freeUdpPort(),
    words: { ringMs: String(ringMs), from: address, address },
  });
  writeFileSync(file('scenario.xml'), xml, 'latin1');
  writeFileSync(file('numbers.csv'), `SEQUENTIAL\n${numbers.join('\n')}\n`);
  const port = await freeUdpPort();
  const seconds = Math.ceil(count / rate + ringMs / 1000 + 30);
  const sipp = await startChild(
    'sipp',
    // prettier-ignore
    [
      `127.0.0.1:${pbx.sipPort}`, '-sf', file('scenario.xml'), '-inf', file('numbers.csv'), '-i', '127.0.0.1', '-p', String(port),
      '-m', String(count), '-l', String(atOnce), '-r', String(rate), '-nostdin', '-aa', '-timeout', `${seconds}s`, '-timeout_error',
      '-trace_msg', '-message_file', file('messages'), '-message_overwrite', 'true', '-trace_err', '-error_file', file('errors'),
    ],
    { logFile: file('screen'), cwd: dir, env: { ...process.env, TERM: 'dumb' } },
  );
  const done = sipp.exited.then((exitCode) => {
    const messages = existsSync(file('messages')) ? parseTrace(readFileSync(file('messages'), 'latin1')) : [];
    const calls = summarize(messages);
    if (calls.length === 0) throw new Error(`sipp made no call (${exitCode}):\n${logTail(file('screen'))}`);
    if (process.env['LAB_KEEP'] !== '1') rmSync(dir, { recursive: true, force: true });
    return { exitCode, calls };
  });
  done.catch(() => undefined);
  return {
    done,
    stop: () => sipp.stop(500),
  };
}
