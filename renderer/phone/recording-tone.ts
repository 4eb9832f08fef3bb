/**
 * What a caller hears when a recording begins: two notes of 1400 Hz, which the telephone networks have long used to say
 * "this is recorded". Plays into the sound that goes out; must not play to the agent.
 */
const hz = 1400;
const notes = [0.1, 0.6] as const;
const noteSeconds = 0.35;
/** −16 dBFS: heard beside a voice, not above it */
const level = 0.16;

/** Resolves when it has been played. */
export function playRecordingTone(context: AudioContext, into: AudioNode): Promise<void> {
  const gain = new GainNode(context, { gain: 0 });
  const oscillator = new OscillatorNode(context, { frequency: hz });
  oscillator.connect(gain).connect(into);
  const from = context.currentTime;
  for (const at of notes) {
    // ramps of 10 ms: no clicks
    gain.gain.setTargetAtTime(level, from + at, 0.01);
    gain.gain.setTargetAtTime(0, from + at + noteSeconds, 0.01);
  }
  return new Promise((resolve) => {
    oscillator.addEventListener('ended', () => {
      gain.disconnect();
      resolve();
    });
    oscillator.start();
    oscillator.stop(from + notes[1] + noteSeconds + 0.1);
  });
}
