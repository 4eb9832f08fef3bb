/**
 * The WebRTC half of one call, as SIP.js wants it: an answer is prepared while the call rings by gathering only, so that
 * answering costs no device, no ICE server and no look-up, and nothing connects before it. Signalling is not its matter.
 *
 * Gather only: the offer's candidates are kept back until `connect()`. A phone that completed ICE and DTLS while ringing
 * would leave the desk that really answers a forked offer without audio. The sender has no track before `speak()`.
 */
import { Web, type BodyAndContentType, type Core, type SessionDescriptionHandlerModifier } from 'sip.js';
import type { Clock } from './clock.ts';
import { gather, type Gathering } from './gathering.ts';
import { sdpObjection } from './sdp-gate.ts';
import { agreesOnPauses, withoutCandidates, type OfferedCandidate } from './sdp.ts';

export interface CallMediaOptions {
  readonly logger: Core.Logger;
  readonly iceServers: readonly RTCIceServer[];
  readonly clock: Clock;
}

/** Enough for a STUN server nearby; one that is silent costs this while ringing and nothing at answer. */
export const gatherLimitMs = 500;

export class CallMedia extends Web.SessionDescriptionHandler {
  /** what the sender sends; stopped by `close`, also while detached */
  #track: MediaStreamTrack | null = null;
  readonly #onTrack = new Set<(track: MediaStreamTrack) => void>();
  #prepared: Promise<string> | null = null;
  #answer: string | null = null;
  #gathering: Gathering | null = null;
  #isHurried = false;
  readonly #mayHurry: boolean;
  readonly #clock: Clock;
  #heldBack: readonly OfferedCandidate[] = [];

  constructor({ logger, iceServers, clock }: CallMediaOptions) {
    super(logger, () => Promise.reject(new Error('the microphone is handed over by speak()')), {
      iceGatheringTimeout: gatherLimitMs,
      // max-bundle makes Chromium reject the offers of some media proxies
      peerConnectionConfiguration: { iceServers: [...iceServers], bundlePolicy: 'balanced' },
    });
    this.#clock = clock;
    // Where only a relay may connect, the answer must name it.
    this.#mayHurry = !iceServers.some(({ urls }) => [urls].flat().some((url) => /^turns?:/.test(url)));
  }

  /** Makes the answer to the first offer; rejects where the offer cannot be answered. */
  prepare(offer: string): Promise<string> {
    this.#prepared ??= this.#prepare(offer);
    return this.#prepared;
  }

  get isPrepared(): boolean {
    return this.#answer !== null;
  }

