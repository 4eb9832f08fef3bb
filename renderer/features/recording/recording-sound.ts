/**
 * One recording in memory, decoded, and played from any place of it. The file that `MediaRecorder` writes has neither length
 * nor index, so that an <audio> element could not seek in it; and nothing readable has to get an address this way.
 */
import type { RecordingFileEnd } from '../../../core/recording/recording.ts';
import type { DeskClient } from '../../desk-link/desk-client.ts';

/** The file cannot be decoded: nothing of it is whole. */
export class Unplayable extends Error {
  override readonly name = 'Unplayable';
}

/** A telephone's sound ends at 4 kHz and wide band at 8 kHz; long recordings are decoded at the lower rate to save memory. */
const rateFor = (bytes: number): number => (bytes > 8_000_000 ? 8_000 : 16_000);

export interface LoadedRecording {
  readonly buffer: AudioBuffer;
  readonly end: RecordingFileEnd;
}

export async function loadRecording(
  desk: DeskClient,
  recording: string,
  signal: AbortSignal,
): Promise<LoadedRecording> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let end: RecordingFileEnd = 'cut';
  for (let from: number | null = 0; from !== null;) {
    const part: Awaited<ReturnType<DeskClient['recordings']['read']>> = await desk.recordings.read(
      { recording, from },
      { signal },
    );
    parts.push(Uint8Array.from(atob(part.data), (char) => char.charCodeAt(0)));
    from = part.next;
    if (part.end !== null) end = part.end;
  }
  const bytes = await new Blob(parts).arrayBuffer();
  try {
    const buffer = await new OfflineAudioContext(2, 1, rateFor(bytes.byteLength)).decodeAudioData(bytes);
    return { buffer, end };
  } catch (error) {
    throw new Unplayable(String(error));
  }
}

export class RecordingSound {
  readonly buffer: AudioBuffer;
  readonly #onChange: () => void;
  readonly #context: AudioContext;
  #source: AudioBufferSourceNode | null = null;
  /** seconds of the recording at `#startedAt` of the context's time, or where it stands */
  #from = 0;
  #startedAt = 0;

  /** @param speaker null: the system's */
  constructor(buffer: AudioBuffer, speaker: string | null, onChange: () => void) {
    this.buffer = buffer;
    this.#onChange = onChange;
    this.#context = new AudioContext();
    if (speaker !== null) sendTo(this.#context, speaker);
  }

  get isPlaying(): boolean {
    return this.#source !== null;
  }

  /** seconds */
  get position(): number {
    const passed = this.#source === null ? 0 : this.#context.currentTime - this.#startedAt;
    return Math.min(this.buffer.duration, this.#from + passed);
  }

  play(): void {
    if (this.#source !== null) return;
    if (this.#from >= this.buffer.duration) this.#from = 0;
    void this.#context.resume();
    const source = new AudioBufferSourceNode(this.#context, { buffer: this.buffer });
    source.connect(this.#context.destination);
    source.addEventListener('ended', () => {
      if (this.#source !== source) return;
      this.#source = null;
      this.#from = this.buffer.duration;
      this.#onChange();
    });
    this.#startedAt = this.#context.currentTime;
    source.start(0, this.#from);
    this.#source = source;
    this.#onChange();
  }

  pause(): void {
    this.#from = this.position;
    const source = this.#source;
    this.#source = null;
    source?.stop();
    source?.disconnect();
    this.#onChange();
  }

  seek(seconds: number): void {
    const wasPlaying = this.isPlaying;
    if (wasPlaying) this.pause();
    this.#from = Math.min(this.buffer.duration, Math.max(0, seconds));
    if (wasPlaying) this.play();
    else this.#onChange();
  }

  close(): void {
    this.pause();
    void this.#context.close();
  }
}

/** Older browsers cannot, and play on the system's device, as they do where the chosen one is not plugged in. */
function sendTo(context: AudioContext & { setSinkId?: (device: string) => Promise<void> }, speaker: string): void {
  context.setSinkId?.(speaker).catch(() => undefined);
}
