/**
 * Plays the far end of one call and says whether it is heard. The track hangs on an <audio> element as well as on Web Audio,
 * for Chromium gives Web Audio silence otherwise.
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
  readonly onHearing: (hearing: boolean) => void;
  readonly onProblem: (message: string) => void;
}

/** −50 dBFS: above the comfort noise of telephone lines, below quiet speech */
const silence = 0.003;
const lookEveryMs = 200;
/** an audio service that hangs must not make the whole call silent */
const openingLimitMs = 5000;
const heardForMs = 1000;

export class RemoteAudio {
  readonly #element = new Audio();
  readonly #sink: Sink;
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #options: RemoteAudioOptions;
  readonly #cancel: () => void;
  #heardAt = Number.NEGATIVE_INFINITY;
  #isHearing = false;
  #isSilent = false;
  #isOnItsWay = false;

  constructor(options: RemoteAudioOptions) {
    this.#options = options;
    const stream = new MediaStream([options.track]);
    this.#element.srcObject = stream;
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
    this.#source = options.context.createMediaStreamSource(stream);
    this.#analyser = options.context.createAnalyser();
    this.#analyser.fftSize = 2048;
    this.#source.connect(this.#analyser);
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#cancel = options.clock.every(lookEveryMs, () => this.#look(samples));
  }

  /** the far end's sound, for mixing */
  get source(): AudioNode {
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
    this.#cancel();
    this.#sink.stop();
    this.#source.disconnect();
    this.#element.pause();
    this.#element.srcObject = null;
  }

  #applySilence(): void {
    this.#element.muted = this.#isSilent || this.#isOnItsWay;
  }

  #look(samples: Float32Array<ArrayBuffer>): void {
    this.#analyser.getFloatTimeDomainData(samples);
    let energy = 0;
    for (const sample of samples) energy += sample * sample;
    const now = performance.now();
    if (Math.sqrt(energy / samples.length) > silence) this.#heardAt = now;
    const isHearing = now - this.#heardAt <= heardForMs;
    if (isHearing === this.#isHearing) return;
    this.#isHearing = isHearing;
    this.#options.onHearing(isHearing);
  }
}
