/**
 * What is spoken into one call and heard of it: the microphone, a conference's mix or an announcement in its place, muted or not,
 * and the far end's sound. Follows what the call's view says; must not know SIP, nor change the call's state.
 */
import { BesideVoice } from './beside-voice.ts';
import type { CallContext } from './call-context.ts';
import type { CallMedia } from './call-media.ts';
import type { RecordedSound } from './call-recorder.ts';
import type { ConferenceMember } from './conference.ts';
import { watchFirstAudio } from './first-audio.ts';
import { RemoteAudio } from './remote-audio.ts';
import type { PhoneCall } from '../../core/contract/phone.ts';

export class CallSound implements ConferenceMember {
  readonly id: string;
  readonly #context: CallContext;
  readonly #media: () => CallMedia;
  #audio: RemoteAudio | null = null;
  #stopFirstAudio: (() => void) | null = null;
  #isStopped = false;
  /** it sends a conference's mix instead of the microphone */
  #isMixed = false;
  /** it sends an announcement beside the microphone */
  #beside: BesideVoice | null = null;
  /** and is heard without it */
  #isAgentAside = false;

  /** @param media asked at each use: SIP.js may be the one that makes it */
  constructor(id: string, context: CallContext, media: () => CallMedia) {
    this.id = id;
    this.#context = context;
    this.#media = media;
  }

  /** Begins to play the far end (early media, or live). */
  hear(): void {
    const track = this.#media().remoteTrack;
    if (this.#audio !== null || track === null || this.#isStopped) return;
    const { clock, log } = this.#context;
    this.#audio = new RemoteAudio({
      track,
      context: this.#context.audioContext(),
      speaker: this.#context.speaker(),
      volume: this.#context.volume(),
      clock,
      onProblem: (message) => log('warn', message),
    });
    const { receiver } = this.#media();
    if (receiver !== null) this.#stopFirstAudio = watchFirstAudio(receiver, clock, this.id);
  }

  /** the far end's sound, for mixing */
  get remoteSource(): AudioNode | null {
    return this.#audio?.source ?? null;
  }

  /** both sides, for a recording */
  get recorded(): RecordedSound {
    const media = this.#media();
    return {
      remoteSource: this.remoteSource,
      sentTrack: media.sentTrack,
      onSentTrack: (listener) => media.onSentTrack(listener),
    };
  }

  /** Lets the far end hear something beside the agent, or alone; a mix that is sent meanwhile takes its place. */
  async announce(play: (into: AudioNode) => Promise<void>, isAlone: boolean): Promise<void> {
    if (this.#state !== 'live' || this.#isMixed || this.#beside !== null) return;
    const beside = new BesideVoice(this.#context.audioContext(), this.#context.microphone.track());
    this.#beside = beside;
    this.#isAgentAside = isAlone;
    this.#media().speak(beside.track);
    this.apply();
    try {
      await play(beside.input);
    } finally {
      this.#beside = null;
      if (this.#state === 'live') this.replaceMicrophone();
      beside.stop();
    }
  }

  sendMix(track: MediaStreamTrack): void {
    this.#isMixed = true;
    this.#media().speak(track);
    this.apply();
  }

  endMix(): void {
    this.#isMixed = false;
    if (this.#state !== 'ended') this.replaceMicrophone();
  }

  setSpeaker(speaker: string | null): void {
    this.#audio?.setSpeaker(speaker);
  }

  setVolume(volume: number): void {
    this.#audio?.setVolume(volume);
  }

  /** Another microphone speaks now. */
  replaceMicrophone(): void {
    if (this.#isMixed) return;
    const track = this.#context.microphone.track();
    if (track === null) return;
    if (this.#beside !== null) {
      this.#beside.speak(track);
      return;
    }
    this.#media().speak(track);
    this.apply();
  }

  /** The view says something else of mute or hold. */
  apply(): void {
    const view = this.#view;
    if (view === undefined) return;
    const isHeld = view.call.state === 'live' && view.call.held;
    // a held call must carry nothing, whatever the far end makes of "sendonly"
    // in a mix only the agent's voice is muted, by the conference
    // and what is announced is heard although the agent is not
    const isVoiceApart = this.#isMixed || this.#beside !== null;
    this.#media().isMuted = (view.muted && !isVoiceApart) || isHeld;
    if (this.#beside !== null) this.#beside.isMuted = view.muted || this.#isAgentAside;
    if (this.#audio !== null) this.#audio.isSilent = isHeld;
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopFirstAudio?.();
    this.#audio?.stop();
    this.#audio = null;
  }

  get #view(): PhoneCall | undefined {
    return this.#context.book.get(this.id);
  }
  get #state(): PhoneCall['call']['state'] {
    return this.#view?.call.state ?? 'ended';
  }
}
