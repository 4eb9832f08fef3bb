// Sound devices that a spec plugs in and out: a PulseAudio of the run's own, with null sinks as speakers and remapped ones as microphones.
// Started for one spec, ended by its pid; it touches no sound server of the machine and knows nothing of the product.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { dieWithParent, startChild } from './child.ts';
import { beeps, detectTone, sine, wav, type Tone } from './tone.ts';
import { labTemporaryDir } from './user.ts';
import { waitFor } from './waiting.ts';

const run = promisify(execFile);
const rate = 8000;

/** Something that can be pulled out and plugged in again; it is the same device then, as a USB headset in the same port is. */
export interface Pluggable {
  readonly label: string;
  unplug(): Promise<void>;
  plug(): Promise<void>;
}

/** A speaker with an ear at it. */
export interface Speaker extends Pluggable {
  /** what sounded in the last second */
  tone(): Tone;
  forget(): void;
  waitForTone(hz: number, timeoutMs?: number): Promise<Tone>;
  /** Anything audible; resolves with its level. */
  waitForSound(timeoutMs?: number): Promise<number>;
}

export interface SoundCard {
  /** what a browser must be started with */
  readonly env: Readonly<Record<string, string>>;
  /** labels without spaces: PulseAudio's own quoting is not worth it */
  addSpeaker(label: string): Promise<Speaker>;
  /** a microphone that hears beeps of this frequency */
  addMicrophone(label: string, hz: number): Promise<Pluggable>;
  setDefaults(defaults: { readonly speaker?: Pluggable; readonly microphone?: Pluggable }): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Is this the sound of the device that makes `hz`? On a busy machine pieces of 10 ms get lost, which puts a
 * tone's strongest part 100 Hz beside it: that still tells which of a few devices, half as high again each, it was.
 */
export function isTone({ hz, level }: Tone, wanted: number): boolean {
  return level > 0.005 && Math.abs(hz - wanted) <= wanted * 0.15;
}

export async function startSoundCard(): Promise<SoundCard> {
  const dir = labTemporaryDir('sound-');
  // Chromium's sandboxed audio service finds PulseAudio by the runtime folder alone.
  const runtime = path.join(dir, 'runtime');
  mkdirSync(path.join(runtime, 'pulse'), { recursive: true, mode: 0o700 });
  const client = path.join(dir, 'client.conf');
  writeFileSync(client, 'autospawn = no\n');
  const env = { XDG_RUNTIME_DIR: runtime, PULSE_CLIENTCONFIG: client };
  const all = { ...process.env, ...env };
  const daemon = await startChild(
    'pulseaudio',
    // prettier-ignore
    [
      '-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--realtime=no', '--high-priority=no',
      '-L', 'module-native-protocol-unix auth-anonymous=1',
    ],
    { logFile: path.join(dir, 'pulseaudio.log'), env: all },
  );
  const control = async (...args: string[]): Promise<string> => {
    const { stdout } = await run('pactl', args, { env: all });
    return stdout.trim();
  };
  await waitFor(() => control('info').catch(() => undefined), { what: 'PulseAudio', timeoutMs: 30_000 });
  // PulseAudio moves whatever hangs on the old default to a new one, the inside of a remapped microphone too: so none of ours is it.
  await control('load-module', 'module-null-sink', 'sink_name=Silence', 'sink_properties=device.description=Silence');
  await control('set-default-sink', 'Silence');
  await control('set-default-source', 'Silence.monitor');
  const helpers: ChildProcess[] = [];
  const start = (command: string, args: readonly string[]): ChildProcess => {
    const [guard, ...guardArgs] = dieWithParent;
    const child = spawn(guard, [...guardArgs, command, ...args], { env: all, stdio: ['ignore', 'pipe', 'ignore'] });
    helpers.push(child);
    return child;
  };
  const described = (label: string): string => `device.description=${label}`;

  /** Loads a module under the same name again and again. */
  const pluggable = async (label: string, load: () => Promise<string>): Promise<Pluggable> => {
    let module = await load();
    return {
      label,
      unplug: async () => void (await control('unload-module', module)),
      plug: async () => void (module = await load()),
    };
  };

  return {
    env,
    async addSpeaker(label) {
      const window = new Float32Array(rate);
      let at = 0;
      let ear: ChildProcess | undefined;
      const listen = (): void => {
        ear = start('parec', [
          '--raw',
          `--rate=${rate}`,
          '--channels=1',
          '--format=s16le',
          '--latency-msec=20',
          '-d',
          `${label}.monitor`,
        ]);
        at = 0;
        let rest: Buffer = Buffer.alloc(0);
        ear.stdout?.on('data', (chunk: Buffer) => {
          const bytes = Buffer.concat([rest, chunk]);
          for (let n = 0; n + 1 < bytes.length; n += 2) window[at++ % rate] = bytes.readInt16LE(n) / 32_768;
          rest = bytes.subarray(bytes.length - (bytes.length % 2));
        });
      };
      const base = await pluggable(label, async () => {
        const module = await control(
          'load-module',
          'module-null-sink',
          `sink_name=${label}`,
          `sink_properties=${described(label)}`,
        );
        listen();
        return module;
      });
      const tone = (): Tone => {
        const filled = Math.min(at, rate);
        return detectTone(
          Float32Array.from({ length: filled }, (_, n) => window[(at - filled + n) % rate] ?? 0),
          rate,
        );
      };
      const heard = (): string => `${JSON.stringify(tone())} in ${at} samples`;
      return {
        ...base,
        async unplug() {
          // PulseAudio would have it listen to some other source
          ear?.kill('SIGTERM');
          await base.unplug();
        },
        tone,
        forget: () => void (at = 0),
        waitForTone: (hz, timeoutMs = 20_000) =>
          waitFor(
            () => {
              if (at < rate / 2) return undefined;
              const found = tone();
              return isTone(found, hz) ? found : undefined;
            },
            { what: `${hz} Hz on ${label}`, timeoutMs, everyMs: 100, detail: heard },
          ),
        waitForSound: (timeoutMs = 20_000) =>
          waitFor(() => (tone().level > 0.005 ? tone().level : undefined), {
            what: `a sound on ${label}`,
            timeoutMs,
            everyMs: 50,
            detail: heard,
          }),
      };
    },
    async addMicrophone(label, hz) {
      const mouth = `${label}_mouth`;
      await control('load-module', 'module-null-sink', `sink_name=${mouth}`, `sink_properties=${described(mouth)}`);
      const file = path.join(dir, `${label}.wav`);
      // beeps: noise suppression takes a steady tone for noise
      writeFileSync(file, wav(beeps(sine(hz, 180, rate), rate, 700, 300), rate));
      // a sink whose player asks for little latency hands its sound on in small pieces, not every two seconds
      start('paplay', ['--latency-msec=20', '-d', mouth, file]);
      return pluggable(label, () =>
        control(
          'load-module',
          'module-remap-source',
          `master=${mouth}.monitor`,
          `source_name=${label}`,
          `source_properties=${described(label)}`,
        ),
      );
    },
    async setDefaults({ speaker, microphone }) {
      if (speaker !== undefined) await control('set-default-sink', speaker.label);
      if (microphone !== undefined) await control('set-default-source', microphone.label);
    },
    async stop() {
      for (const child of helpers) child.kill('SIGTERM');
      await daemon.stop();
    },
  };
}
