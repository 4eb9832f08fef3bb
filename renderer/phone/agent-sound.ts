/**
 * Where tones for the agent alone go (ringback, the beep before the desk answers by itself): to the chosen speaker, as loud as
 * the calls. Older Chromium cannot send a whole AudioContext to a device, hence the <audio> element where one is chosen.
 */
import type { Clock } from './clock.ts';
import { Sink } from './sink.ts';

export interface AgentSoundOptions {
  readonly context: () => AudioContext;
  readonly clock: Clock;
  readonly onProblem: (message: string) => void;
}

export class AgentSound {
  readonly #options: AgentSoundOptions;
  #volume: GainNode | null = null;
  #element: {
    readonly audio: HTMLAudioElement;
    readonly sink: Sink;
    readonly input: MediaStreamAudioDestinationNode;
  } | null = null;
  #speaker: string | null = null;
  #level = 1;

  constructor(options: AgentSoundOptions) {
    this.#options = options;
  }

  /** Connect to this. */
  get output(): AudioNode {
    if (this.#volume === null) {
      this.#volume = new GainNode(this.#options.context(), { gain: this.#level });
      this.#connect();
    }
    return this.#volume;
  }

  setSpeaker(speaker: string | null): void {
    if (speaker === this.#speaker) return;
    this.#speaker = speaker;
    this.#connect();
  }

  setVolume(level: number): void {
    this.#level = level;
    if (this.#volume !== null) this.#volume.gain.value = level;
  }

  stop(): void {
    this.#element?.sink.stop();
    this.#element?.audio.pause();
    this.#element = null;
  }

  #connect(): void {
    const volume = this.#volume;
    if (volume === null) return;
    volume.disconnect();
    if (this.#speaker === null) {
      this.stop();
      volume.connect(volume.context.destination);
      return;
    }
    if (this.#element === null) {
      const { context, clock, onProblem } = this.#options;
      const input = new MediaStreamAudioDestinationNode(context());
      const audio = new Audio();
      audio.srcObject = input.stream;
      this.#element = { audio, sink: new Sink({ element: audio, clock, onProblem }), input };
      audio.play().catch((error: unknown) => onProblem(`audio: ${String(error)}`));
    }
    volume.connect(this.#element.input);
    void this.#element.sink.use(this.#speaker);
  }
}
