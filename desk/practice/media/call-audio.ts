/**
 * The media of one practice call: a real WebRTC peer (ICE, DTLS-SRTP) on loopback that plays the caller's recording and
 * listens to the agent; it must not know SIP, and it offers no address but 127.0.0.1.
 */
import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  RtpPacket,
  type RTCRtpTransceiver,
} from 'werift';
import { TimerSet, type PracticeClock } from '../clock.ts';
import { DtmfReceiver, DtmfSender } from './dtmf.ts';
import { Listener, type Heard } from './listener.ts';
import { FRAME_BYTES, Player, Reel } from './player.ts';
import { checkSdp, type SdpFault } from './sdp-check.ts';

const LOOPBACK = '127.0.0.1';
const PCMA = 8;

const codecs = (): RTCRtpCodecParameters[] => [
  new RTCRtpCodecParameters({ mimeType: 'audio/PCMA', clockRate: 8000, channels: 1, payloadType: PCMA }),
  new RTCRtpCodecParameters({
    mimeType: 'audio/telephone-event',
    clockRate: 8000,
    channels: 1,
    payloadType: 101,
    parameters: '0-15',
  }),
];

export interface AudioHandlers {
  /** A recording that does not loop has been played to its end. */
  finished(): void;
  digit(key: string): void;
  /** ICE or DTLS failed for good. */
  failed(): void;
}

export type Negotiation =
  { readonly ok: true; readonly sdp: string } | { readonly ok: false; readonly fault: SdpFault | 'refused' };

export class CallAudio {
  readonly #peer: RTCPeerConnection;
  readonly #timers: TimerSet;
  readonly #player: Player;
  readonly #reel: Reel;
  readonly #listener = new Listener();
  readonly #dtmfOut = new DtmfSender();
  readonly #dtmfIn = new DtmfReceiver();
  readonly #heardTracks = new Set<MediaStreamTrack>();
  readonly #handlers: AudioHandlers;
  #transceiver: RTCRtpTransceiver | undefined;
  #started = false;
  #closed = false;
  #finished = false;
  #sequence = Math.floor(Math.random() * 0x8000);
  #timestamp = 0;
  #talkStarts = true;

