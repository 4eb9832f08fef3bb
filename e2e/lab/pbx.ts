// The lab's PBX: Kamailio and rtpengine on 127.0.0.1 with ports and a run directory of their own, started, restarted and
// ended by the spec that needs them. Needs no privilege; must leave nothing behind.
import { createSocket } from 'node:dgram';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Authority, type CertificateKind, ensureAuthority, serverCertificate } from './certificate.ts';
import { type LabChild, logTail, startChild } from './child.ts';
import { claimPorts } from './ports.ts';
import { waitFor } from './waiting.ts';

export interface PbxOptions {
  /** Who is rung by the hunt group; default agent1, agent2, agent3 (those that are registered). */
  readonly huntMembers?: readonly PbxUser[];
  /** What the wss port shows; all but `trusted` are there to be refused. */
  readonly certificate?: CertificateKind;
  /** How long a call rings before the PBX gives up (408). */
  readonly ringMs?: number;
  /** Where desks find it, signalling and media, when they are not on this loopback (see private-network.ts). */
  readonly deskAddress?: string;
  /** Where the lab's authority is kept; default: one for the whole run of specs (LAB_RUN_DIR), else for this PBX alone. */
  readonly authorityDir?: string;
}

export type PbxUser = 'agent1' | 'agent2' | 'agent3' | 'super1';

export const pbxUsers: Readonly<Record<PbxUser, string>> = {
  agent1: 'lab-secret-1',
  agent2: 'lab-secret-2',
  agent3: 'lab-secret-3',
  super1: 'lab-secret-s',
};

export const pbxDomain = 'lab.linewarden.example';
export const huntNumber = '4008001234';

/** What callers, provisioning files and specs need to know; plain data. */
export interface PbxAddress {
  readonly wsUrl: string;
  readonly wssUrl: string;
  readonly sipPort: number;
  readonly domain: string;
  readonly huntNumber: string;
  readonly users: Readonly<Record<PbxUser, string>>;
  /** Trust it with `trustAuthority({certFile: caFile}, home)`, or in Node with `ca` or NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  readonly runDir: string;
  readonly kamailioLog: string;
  readonly rtpengineLog: string;
}

export interface Pbx extends PbxAddress {
  /** Kamailio's JSON-RPC, e.g. `rpc('core.uptime')`, `rpc('tm.stats')`. */
  rpc(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** Users with at least one live contact. */
  registered(): Promise<readonly string[]>;
  /** Registrations are in memory: they are gone afterwards, and so is every WebSocket. `hard` as a crash does it. */
  restartKamailio(how?: 'orderly' | 'hard'): Promise<void>;
  stopKamailio(how?: 'orderly' | 'hard'): Promise<void>;
  startKamailio(): Promise<void>;
  /** Media of running calls ends; signalling goes on. */
  restartRtpengine(): Promise<void>;
  stop(): Promise<void>;
}

/** Fills in the words between @…@; a word that stays behind is a mistake of ours, not something to start with. */
function fill(template: string, words: Readonly<Record<string, string>>): string {
  const filled = template.replaceAll(/@([A-Z_]+)@/g, (_whole, name: string) => {
    const value = words[name];
    if (value === undefined) throw new Error(`kamailio.cfg asks for @${name}@, which pbx.ts does not know`);
    return value;
  });
  return filled;
}

/** A connection of its own each time: Kamailio closes after its answer, and a pooled connection may die under the next question. */
function postOnce(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(text));
        response.on('error', reject);
      },
    );
    asked.setTimeout(15_000, () => asked.destroy(new Error(`${url}: no answer within 15 s`)));
    asked.on('error', reject);
    asked.end(body);
  });
}

function modulesDir(): string {
  const bases = ['/usr/lib', '/usr/local/lib', '/usr/lib64'];
  const libraries = bases.flatMap((base) =>
    ['.', ...(existsSync(base) ? readdirSync(base) : [])].map((triplet) => path.join(base, triplet)),
  );
  const candidates = libraries.map((dir) => path.join(dir, 'kamailio/modules'));
  const found = candidates.find((dir) => existsSync(path.join(dir, 'tm.so')));
  if (found === undefined) throw new Error('Kamailio is not installed: run `node e2e/lab/packages.ts`');
  return `${found}/`;
}

