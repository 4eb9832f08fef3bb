/** The agent's voice with something else beside it, as one track for a call; whoever makes it stops it. */
export class BesideVoice {
  readonly track: MediaStreamTrack;
  /** what sounds beside the voice goes in here */
  readonly input: AudioNode;
  readonly #context: AudioContext;
  readonly #voice: GainNode;
  #microphone: { readonly track: MediaStreamTrack; readonly source: MediaStreamAudioSourceNode } | null = null;

  /** @param microphone a track of its own; null: there is none */
  constructor(context: AudioContext, microphone: MediaStreamTrack | null) {
    this.#context = context;
    const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    const [track] = output.stream.getAudioTracks();
    if (track === undefined) throw new Error('no track to send');
    this.track = track;
    this.input = new GainNode(context);
    this.input.connect(output);
    this.#voice = new GainNode(context);
    this.#voice.connect(output);
    if (microphone !== null) this.speak(microphone);
  }

  set isMuted(isMuted: boolean) {
    this.#voice.gain.value = isMuted ? 0 : 1;
  }

  /** Another microphone. */
  speak(track: MediaStreamTrack): void {
    this.#release();
    const source = this.#context.createMediaStreamSource(new MediaStream([track]));
    source.connect(this.#voice);
    this.#microphone = { track, source };
  }

  stop(): void {
    this.#release();
    this.#voice.disconnect();
    this.input.disconnect();
    this.track.stop();
  }

  #release(): void {
    this.#microphone?.source.disconnect();
    this.#microphone?.track.stop();
    this.#microphone = null;
  }
}
