// A desk's machine with two networks: a network namespace of its own with two links to this one, either of which can be cut.
// This process must itself be in a namespace of its own (`inPrivateNetwork`), so that nothing of the machine's real network is
// touched; needs Linux with unprivileged user namespaces and no privilege.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dieWithParent } from './child.ts';
import { labTemporaryDir } from './user.ts';
import { waitFor } from './waiting.ts';

/** What to put before a command that shall run in a network of its own, where it may do as it likes. */
export const inPrivateNetwork = ['unshare', '--user', '--map-current-user', '--keep-caps', '--net', '--'] as const;

/** The PBX's address, the same over both links. */
export const pbxAddress = '10.91.0.1';

export type LinkName = 'lan' | 'wifi';
const nets: Readonly<Record<LinkName, string>> = { lan: '10.91.1', wifi: '10.91.2' };

export interface DeskNetwork {
  /** Makes a program that runs the given one on the desk's machine; answers its path. */
  readonly within: (program: string) => string;
  /** The same for an Electron, whose driver comes in by a debugger's port. */
  readonly electronWithin: (program: string) => string;
  /** the addresses of the desk's machine */
  address(link: LinkName): string;
  plug(link: LinkName): void;
  /** As a cable that is pulled: the address is gone, too. */
  unplug(link: LinkName): void;
  stop(): Promise<void>;
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim()}`);
}

const namespaceOf = (pid: number | 'self'): string => readlinkSync(`/proc/${pid}/ns/net`);

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export async function startDeskNetwork(): Promise<DeskNetwork> {
  run('ip', 'link', 'set', 'lo', 'up');
  run('ip', 'address', 'replace', `${pbxAddress}/32`, 'dev', 'lo');
  const [guard, ...guardArgs] = dieWithParent;
  const holder: ChildProcess = spawn(guard, [...guardArgs, 'unshare', '--net', 'sleep', 'infinity'], {
    stdio: 'ignore',
  });
  const { pid } = holder;
  if (pid === undefined) throw new Error('the desk has no namespace');
  const ours = namespaceOf('self');
  await waitFor(() => Promise.resolve(namespaceOf(pid) === ours ? undefined : true), {
    what: "the desk's namespace",
    timeoutMs: 20_000,
    everyMs: 10,
  });
  const inside = (...command: readonly string[]): void => run('nsenter', '-t', String(pid), '-n', ...command);
  inside('ip', 'link', 'set', 'lo', 'up');
  for (const link of Object.keys(nets) as LinkName[]) {
    run('ip', 'link', 'add', `${link}-pbx`, 'type', 'veth', 'peer', 'name', link, 'netns', String(pid));
    run('ip', 'address', 'add', `${nets[link]}.1/24`, 'dev', `${link}-pbx`);
    run('ip', 'link', 'set', `${link}-pbx`, 'up');
  }
  const dir = labTemporaryDir('network-');
  const socket = path.join(dir, 'bridge');
  const runner = path.join(import.meta.dirname, 'namespace-run.ts');
  const bridge = spawn(
    guard,
    [...guardArgs, 'nsenter', '-t', String(pid), '-n', '--', process.execPath, runner, '--bridge', socket],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(bridge.stdout, 'data');
  let programs = 0;
  const program = (command: string): string => {
    const file = path.join(dir, `run-${(programs += 1)}.sh`);
    writeFileSync(file, `#!/bin/sh\nexec ${command} "$@"\n`);
    chmodSync(file, 0o755);
    return file;
  };
  return {
    // our rights over this network are not the product's
    within: (name) => program(`nsenter -t ${pid} -n -- setpriv --inh-caps=-all --ambient-caps=-all -- ${quote(name)}`),
    electronWithin: (name) =>
      program([process.execPath, runner, String(pid), socket, name].map((word) => quote(word)).join(' ')),
    address: (link) => `${nets[link]}.2`,
    plug(link) {
      inside('ip', 'link', 'set', link, 'up');
      inside('ip', 'address', 'replace', `${nets[link]}.2/24`, 'dev', link);
      inside('ip', 'route', 'replace', 'default', 'via', `${nets[link]}.1`);
    },
    unplug(link) {
      inside('ip', 'address', 'flush', 'dev', link);
      inside('ip', 'link', 'set', link, 'down');
    },
    async stop() {
      for (const child of [bridge, holder]) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      // the other ends went with the namespace
    },
  };
}
