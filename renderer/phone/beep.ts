/** Two short notes for the agent: the desk answers this call by itself. Goes where the calls' sound goes. */
export function beep(output: AudioNode): void {
  const { context } = output;
  const gain = new GainNode(context, { gain: 0 });
  const oscillator = new OscillatorNode(context, { frequency: 880 });
  oscillator.connect(gain).connect(output);
  for (const at of [0, 0.25]) {
    // ramps of 10 ms: no clicks
    gain.gain.setTargetAtTime(0.15, context.currentTime + at, 0.01);
    gain.gain.setTargetAtTime(0, context.currentTime + at + 0.15, 0.01);
  }
  oscillator.addEventListener('ended', () => gain.disconnect());
  oscillator.start();
  oscillator.stop(context.currentTime + 0.6);
}