  constructor(recording: Uint8Array, loop: boolean, clock: PracticeClock, handlers: AudioHandlers) {
    this.#handlers = handlers;
    this.#timers = new TimerSet(clock);
    this.#reel = new Reel(recording, loop);
    this.#player = new Player(clock, this.#timers, (ticks) => this.#tick(ticks));
    this.#peer = new RTCPeerConnection({
      codecs: { audio: codecs(), video: [] },
      headerExtensions: { audio: [], video: [] },
      iceServers: [],
      // No address of the machine is gathered; loopback is added by hand and the socket is bound to it.
      iceUseIpv4: false,
      iceUseIpv6: false,
      iceAdditionalHostAddresses: [LOOPBACK],
      iceInterfaceAddresses: { udp4: LOOPBACK },
      bundlePolicy: 'max-bundle',
    });
    this.#peer.connectionStateChange.subscribe((state) => {
      if (state === 'connected') this.#playIfPossible();
      if (state === 'failed' && !this.#closed) this.#handlers.failed();
    });
    this.#peer.onTrack.subscribe((track) => {
      // werift announces the same track again after a hold.
      if (this.#heardTracks.has(track)) return;
      this.#heardTracks.add(track);
      track.onReceiveRtp.subscribe((packet) => this.#receive(packet));
    });
  }

  get connected(): boolean {
    return this.#peer.connectionState === 'connected';
  }

  /** Whether the desk wants to hear the caller: false while it holds the call. */
  get sending(): boolean {
    const direction = this.#transceiver?.currentDirection;
    return direction === 'sendrecv' || direction === 'sendonly';
  }

  async offer(): Promise<string> {
    this.#transceiver = this.#peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' });
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    return this.#localSdp();
  }

  async acceptAnswer(sdp: string): Promise<Negotiation> {
    return this.#negotiate(sdp, async () => {
      await this.#peer.setRemoteDescription({ type: 'answer', sdp });
    });
  }

  /** Answers the desk's offer: the first one of a call from the desk, or a later one (hold, resume, ICE restart). */
  async answer(sdp: string): Promise<Negotiation> {
    return this.#negotiate(sdp, async () => {
      await this.#peer.setRemoteDescription({ type: 'offer', sdp });
      this.#transceiver ??= this.#peer.getTransceivers()[0];
      this.#transceiver?.setDirection('sendrecv');
      await this.#peer.setLocalDescription(await this.#peer.createAnswer());
    });
  }

  /** From the moment the call is answered the recording plays as soon as the connection stands. */
  start(): void {
    this.#started = true;
    this.#playIfPossible();
  }

  heard(): Heard {
    return this.#listener.heard();
  }

  sendDtmf(digits: string): Promise<void> {
    return this.#dtmfOut.send(digits);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#player.stop();
    this.#timers.clear();
    this.#dtmfOut.stop();
    await this.#peer.close();
  }

  async #negotiate(sdp: string, apply: () => Promise<void>): Promise<Negotiation> {
    const fault = checkSdp(sdp);
    if (fault !== null) return { ok: false, fault };
    try {
      await apply();
    } catch {
      // werift refuses with untyped errors; which of its checks failed matters to nobody but its log.
      return { ok: false, fault: 'refused' };
    }
    if (this.sending) this.#playIfPossible();
    else this.#player.stop();
    return { ok: true, sdp: this.#localSdp() };
  }

  #localSdp(): string {
    return this.#peer.localDescription?.sdp ?? '';
  }

  #playIfPossible(): void {
    if (!this.#started || this.#closed || !this.connected || !this.sending) return;
    this.#talkStarts = true;
    this.#player.start();
  }

  #tick(ticks: number): void {
    this.#timestamp = (this.#timestamp + FRAME_BYTES * ticks) >>> 0;
    const events = this.#dtmfOut.tick();
    if (events !== null) {
      for (const { payload, marker, sinceStart } of events) {
        this.#send('telephone-event', payload, marker, (this.#timestamp - sinceStart) >>> 0);
      }
      return;
    }
    const frame = this.#finished ? null : this.#reel.next();
    if (frame !== null) {
      this.#send('pcma', frame, this.#talkStarts, this.#timestamp);
      this.#talkStarts = false;
    } else if (!this.#finished) {
      this.#finished = true;
      this.#handlers.finished();
    }
  }

  #send(name: 'pcma' | 'telephone-event', payload: Uint8Array, marker: boolean, timestamp: number): void {
    const sender = this.#transceiver?.sender;
    const codec = this.#transceiver?.codecs.find((c) => c.name.toLowerCase() === name);
    if (sender === undefined || codec === undefined) return;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const header = new RtpHeader({
      payloadType: codec.payloadType,
      sequenceNumber: this.#sequence,
      timestamp,
      marker,
      payloadOffset: 12,
    });
    // werift writes the payload type of `sender.codec` into every packet, so the event's codec stands there for this one.
    const usual = sender.codec;
    if (usual === undefined) return;
    sender.codec = codec;
    sender.sendRtp(new RtpPacket(header, Buffer.from(payload))).catch(() => {
      // The connection closed between the state check and the send: the call's end is told by its state.
    });
    sender.codec = usual;
  }

  #receive({ header, payload }: RtpPacket): void {
    if (this.#closed) return;
    const codec = this.#transceiver?.codecs.find((c) => c.payloadType === header.payloadType);
    if (codec?.name.toLowerCase() === 'pcma') this.#listener.hear(payload);
    else if (codec?.name.toLowerCase() === 'telephone-event') {
      const key = this.#dtmfIn.receive(header.timestamp, payload);
      if (key !== null) this.#handlers.digit(key);
    }
  }
}
