/**
 * Mixes live calls locally: every far end hears the agent and all other far ends. Only sound; who is in it, `calls.ts` says.
 * The agent hears each far end by its own <audio> element, as without a conference.
 */
export interface ConferenceMember {
  readonly id: string;
  /** the far end's sound; null before there is any */
  readonly remoteSource: AudioNode | null;
  /** sends the mix from now on */
  sendMix(track: MediaStreamTrack): void;
  /** sends the microphone alone again */
  endMix(): void;
}

export class Conference {
  readonly members: readonly ConferenceMember[];
  readonly #context: AudioContext;
  readonly #voice: GainNode;
  readonly #outputs: AudioNode[] = [];
  #microphone: { readonly track: MediaStreamTrack; readonly source: MediaStreamAudioSourceNode } | null = null;
  #cables: (() => void)[] = [];

  constructor(context: AudioContext, microphone: MediaStreamTrack, members: readonly ConferenceMember[]) {
    this.#context = context;
    this.members = members;
    this.#voice = new GainNode(context);
    this.speak(microphone);
    for (const member of members) {
      const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
      this.#outputs.push(output);
      this.#connect(this.#voice, output);
      for (const other of members)
        if (other !== member && other.remoteSource !== null) this.#connect(other.remoteSource, output);
      const [track] = output.stream.getAudioTracks();
      if (track !== undefined) member.sendMix(track);
    }
  }

  /** Cuts the agent's voice only: the far ends go on hearing each other. */
  set isMuted(isMuted: boolean) {
    this.#voice.gain.value = isMuted ? 0 : 1;
  }

  /** All far ends hear it beside the agent. */
  async announce(play: (into: AudioNode) => Promise<void>): Promise<void> {
    const into = new GainNode(this.#context);
    for (const output of this.#outputs) into.connect(output);
    try {
      await play(into);
    } finally {
      into.disconnect();
    }
  }

  /** Another microphone; the conference stops the track. */
  speak(track: MediaStreamTrack): void {
    this.#release();
    const source = this.#context.createMediaStreamSource(new MediaStream([track]));
    source.connect(this.#voice);
    this.#microphone = { track, source };
  }

  /** Everybody is alone with the agent again; members that are over notice nothing. */
  stop(): void {
    for (const cable of this.#cables) cable();
    this.#cables = [];
    this.#voice.disconnect();
    this.#release();
    for (const member of this.members) member.endMix();
  }

  #connect(from: AudioNode, to: AudioNode): void {
    from.connect(to);
    this.#cables.push(() => {
      try {
        from.disconnect(to);
      } catch {
        // its call is over, and all of its connections with it
      }
    });
  }

  #release(): void {
    this.#microphone?.source.disconnect();
    this.#microphone?.track.stop();
    this.#microphone = null;
  }
}
