/**
 * Plays the far end of one call. The track hangs on an <audio> element also where it is mixed, for Chromium gives Web Audio
 * silence otherwise.
 */
import { within, type Clock } from './clock.ts';
import { Sink } from './sink.ts';

export interface RemoteAudioOptions {
  readonly track: MediaStreamTrack;
  readonly context: AudioContext;
  readonly speaker: string | null;
  /** 0–1 */
  readonly volume: number;
  readonly clock: Clock;
  readonly onProblem: (message: string) => void;
}

/** an audio service that hangs must not make the whole call silent */
const openingLimitMs = 5000;

export class RemoteAudio {
  readonly #element = new Audio();
  readonly #sink: Sink;
  readonly #stream: MediaStream;
  readonly #context: AudioContext;
  #source: MediaStreamAudioSourceNode | null = null;
  #isSilent = false;
  #isOnItsWay = false;

  constructor(options: RemoteAudioOptions) {
    this.#context = options.context;
    this.#stream = new MediaStream([options.track]);
    this.#element.srcObject = this.#stream;
    const { clock, onProblem } = options;
    this.#sink = new Sink({ element: this.#element, clock, onProblem });
    if (options.speaker !== null) {
      // not a syllable on the loudspeaker while the headset is being opened
      this.#isOnItsWay = true;
      this.#applySilence();
      void within(clock, openingLimitMs, this.#sink.use(options.speaker))
        .catch((error: unknown) => onProblem(`speaker: ${String(error)}`))
        .then(() => {
          this.#isOnItsWay = false;
          this.#applySilence();
        });
    }
    this.#element.volume = options.volume;
    this.#element.play().catch((error: unknown) => options.onProblem(`audio: ${String(error)}`));
  }

  /** The far end's sound, for mixing. Made when it is asked for: older Chromium keeps 0.3 MB of each for ever. */
  get source(): AudioNode {
    this.#source ??= this.#context.createMediaStreamSource(this.#stream);
    return this.#source;
  }

  /** Held: whatever the far end sends all the same is not for the agent. */
  set isSilent(isSilent: boolean) {
    this.#isSilent = isSilent;
    this.#applySilence();
  }

  setSpeaker(speaker: string | null): void {
    void this.#sink.use(speaker);
  }

  setVolume(volume: number): void {
    this.#element.volume = volume;
  }

  stop(): void {
    this.#sink.stop();
    this.#source?.disconnect();
    this.#element.pause();
    this.#element.srcObject = null;
  }

  #applySilence(): void {
    this.#element.muted = this.#isSilent || this.#isOnItsWay;
  }
}
