/**
 * All that is heard and spoken at this desk besides the calls' own audio: the microphone they share, ringing, ringback, tones for
 * the agent, and which devices these use. Composes; must not know SIP or commands other than the choice of sound.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { PhoneCall, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { SoundChoice, SoundRole } from '../../core/settings/sound.ts';
import { AgentSound } from './agent-sound.ts';
import { beep } from './beep.ts';
import type { Clock } from './clock.ts';
import { Microphone } from './microphone.ts';
import { Ringback } from './ringback.ts';
import { Ringer, type RingSounds } from './ringer.ts';
import { SoundDevices } from './sound-devices.ts';

export interface PhoneSoundOptions {
  readonly store: StoreApi<PhoneSnapshot>;
  readonly clock: Clock;
  readonly sounds: RingSounds;
  readonly devices: MediaDevices | undefined;
  /** another microphone speaks now: live calls must replace their tracks */
  readonly onMicrophone: () => void;
  readonly onSpeaker: (speaker: string | null) => void;
  readonly log: (level: 'info' | 'warn', message: string) => void;
}

export class PhoneSound {
  readonly microphone: Microphone;
  readonly #options: PhoneSoundOptions;
  readonly #ringer: Ringer;
  readonly #ringback: Ringback;
  readonly #agentSound: AgentSound;
  readonly #devices: SoundDevices;
  #context: AudioContext | null = null;
  #speaker: string | null = null;
  #volume = 1;

  constructor(options: PhoneSoundOptions) {
    this.#options = options;
    const { store, clock, sounds, devices } = options;
    const onProblem = (message: string): void => options.log('warn', message);
    const log = (message: string): void => options.log('info', message);
    const context = (): AudioContext => this.audioContext();
    this.microphone = new Microphone({
      devices,
      context,
      onState: (microphone) => {
        store.setState({ microphone });
        // from now on the browser names its devices
        if (microphone === 'ready') this.#devices.lookAgain();
      },
      onReplaced: options.onMicrophone,
      onLost: () => this.#devices.lookAgain(),
      log,
    });
    this.#ringer = new Ringer({ sounds, clock, onProblem });
    this.#agentSound = new AgentSound({ context, clock, onProblem });
    this.#ringback = new Ringback(() => this.#agentSound.output, clock);
    this.#devices = new SoundDevices({
      devices,
      clock,
      onDevice: (role, device, identity) => this.#use(role, device, identity),
      onMissing: (missingDevices) => store.setState({ missingDevices }),
      log,
    });
  }

  /** null = the system's default */
  get speaker(): string | null {
    return this.#speaker;
  }
  /** of the far end, 0–1 */
  get volume(): number {
    return this.#volume;
  }
  /** what only the agent hears goes here */
  get agentOutput(): AudioNode {
    return this.#agentSound.output;
  }

  audioContext(): AudioContext {
    this.#context ??= new AudioContext({ latencyHint: 'interactive' });
    return this.#context;
  }

  /** In a tab only after the user's gesture. */
  start(): void {
    const context = this.audioContext();
    if (context.state === 'suspended')
      context.resume().catch((error: unknown) => this.#options.log('warn', `audio: ${String(error)}`));
    void this.microphone.open();
  }

  /** Resolves when the devices are in use; volumes are at once. */
  async choose(choice: SoundChoice): Promise<void> {
    this.#volume = choice.speakerVolume;
    this.#agentSound.setVolume(choice.speakerVolume);
    this.#ringer.setVolume(choice.ringVolume);
    this.microphone.setGain(choice.microphoneGain);
    await this.#devices.choose(choice);
  }

  follow(calls: readonly PhoneCall[]): void {
    this.#ringer.follow(calls);
    this.#ringback.isOn = calls.some(({ call }) => call.state === 'dialling' && call.far === 'ringing');
  }

  /** tells the agent that the desk answers by itself */
  beep(): void {
    beep(this.#agentSound.output);
  }

  /** Silent at once; what is still being recorded needs the context until `close`. */
  stop(): void {
    this.#ringer.stop();
    this.#ringback.isOn = false;
    this.#agentSound.stop();
    this.#devices.stop();
    this.microphone.stop();
  }

  async close(): Promise<void> {
    await this.#context?.close();
  }

  #use(role: SoundRole, device: string | null, identity: string): void {
    switch (role) {
      case 'microphone':
        void this.microphone.choose(device, identity).then((isUsed) => isUsed || this.#devices.refused(role));
        return;
      case 'speaker':
        this.#speaker = device;
        this.#options.onSpeaker(device);
        this.#agentSound.setSpeaker(device);
        return;
      case 'ringDevice':
        this.#ringer.setDevice(device);
        return;
      default:
        role satisfies never;
    }
  }
}
