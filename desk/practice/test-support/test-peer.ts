/** For tests: the desk's side of the media, a second real werift peer that sends a tone and measures what it hears. */
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import { systemClock, TimerSet } from '../clock.ts';
import { DtmfReceiver, DtmfSender } from '../media/dtmf.ts';
import { Listener, type Heard } from '../media/listener.ts';
import { Player, Reel } from '../media/player.ts';
import { alawTone } from './tone.ts';

/** A browser's payload type for telephone-event at 8 kHz, which is not the line's own. */
const EVENT = 126;

const audio = (mimeType: string, payloadType: number): RTCRtpCodecParameters =>
  new RTCRtpCodecParameters({ mimeType, clockRate: 8000, channels: 1, payloadType });

export class TestPeer {
  readonly keys: string[] = [];
  readonly #peer: RTCPeerConnection;
  readonly #timers = new TimerSet(systemClock);
  readonly #player: Player;
  readonly #listener = new Listener();
  readonly #dtmf = new DtmfSender();
  readonly #keyReader = new DtmfReceiver();
  #sequence = 0;
  #timestamp = 0;

  constructor(hz: number) {
    this.#peer = new RTCPeerConnection({
      codecs: { audio: [audio('audio/PCMA', 8), audio('audio/telephone-event', EVENT)], video: [] },
      iceServers: [],
      iceUseIpv4: false,
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceInterfaceAddresses: { udp4: '127.0.0.1' },
    });
    this.#peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' });
    const tracks = new Set<MediaStreamTrack>();
    this.#peer.onTrack.subscribe((track) => {
      // werift announces the same track again after a hold.
      if (tracks.has(track)) return;
      tracks.add(track);
      track.onReceiveRtp.subscribe(({ header, payload }) => {
        if (header.payloadType === 8) this.#listener.hear(payload);
        else {
          const key = this.#keyReader.receive(header.timestamp, payload);
          if (key !== null) this.keys.push(key);
        }
      });
    });
    const reel = new Reel(alawTone(hz, 20_000), true);
    this.#player = new Player(systemClock, this.#timers, (ticks) => this.#tick(ticks, reel));
    this.#player.start();
  }

  async answer(offer: string): Promise<string> {
    await this.#peer.setRemoteDescription({ type: 'offer', sdp: offer });
    await this.#peer.setLocalDescription(await this.#peer.createAnswer());
    return this.#peer.localDescription?.sdp ?? '';
  }

  async offer(): Promise<string> {
    await this.#peer.setLocalDescription(await this.#peer.createOffer());
    return this.#peer.localDescription?.sdp ?? '';
  }

  async answered(sdp: string): Promise<void> {
    await this.#peer.setRemoteDescription({ type: 'answer', sdp });
  }

  get connected(): boolean {
    return this.#peer.connectionState === 'connected';
  }

  setDirection(direction: 'sendrecv' | 'sendonly' | 'inactive'): void {
    this.#peer.getTransceivers()[0]?.setDirection(direction);
  }

  heard(): Heard {
    return this.#listener.heard();
  }

  sendDtmf(digits: string): Promise<void> {
    return this.#dtmf.send(digits);
  }

  async close(): Promise<void> {
    this.#player.stop();
    this.#timers.clear();
    this.#dtmf.stop();
    await this.#peer.close();
  }

  #tick(ticks: number, reel: Reel): void {
    this.#timestamp = (this.#timestamp + 160 * ticks) >>> 0;
    const events = this.#dtmf.tick();
    const frame = reel.next();
    if (events !== null) {
      for (const e of events) this.#send(EVENT, e.payload, e.marker, this.#timestamp - e.sinceStart);
    } else if (frame !== null) this.#send(8, frame, false, this.#timestamp);
  }

  #send(payloadType: number, payload: Uint8Array, marker: boolean, timestamp: number): void {
    const transceiver = this.#peer.getTransceivers()[0];
    const codec = transceiver?.codecs.find(
      (c) => c.payloadType === payloadType || (payloadType === EVENT && c.name.toLowerCase() === 'telephone-event'),
    );
    const usual = transceiver?.sender.codec;
    if (transceiver === undefined || codec === undefined || usual === undefined) return;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const header = new RtpHeader({
      payloadType,
      sequenceNumber: this.#sequence,
      timestamp: timestamp >>> 0,
      marker,
      payloadOffset: 12,
    });
    transceiver.sender.codec = codec;
    transceiver.sender.sendRtp(new RtpPacket(header, Buffer.from(payload))).catch(() => undefined);
    transceiver.sender.codec = usual;
  }
}