  /** Answer was pressed while the answer is still being prepared: candidates of a slow STUN server are not waited for. */
  hurry(): void {
    if (!this.#mayHurry) return;
    this.#isHurried = true;
    this.#gathering?.hurry();
  }

  /** Puts a track on the sender (no renegotiation), in place of the one before. */
  speak(track: MediaStreamTrack): void {
    const before = this.#track;
    this.#track = track;
    for (const listener of this.#onTrack) listener(track);
    const sender = this.#sender();
    if (sender === undefined) return;
    sender.replaceTrack(track).then(
      () => before?.stop(),
      (error: unknown) => this.logger.warn(`replaceTrack: ${String(error)}`),
    );
  }

  get sentTrack(): MediaStreamTrack | null {
    return this.#track;
  }

  /** Tells of another track that is sent from now on; answers its unsubscribe. */
  onSentTrack(listener: (track: MediaStreamTrack) => void): () => void {
    this.#onTrack.add(listener);
    return () => this.#onTrack.delete(listener);
  }

  set isMuted(muted: boolean) {
    if (this.#track !== null) this.#track.enabled = !muted;
  }

  /** The call was answered: lets ICE begin. */
  connect(): void {
    const candidates = this.#heldBack;
    this.#heldBack = [];
    for (const candidate of candidates)
      this.peerConnection
        ?.addIceCandidate(candidate)
        .catch((error: unknown) => this.logger.warn(`a candidate was refused: ${String(error)}`));
  }

  get dtmf(): RTCDTMFSender | null {
    return this.#sender()?.dtmf ?? null;
  }

  get remoteTrack(): MediaStreamTrack | null {
    return this.peerConnection?.getReceivers().find((receiver) => receiver.track.kind === 'audio')?.track ?? null;
  }

  get receiver(): RTCRtpReceiver | null {
    return this.peerConnection?.getReceivers().find((receiver) => receiver.track.kind === 'audio') ?? null;
  }

  /** The far end put us on hold: its direction sends nothing. */
  get isHeldByFarEnd(): boolean {
    const direction = this.#transceiver()?.currentDirection;
    return direction === 'sendonly' || direction === 'inactive';
  }

  /** The far end may send nothing while nobody speaks. */
  get arePausesAgreed(): boolean {
    const { localDescription: ours, remoteDescription: theirs } = this.peerConnection ?? {};
    return agreesOnPauses(ours?.sdp ?? '', theirs?.sdp ?? '');
  }

  override close(): void {
    // a detached track is not among the senders: nobody else would release the microphone
    this.#track?.stop();
    this.#track = null;
    super.close();
  }

  override async setDescription(
    sdp: string,
    options?: Web.SessionDescriptionHandlerOptions,
    modifiers?: SessionDescriptionHandlerModifier[],
  ): Promise<void> {
    const isFirstOffer =
      this.peerConnection?.signalingState === 'stable' && this.peerConnection.remoteDescription === null;
    if (this.#prepared !== null || isFirstOffer) {
      await this.prepare(sdp);
      return;
    }
    assertHonest(sdp);
    await super.setDescription(sdp, options, modifiers);
  }

  override async getDescription(
    options?: Web.SessionDescriptionHandlerOptions,
    modifiers?: SessionDescriptionHandlerModifier[],
  ): Promise<BodyAndContentType> {
    const answer = this.#answer;
    if (answer !== null) {
      this.#answer = null;
      this.#prepared = null;
      return { body: answer, contentType: 'application/sdp' };
    }
    const connection = this.peerConnection;
    if (connection?.signalingState === 'stable' && connection.getTransceivers().length === 0) {
      const transceiver = connection.addTransceiver('audio', { direction: 'sendrecv' });
      if (this.#track !== null) await transceiver.sender.replaceTrack(this.#track);
    }
    return await super.getDescription(options, modifiers);
  }

  /** Our offer was refused (RFC 3261 14.1; 491 above all): without this no further offer could be made or taken. */
  async rollbackDescription(): Promise<void> {
    const connection = this.peerConnection;
    if (connection?.signalingState === 'have-local-offer') await connection.setLocalDescription({ type: 'rollback' });
  }

  /** The base class would open a microphone here; ours comes by `speak()`. */
  protected override getLocalMediaStream(): Promise<void> {
    return Promise.resolve();
  }

  async #prepare(offer: string): Promise<string> {
    const connection = this.peerConnection;
    if (connection === undefined) throw new Error('closed');
    assertHonest(offer);
    const { sdp, candidates } = withoutCandidates(offer);
    await connection.setRemoteDescription({ type: 'offer', sdp });
    this.#heldBack = candidates;
    const transceiver = this.#transceiver();
    if (transceiver === undefined) throw new Error('the offer has no audio');
    transceiver.direction = 'sendrecv';
    if (this.#track !== null) await transceiver.sender.replaceTrack(this.#track);
    await connection.setLocalDescription(await connection.createAnswer());
    this.#gathering = gather(connection, gatherLimitMs, this.#clock);
    if (this.#isHurried) this.#gathering.hurry();
    await this.#gathering.done;
    const answer = connection.localDescription?.sdp;
    if (answer === undefined) throw new Error('closed');
    // Chromium refuses an audio section whose codecs it does not know with port 0
    if (!/^m=audio [1-9]/m.test(answer)) throw new Error('no codec in common');
    this.#answer = answer;
    return answer;
  }

  #transceiver(): RTCRtpTransceiver | undefined {
    return this.peerConnection?.getTransceivers().find(({ receiver }) => receiver.track.kind === 'audio');
  }

  #sender(): RTCRtpSender | undefined {
    return this.#transceiver()?.sender;
  }
}

/** Also of answers, and of what a PBX says in a call: the browser's parser never sees what the gate would not let in. */
function assertHonest(sdp: string): void {
  const objection = sdpObjection(sdp);
  if (objection !== null) throw new Error(`a description was refused: ${objection}`);
}
