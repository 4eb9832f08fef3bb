/**
 * What a caller hears when a recording begins: a sentence, or two notes of 1400 Hz, which the telephone networks have long used
 * to say "this is recorded". Only plays; to whom, and what becomes of the agent's voice meanwhile, is not its matter.
 */
import { within, type Clock } from './clock.ts';

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

/** The sentence does not hold up a call in which it cannot be played. */
const longestMs = 10_000;

/**
 * Resolves when it has been said, or `isOver` came: the agent hears it, too, and knows when to speak, but not beyond the call.
 * Rejects where it cannot be played.
 */
export async function sayRecorded(
  url: string,
  into: AudioNode,
  agent: AudioNode,
  clock: Clock,
  isOver: AbortSignal,
): Promise<void> {
  if (isOver.aborted) return;
  const element = new Audio(url);
  const source = new MediaElementAudioSourceNode(into.context as AudioContext, { mediaElement: element });
  source.connect(into);
  source.connect(agent);
  const ended = new Promise<void>((resolve) => isOver.addEventListener('abort', () => resolve(), { once: true }));
  const say = async (): Promise<void> => {
    await element.play();
    const said = new Promise<void>((resolve, reject) => {
      element.addEventListener('ended', () => resolve());
      element.addEventListener('error', () => reject(new Error(element.error?.message ?? 'not played')));
    });
    await within(clock, longestMs, said);
  };
  try {
    await Promise.race([say(), ended]);
  } finally {
    element.pause();
    source.disconnect();
  }
}