/** One question and one answer over UDP; undefined when nothing comes. */
function askUdp(port: number, question: string, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (answer: string | undefined): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(undefined), timeoutMs);
    socket.once('message', (data) => finish(data.toString('latin1')));
    socket.once('error', () => finish(undefined));
    // Connected, so that "nobody listens there" is an error at once.
    socket.connect(port, '127.0.0.1', () => socket.send(question));
  });
}

function acceptsTcp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function optionsPing(sipPort: number, localTag: string): string {
  return [
    `OPTIONS sip:127.0.0.1:${sipPort} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bK${localTag}`,
    'Max-Forwards: 5',
    `From: <sip:lab@127.0.0.1>;tag=${localTag}`,
    `To: <sip:127.0.0.1:${sipPort}>`,
    `Call-ID: ${localTag}@127.0.0.1`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

const rpcAnswer = z.object({ result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() });
const locations = z.object({
  Domains: z.array(
    z.object({ Domain: z.object({ AoRs: z.array(z.object({ Info: z.object({ AoR: z.string() }) })).default([]) }) }),
  ),
});

const startTimeoutMs = 40_000;

export async function startPbx(options: PbxOptions = {}): Promise<Pbx> {
  const ports = await claimPorts();
  const runDir = mkdtempSync(path.join(tmpdir(), 'linewarden-pbx-'));
  const clean = async (): Promise<void> => {
    await ports.release();
    if (process.env['LAB_KEEP'] !== '1') rmSync(runDir, { recursive: true, force: true });
  };
  try {
    const authority = await ensureAuthority(
      options.authorityDir ?? path.join(process.env['LAB_RUN_DIR'] ?? runDir, 'ca'),
    );
    return await startIn(runDir, ports.base, authority, options, clean);
  } catch (error) {
    await clean();
    throw error;
  }
}

async function startIn(
  runDir: string,
  base: number,
  authority: Authority,
  options: PbxOptions,
  clean: () => Promise<void>,
): Promise<Pbx> {
  const port = {
    sip: base + 2,
    ws: base + 4,
    wss: base + 5,
    ng: base + 6,
    cli: base + 8,
    rtpMin: base + 200,
    rtpMax: base + 999,
  };
  const kamailioLog = path.join(runDir, 'kamailio.log');
  const rtpengineLog = path.join(runDir, 'rtpengine.log');
  const configFile = path.join(runDir, 'kamailio.cfg');
  const runtimeDir = path.join(runDir, 'kamailio');
  mkdirSync(runtimeDir);
  const certificate = await serverCertificate(authority, runDir, options.certificate ?? 'trusted', pbxDomain);
  const members = options.huntMembers ?? ['agent1', 'agent2', 'agent3'];
  writeFileSync(
    configFile,
    fill(readFileSync(path.join(import.meta.dirname, 'kamailio.cfg'), 'utf8'), {
      SIP_PORT: String(port.sip),
      WS_PORT: String(port.ws),
      DESK_LISTEN: options.deskAddress === undefined ? '' : `listen=tcp:${options.deskAddress}:${port.ws}`,
      WSS_PORT: String(port.wss),
      NG_PORT: String(port.ng),
      DOMAIN: pbxDomain,
      MODULES: modulesDir(),
      CERT_FILE: certificate.certFile,
      KEY_FILE: certificate.keyFile,
      RING_MS: String(options.ringMs ?? 60_000),
      HUNT_NUMBER: huntNumber,
      HUNT_MEMBERS: members.join(','),
      USERS: Object.entries(pbxUsers)
        .map(([user, password]) => `    $sht(users=>${user}) = "${password}";`)
        .join('\n'),
    }),
  );

  const startRtpengine = async (): Promise<LabChild> => {
    const child = await startChild(
      'rtpengine',
      [
        '--config-file=none',
        '--foreground',
        '--log-stderr',
        '--log-level=5',
        '--table=-1', // in user space: the kernel module would need root
        `--interface=${options.deskAddress ?? '127.0.0.1'}`,
        `--listen-ng=127.0.0.1:${port.ng}`,
        `--listen-cli=127.0.0.1:${port.cli}`,
        `--port-min=${port.rtpMin}`,
        `--port-max=${port.rtpMax}`,
        '--timeout=60',
        '--silent-timeout=3600',
        '--offer-timeout=120',
        '--delete-delay=0',
        '--num-threads=2',
        '--dtls-cert-cipher=prime256v1',
      ],
      { logFile: rtpengineLog, cwd: runDir },
    );
    const ready = async (): Promise<true | undefined> => {
      if (!child.running()) throw new Error(`rtpengine ended at once:\n${logTail(rtpengineLog)}`);
      const answer = await askUdp(port.ng, 'lab d7:command4:pinge', 200);
      return answer?.includes('4:pong') === true ? true : undefined;
    };
    try {
      await waitFor(ready, {
        what: "rtpengine's pong",
        timeoutMs: startTimeoutMs,
        detail: () => logTail(rtpengineLog),
      });
    } catch (error) {
      await child.kill();
      throw error;
    }
    return child;
  };

  const startProxy = async (): Promise<LabChild> => {
    const child = await startChild(
      'kamailio',
      [
        '-f',
        configFile,
        '-DD',
        '-E',
        '-m',
        '64',
        '-M',
        '8',
        '-Y',
        runtimeDir,
        '-w',
        runDir,
        '-P',
        path.join(runDir, 'kamailio.pid'),
      ],
      { logFile: kamailioLog, cwd: runDir },
    );
    let tries = 0;
    const ready = async (): Promise<true | undefined> => {
      if (!child.running()) throw new Error(`Kamailio ended at once:\n${logTail(kamailioLog)}`);
      const answer = await askUdp(port.sip, optionsPing(port.sip, `ping${base}n${tries++}`), 200);
      if (answer?.startsWith('SIP/2.0 200') !== true) return undefined;
      return (await acceptsTcp(port.ws)) && (await acceptsTcp(port.wss)) ? true : undefined;
    };
    try {
      await waitFor(ready, {
        what: "Kamailio's answer to OPTIONS",
        timeoutMs: startTimeoutMs,
        detail: () => logTail(kamailioLog),
      });
    } catch (error) {
      await child.kill();
      throw error;
    }
    return child;
  };

  // In this order: Kamailio asks rtpengine at its own start, and leaves it alone for a while when there is no answer.
  let rtpengine = await startRtpengine();
  let kamailio: LabChild;
  try {
    kamailio = await startProxy();
  } catch (error) {
    await rtpengine.kill();
    throw error;
  }

  const rpc = async (method: string, params: readonly unknown[] = []): Promise<unknown> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const { result, error } = rpcAnswer.parse(JSON.parse(await postOnce(`http://127.0.0.1:${port.ws}/rpc`, body)));
    if (error !== undefined) throw new Error(`Kamailio refused ${method}: ${error.message}`);
    return result;
  };
  const stopKamailio = (how: 'orderly' | 'hard' = 'orderly'): Promise<void> =>
    how === 'hard' ? kamailio.kill() : kamailio.stop();
  const startKamailio = async (): Promise<void> => {
    if (kamailio.running()) return;
    kamailio = await startProxy();
  };

  return {
    wsUrl: `ws://${options.deskAddress ?? '127.0.0.1'}:${port.ws}/`,
    wssUrl: `wss://127.0.0.1:${port.wss}/`,
    sipPort: port.sip,
    domain: pbxDomain,
    huntNumber,
    users: pbxUsers,
    caFile: authority.certFile,
    runDir,
    kamailioLog,
    rtpengineLog,
    rpc,
    async registered() {
      const answer = await rpc('ul.dump').catch((error: unknown) => {
        // With nobody registered Kamailio may answer "no AoRs" by an error or an empty list.
        if (error instanceof Error && error.message.includes('No')) return { Domains: [] };
        throw error;
      });
      return locations
        .parse(answer)
        .Domains.flatMap(({ Domain }) => Domain.AoRs.map(({ Info }) => Info.AoR))
        .toSorted();
    },
    stopKamailio,
    startKamailio,
    async restartKamailio(how) {
      await stopKamailio(how);
      await startKamailio();
    },
    async restartRtpengine() {
      await rtpengine.stop();
      rtpengine = await startRtpengine();
    },
    async stop() {
      await Promise.all([kamailio.stop(), rtpengine.stop()]);
      await clean();
    },
  };
}
