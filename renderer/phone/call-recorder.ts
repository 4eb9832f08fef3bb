/**
 * Records one call: left what goes out to the far end, right what comes from it, as opus in WebM. A graph of its own beside
 * the call's sound, so that no track of the call waits for it; it follows when the outgoing track is replaced (another
 * microphone, a conference's mix). Where the chunks go is not its matter.
 */
import { recordingBitsPerSecond, recordingType } from '../../core/contract/recordings.ts';

export interface RecordedSound {
  /** what comes from the far end; null before there is any */
  readonly remoteSource: AudioNode | null;
  readonly sentTrack: MediaStreamTrack | null;
  /** Tells of another track that is sent from now on; answers its unsubscribe. */
  onSentTrack(listener: (track: MediaStreamTrack) => void): () => void;
}

export interface CallRecorderOptions {
  readonly context: AudioContext;
  readonly sound: RecordedSound;
  readonly onChunk: (chunk: Blob, isLast: boolean) => void;
  readonly onProblem: (message: string) => void;
}

/** A cut costs at most so much of the call. */
const chunkMs = 1000;

export class CallRecorder {
  readonly #options: CallRecorderOptions;
  readonly #recorder: MediaRecorder;
  readonly #agent: GainNode;
  readonly #caller: GainNode;
  readonly #merger: ChannelMergerNode;
  readonly #unsubscribe: () => void;
  #sent: MediaStreamAudioSourceNode | null = null;
  #isEnded = false;

  /** Throws where the browser cannot record. */
  constructor(options: CallRecorderOptions) {
    this.#options = options;
    const { context, sound } = options;
    const mono = { channelCount: 1, channelCountMode: 'explicit' } as const;
    this.#agent = new GainNode(context, mono);
    this.#caller = new GainNode(context, mono);
    this.#merger = new ChannelMergerNode(context, { numberOfInputs: 2 });
    this.#agent.connect(this.#merger, 0, 0);
    this.#caller.connect(this.#merger, 0, 1);
    const output = new MediaStreamAudioDestinationNode(context, {
      channelCount: 2,
      channelCountMode: 'explicit',
      channelInterpretation: 'discrete',
    });
    this.#merger.connect(output);
    if (sound.sentTrack !== null) this.#listenTo(sound.sentTrack);
    sound.remoteSource?.connect(this.#caller);
    this.#unsubscribe = sound.onSentTrack((track) => this.#listenTo(track));
    this.#recorder = new MediaRecorder(output.stream, {
      mimeType: recordingType,
      audioBitsPerSecond: recordingBitsPerSecond,
    });
    this.#recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size > 0) options.onChunk(data, false);
    });
    // after the last data: an empty chunk closes the file
    this.#recorder.addEventListener('stop', () => options.onChunk(new Blob(), true));
    this.#recorder.addEventListener('error', (event) => options.onProblem(`recorder: ${event.type}`));
    this.#recorder.start(chunkMs);
  }

  /** Nothing that is said is kept until `resume`: it is in no chunk at all. */
  pause(): void {
    if (this.#recorder.state === 'recording') this.#recorder.pause();
  }

  resume(): void {
    if (this.#recorder.state === 'paused') this.#recorder.resume();
  }

  /** Held: what the far end sends all the same (music) is not part of the call. The track that is sent is silent by itself. */
  set isHeld(isHeld: boolean) {
    this.#caller.gain.value = isHeld ? 0 : 1;
  }

  /** The last chunk comes after it. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#unsubscribe();
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#sent?.disconnect();
    try {
      this.#options.sound.remoteSource?.disconnect(this.#caller);
    } catch {
      // the call is over, and its connections with it
    }
    this.#agent.disconnect();
    this.#caller.disconnect();
    this.#merger.disconnect();
  }

  #listenTo(track: MediaStreamTrack): void {
    this.#sent?.disconnect();
    this.#sent = this.#options.context.createMediaStreamSource(new MediaStream([track]));
    this.#sent.connect(this.#agent);
  }
}
