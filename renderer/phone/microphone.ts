/**
 * One microphone stream for the whole shift, of which every call gets a clone: opening a device takes tens of milliseconds,
 * cloning a track none. Follows unplugging and a changed choice. Must not know calls.
 */
import type { PhoneSnapshot } from '../../core/contract/phone.ts';

export type MicrophoneState = PhoneSnapshot['microphone'];

export interface MicrophoneOptions {
  readonly devices: MediaDevices | undefined;
  readonly onState: (state: MicrophoneState) => void;
  /** another device speaks now: live calls must replace their tracks */
  readonly onReplaced: () => void;
  readonly log: (message: string) => void;
}

export class Microphone {
  readonly #options: MicrophoneOptions;
  #stream: MediaStream | null = null;
  #state: MicrophoneState = 'unknown';
  #device: string | null = null;
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
    this.#opening ??= this.#open().finally(() => (this.#opening = null));
    return this.#opening;
  }

  /** null = the system's default */
  async choose(device: string | null): Promise<void> {
    if (device === this.#device) return;
    this.#device = device;
    if (this.#stream === null) return;
    this.#close();
    if ((await this.open()) === 'ready') this.#options.onReplaced();
  }

  /** A track for one call; whoever takes it stops it. null when there is no microphone. */
  track(): MediaStreamTrack | null {
    const track = this.#stream?.getAudioTracks()[0];
    return track?.readyState === 'live' ? track.clone() : null;
  }

  stop(): void {
    this.#options.devices?.removeEventListener('devicechange', this.#onDeviceChange);
    this.#close();
    this.#state = 'unknown';
  }

  async #open(): Promise<MicrophoneState> {
    const { devices } = this.#options;
    // no mediaDevices at all: a page that is neither https nor loopback
    if (devices === undefined) return this.#become('none');
    try {
      const stream = await devices.getUserMedia({
        audio: this.#device === null ? true : { deviceId: { ideal: this.#device } },
        video: false,
      });
      this.#stream = stream;
      stream.getAudioTracks()[0]?.addEventListener('ended', () => {
        if (this.#stream !== stream) return;
        this.#options.log('the microphone was unplugged');
        this.#close();
        void this.#reopen();
      });
      return this.#become('ready');
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      this.#options.log(`microphone: ${String(error)}`);
      return this.#become(name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'none');
    }
  }

  async #reopen(): Promise<void> {
    this.#become('none');
    if ((await this.open()) === 'ready') this.#options.onReplaced();
  }

  #close(): void {
    const stream = this.#stream;
    this.#stream = null;
    for (const track of stream?.getTracks() ?? []) track.stop();
    if (this.#state === 'ready') this.#state = 'unknown';
  }

  #become(state: MicrophoneState): MicrophoneState {
    this.#state = state;
    this.#options.onState(state);
    return state;
  }
}
