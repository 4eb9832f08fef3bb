/** Records a few seconds of a microphone and plays them on a speaker, both as the phone would use them. Keeps nothing. */
import { audioConstraint, levelOf } from './audio-probes.ts';

export interface Recording {
  readonly sound: AudioBuffer;
  /** to be played with */
  readonly gain: number;
  /** louder than a microphone that hears nothing */
  readonly wasHeard: boolean;
}

export interface RecordingListener {
  readonly onOpened: () => void;
  /** level 0–1 */
  readonly onLevel: (secondsLeft: number, level: number) => void;
}

export const recordMs = 5000;
const lookMs = 80;
const heardLevel = 0.004;

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

/** Rejects as getUserMedia does. Aborted: resolves early with what there is. */
export async function record(
  device: string | null,
  gain: number,
  signal: AbortSignal,
  { onOpened, onLevel }: RecordingListener,
): Promise<Recording> {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (media === undefined) throw new DOMException('no devices', 'NotFoundError');
  const stream = await media.getUserMedia(audioConstraint(device));
  const context = new AudioContext();
  try {
    onOpened();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    // the microphone itself, amplified when it is played: a busy machine drops pieces of what goes through Web Audio
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()));
    recorder.start();
    const buffer = new Float32Array(analyser.fftSize);
    const until = performance.now() + recordMs;
    let loudest = 0;
    for (let left = recordMs; left > 0 && !signal.aborted; left = until - performance.now()) {
      const level = levelOf(analyser, buffer);
      loudest = Math.max(loudest, level);
      onLevel(Math.ceil(left / 1000), level * gain);
      await wait(lookMs, signal);
    }
    recorder.stop();
    await stopped;
    // decoded here instead of played from a blob: URL, which the page's policy rightly forbids
    const sound = await context.decodeAudioData(await new Blob(parts).arrayBuffer());
    return { sound, gain, wasHeard: loudest >= heardLevel };
  } finally {
    for (const track of stream.getTracks()) track.stop();
    await context.close();
  }
}

/** Resolves when it was played; rejects where the speaker is gone. */
export async function playBack(
  { sound, gain }: Recording,
  speaker: string | null,
  volume: number,
  signal: AbortSignal,
): Promise<void> {
  const context = new AudioContext();
  const element = new Audio();
  try {
    const output = context.createMediaStreamDestination();
    const source = new AudioBufferSourceNode(context, { buffer: sound });
    source.connect(new GainNode(context, { gain })).connect(output);
    element.srcObject = output.stream;
    element.volume = volume;
    await element.setSinkId(speaker ?? '');
    await element.play();
    source.start();
    await wait(sound.duration * 1000 + 200, signal);
  } finally {
    element.pause();
    element.srcObject = null;
    await context.close();
  }
}

export function failureName(error: unknown): 'denied' | 'missing' | 'busy' {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'denied';
  return name === 'NotReadableError' ? 'busy' : 'missing';
}
