/**
 * One microphone stream for the whole shift, of which every call gets a clone: opening a device takes tens of milliseconds,
 * cloning a track none. A changed choice is opened before the old device is let go, so that no call falls silent in between.
 * Must not know calls.
 */
import type { PhoneSnapshot } from '../../core/contract/phone.ts';

export type MicrophoneState = PhoneSnapshot['microphone'];

export interface MicrophoneOptions {
  readonly devices: MediaDevices | undefined;
  /** for the gain; asked only where one is set */
  readonly context: () => AudioContext;
  readonly onState: (state: MicrophoneState) => void;
  /** another device speaks now: live calls must replace their tracks */
  readonly onReplaced: () => void;
  /** its device went: whoever chooses devices may know a better one */
  readonly onLost: () => void;
  readonly log: (message: string) => void;
}

/** The stream as the calls get it: through the gain where there is one. */
interface Open {
  readonly stream: MediaStream;
  gain: { readonly node: GainNode; readonly source: AudioNode; readonly track: MediaStreamTrack } | null;
}

/** An OverconstrainedError is a DOMException in newer Chromium only. */
function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

export class Microphone {
  readonly #options: MicrophoneOptions;
  #open: Open | null = null;
  #state: MicrophoneState = 'unknown';
  #device: string | null = null;
  #identity = '';
  /** what was chosen last could not be opened: choosing it again is another try */
  #isRefused = false;
  #gain = 1;
  #opening: Promise<MicrophoneState> | null = null;
  readonly #onDeviceChange = (): void => {
    if (this.#state === 'none') void this.open();
  };

  constructor(options: MicrophoneOptions) {
    this.#options = options;
    options.devices?.addEventListener('devicechange', this.#onDeviceChange);
  }

  get state(): MicrophoneState {
    return this.#state;
  }

  /** Opens the microphone unless it is open; resolves with what came of it and never rejects. */
  open(): Promise<MicrophoneState> {
    if (this.#state === 'ready') return Promise.resolve('ready');
    this.#opening ??= this.#openFirst().finally(() => (this.#opening = null));
    return this.#opening;
  }

  /** null = the system's default; another `identity` of it is another device. False: it could not be opened, another speaks. */
  async choose(device: string | null, identity = device ?? ''): Promise<boolean> {
    const isSame = device === this.#device && identity === this.#identity;
    // the first default is the one that is open
    const isFirst = this.#identity === '' && device === null && this.#device === null;
    const isAgain = isSame && this.#isRefused;
    this.#device = device;
    this.#identity = identity;
    this.#isRefused = false;
    if ((isSame || isFirst) && !isAgain) return true;
    await this.#opening;
    if (this.#open === null) return true;
    const isStill = (): boolean => this.#device === device && this.#identity === identity;
    try {
      const { stream, isChosen } = await this.#request();
      if (!isStill()) {
        for (const track of stream.getTracks()) track.stop();
        return true;
      }
      this.#isRefused = !isChosen;
      this.#use(stream);
      this.#options.onReplaced();
      return isChosen;
    } catch (error) {
      this.#options.log(`microphone not changed: ${String(error)}`);
      // the one before goes on speaking
      if (isStill()) this.#isRefused = true;
      return !this.#isRefused;
    }
  }

  /** 1 = as the device gives it */
  setGain(gain: number): void {
    if (gain === this.#gain) return;
    this.#gain = gain;
    const open = this.#open;
    if (open === null) return;
    if (open.gain !== null) {
      // 10 ms: no click
      open.gain.node.gain.setTargetAtTime(gain, open.gain.node.context.currentTime, 0.01);
      return;
    }
    open.gain = this.#amplify(open.stream);
    this.#options.onReplaced();
  }

  /** A track for one call; whoever takes it stops it. null when there is no microphone. */
  track(): MediaStreamTrack | null {
    const track = this.#open?.stream.getAudioTracks()[0];
    if (track?.readyState !== 'live') return null;
    return (this.#open?.gain?.track ?? track).clone();
  }

  stop(): void {
    this.#options.devices?.removeEventListener('devicechange', this.#onDeviceChange);
    this.#close();
    this.#state = 'unknown';
  }

  async #openFirst(): Promise<MicrophoneState> {
    // no mediaDevices at all: a page that is neither https nor loopback
    if (this.#options.devices === undefined) return this.#become('none');
    try {
      this.#use((await this.#request()).stream);
      return this.#become('ready');
    } catch (error) {
      const name = nameOf(error);
      this.#options.log(`microphone: ${name}`);
      return this.#become(name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'none');
    }
  }

  /** The chosen device, or the default where it is not there (any more). */
  async #request(): Promise<{ readonly stream: MediaStream; readonly isChosen: boolean }> {
    const { devices, log } = this.#options;
    if (devices === undefined) throw new Error('no devices');
    const device = this.#device;
    if (device !== null) {
      try {
        const stream = await devices.getUserMedia({ audio: { deviceId: { exact: device } }, video: false });
        return { stream, isChosen: true };
      } catch (error) {
        const name = nameOf(error);
        if (name !== 'OverconstrainedError' && name !== 'NotFoundError' && name !== 'NotReadableError') throw error;
        log(`the chosen microphone cannot be opened: ${name}`);
      }
    }
    const stream = await devices.getUserMedia({ audio: true, video: false });
    return { stream, isChosen: device === null };
  }

  #use(stream: MediaStream): void {
    this.#close();
    this.#open = { stream, gain: this.#gain === 1 ? null : this.#amplify(stream) };
    stream.getAudioTracks()[0]?.addEventListener('ended', () => {
      if (this.#open?.stream !== stream) return;
      this.#options.log('the microphone was unplugged');
      this.#close();
      void this.#reopen();
    });
  }

  #amplify(stream: MediaStream): Open['gain'] {
    const context = this.#options.context();
    const source = context.createMediaStreamSource(stream);
    const node = new GainNode(context, { gain: this.#gain });
    const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    source.connect(node).connect(output);
    const [track] = output.stream.getAudioTracks();
    return track === undefined ? null : { node, source, track };
  }

  async #reopen(): Promise<void> {
    this.#become('none');
    this.#options.onLost();
    if ((await this.open()) === 'ready') this.#options.onReplaced();
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    for (const track of open?.stream.getTracks() ?? []) track.stop();
    open?.gain?.source.disconnect();
    open?.gain?.node.disconnect();
    open?.gain?.track.stop();
    if (this.#state === 'ready') this.#state = 'unknown';
  }

  #become(state: MicrophoneState): MicrophoneState {
    this.#state = state;
    this.#options.onState(state);
    return state;
  }
}
