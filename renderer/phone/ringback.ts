/** The tone an agent hears while an outgoing call rings and the far end sends no audio yet: 450 Hz, 1 s on, 4 s off (GB/T 3380). */
import type { Clock } from './clock.ts';

const level = 0.08;

export class Ringback {
  readonly #output: () => AudioNode;
  readonly #clock: Clock;
  #stop: (() => void) | null = null;

  /** `output`: where the agent hears it */
  constructor(output: () => AudioNode, clock: Clock) {
    this.#output = output;
    this.#clock = clock;
  }

  set isOn(isOn: boolean) {
    if (isOn === (this.#stop !== null)) return;
    if (this.#stop !== null) {
      this.#stop();
      this.#stop = null;
      return;
    }
    const output = this.#output();
    const { context } = output;
    const oscillator = new OscillatorNode(context, { frequency: 450 });
    const gain = new GainNode(context, { gain: 0 });
    oscillator.connect(gain).connect(output);
    oscillator.start();
    const beep = (): void => {
      const now = context.currentTime;
      // ramps of 10 ms: no clicks
      gain.gain.setTargetAtTime(level, now, 0.01);
      gain.gain.setTargetAtTime(0, now + 1, 0.01);
    };
    beep();
    const cancel = this.#clock.every(5000, beep);
    this.#stop = () => {
      cancel();
      oscillator.stop();
      gain.disconnect();
    };
  }
}
