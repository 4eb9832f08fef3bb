// A caller's ear and mouth: one UDP port that sends PCMA (tone, file, silence) and RFC 4733 digits, and measures what arrives.
// RTP only (RFC 3550); it knows nothing of SIP. Must stay cheap: 50 packets a second each way.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { BadNetwork } from './bad-network.ts';
import { decodeAlaw, decodeUlaw, encodeAlaw } from './g711.ts';
import { never } from './never.ts';
import { RtcpReporter } from './rtcp-reporter.ts';
import { detectTone, readWav, type Tone } from './tone.ts';
import { waitFor } from './waiting.ts';

const rate = 8_000;
const samplesPerPacket = 160;
const packetMs = 20;
const catchUpMs = 100;
const pcmu = 0;
const pcma = 8;
const digits = '0123456789*#ABCD';
/** RFC 4733 2.5.1.4: the end of an event is sent three times. */
const endPackets = 3;
/** What `tone()` looks at: enough for 5 Hz steps, short enough to be about "now". */
const windowSamples = rate;

export interface ReceivedDigit {
  readonly digit: string;
  readonly durationMs: number;
  /** The key was let go. */
  readonly ended: boolean;
}

export interface RtpEndpointOptions {
  /** The telephone-event payload type of the caller's SDP. */
  readonly eventPayloadType?: number;
}

type Source =
  | { kind: 'silence' }
  | { kind: 'tone'; hz: number; amplitude: number }
  | { kind: 'sound'; samples: Float32Array; loop: boolean };

interface Event {
  readonly code: number;
  readonly timestamp: number;
  readonly samples: number;
  elapsed: number;
  ends: number;
  readonly done: () => void;
}

function resample(samples: Float32Array, from: number): Float32Array {
  if (from === rate) return samples;
  // Averages each output sample's stretch: a crude low-pass, but it keeps 48 kHz material from folding over.
  const step = from / rate;
  return Float32Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    const start = Math.floor(n * step);
    const end = Math.max(start + 1, Math.floor((n + 1) * step));
    let sum = 0;
    for (let at = start; at < end; at++) sum += samples[at] ?? 0;
    return sum / (end - start);
  });
}

export class RtpEndpoint {
  readonly #socket: Socket;
  readonly #rtcp: RtcpReporter;
  /** the way from here to the PBX, and back; clear until a spec says otherwise */
  readonly network = { there: new BadNetwork(1), back: new BadNetwork(2) };
  readonly port: number;
  readonly #eventPayloadType: number;
  readonly #ssrc: number;
  #sequence = Math.floor(Math.random() * 0x8000);
  #timestamp = Math.floor(Math.random() * 0x8000_0000);
  #source: Source = { kind: 'tone', hz: 440, amplitude: 0.5 };
  #at = 0;
  #event: Event | undefined;
  #timer: NodeJS.Timeout | undefined;
  #remotePort: number | undefined;
  #remoteHost = '127.0.0.1';
  #window = new Float32Array(windowSamples);
  #windowAt = 0;
  #received = 0;
  #sent = 0;
  #lastPacketAt: number | undefined;
  #firstPacketAt: number | undefined;
  #closed = false;
  readonly #events = new Map<number, ReceivedDigit>();

  private constructor(socket: Socket, rtcp: RtcpReporter, ssrc: number, options: RtpEndpointOptions) {
    this.#socket = socket;
    this.#rtcp = rtcp;
    this.#ssrc = ssrc;
    this.port = socket.address().port;
    this.#eventPayloadType = options.eventPayloadType ?? 101;
    socket.on('message', (packet, { port }) => {
      // After a transfer the old far end may go on for a while: it is not heard any more.
      if (this.#remotePort === undefined || this.#remotePort === port)
        this.network.back.carry(() => this.#receive(packet));
    });
    // An unreachable far end (ICMP) is normal at the end of a call.
    socket.on('error', () => undefined);
  }

  static async open(options: RtpEndpointOptions = {}): Promise<RtpEndpoint> {
    // RTP wants an even port (RFC 3550 11), and rtpengine takes the odd one above it for RTCP.
    for (let tries = 0; tries < 50; tries++) {
      const socket = createSocket('udp4');
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
      const { port } = socket.address();
      const ssrc = Math.floor(Math.random() * 0xffff_ffff);
      const rtcp = port % 2 === 0 ? await RtcpReporter.open(port + 1, ssrc) : undefined;
      if (rtcp !== undefined) return new RtpEndpoint(socket, rtcp, ssrc, options);
      socket.close();
    }
    throw new Error('No even UDP port found');
  }

  /** Packets of audio that arrived so far. */
  get packets(): number {
    return this.#received;
  }

  get sentPackets(): number {
    return this.#sent;
  }

  /** When the first audio packet arrived, in `performance.now()` terms; undefined before. */
  get firstPacketAt(): number | undefined {
    return this.#firstPacketAt;
  }

  /** ms since the last audio packet; Infinity before the first. */
  get silentForMs(): number {
    return this.#lastPacketAt === undefined ? Infinity : performance.now() - this.#lastPacketAt;
  }

  /** The digits that the far end keyed (RFC 4733), in the order of their beginning. */
  get receivedDigits(): readonly ReceivedDigit[] {
    return [...this.#events.values()];
  }

  /** Starts (or redirects) the sending of whatever `play…` chose: a 440 Hz tone unless told otherwise. */
  start(remotePort: number, remoteHost = '127.0.0.1'): void {
    this.#remotePort = remotePort;
    this.#remoteHost = remoteHost;
    this.#rtcp.start(remotePort + 1, remoteHost);
    if (this.#timer !== undefined) return;
    let due = performance.now();
    const tick = (): void => {
      // Catches up after a late timer; what is later than a jitter buffer waits is left out, as a telephone does: a burst of it
      // would be heard as jitter for a long time after.
      const late = Math.max(0, Math.floor((performance.now() - due - catchUpMs) / packetMs));
      due += late * packetMs;
      this.#timestamp = (this.#timestamp + late * samplesPerPacket) >>> 0;
      for (; due <= performance.now(); due += packetMs) this.#sendPacket();
      this.#timer = setTimeout(tick, Math.max(1, due - performance.now()));
    };
    tick();
  }

  playTone(hz: number, amplitude = 0.5): void {
    this.#source = { kind: 'tone', hz, amplitude };
  }

  playSilence(): void {
    this.#source = { kind: 'silence' };
  }

  /** A 16 bit PCM WAV file's bytes, any rate. */
  playWav(file: Buffer, { loop = false }: { readonly loop?: boolean } = {}): void {
    const { samples, rate: from } = readWav(file);
    this.#source = { kind: 'sound', samples: resample(samples, from), loop };
    this.#at = 0;
  }

  /** Raw A-law bytes at 8 kHz. */
  playAlaw(bytes: Buffer, { loop = false }: { readonly loop?: boolean } = {}): void {
    this.#source = { kind: 'sound', samples: Float32Array.from(bytes, decodeAlaw), loop };
    this.#at = 0;
  }

  /** Keys digits as RFC 4733 events, one after the other; resolves when the last one has ended. */
  async sendDigits(text: string, { pressMs = 160, gapMs = 100 } = {}): Promise<void> {
    if (this.#timer === undefined) throw new Error('sendDigits before start: nobody is on the other end yet');
    for (const digit of text) {
      const code = digits.indexOf(digit.toUpperCase());
      if (code < 0) throw new Error(`"${digit}" is not a telephone key`);
      await new Promise<void>((done) => {
        this.#event = { code, timestamp: this.#timestamp, samples: (pressMs * rate) / 1000, elapsed: 0, ends: 0, done };
      });
      await new Promise((resolve) => setTimeout(resolve, gapMs));
    }
  }

  /** The tone in the last second that was heard. */
  tone(): Tone {
    const filled = Math.min(this.#windowAt, windowSamples);
    const samples = new Float32Array(filled);
    for (let n = 0; n < filled; n++) samples[n] = this.#window[(this.#windowAt - filled + n) % windowSamples] ?? 0;
    return detectTone(samples, rate);
  }

  /** Forgets what was heard, so that the next `tone()` is about what comes from now on. */
  forget(): void {
    this.#windowAt = 0;
  }

  /** Waits until a tone of `hz` (± 10) is most of what was heard; throws with what was heard instead. */
  waitForTone(hz: number, timeoutMs = 20_000): Promise<Tone> {
    return waitFor(
      () => {
        if (this.#windowAt < windowSamples / 2) return undefined;
        const tone = this.tone();
        return Math.abs(tone.hz - hz) <= 10 && tone.purity > 0.4 ? tone : undefined;
      },
      {
        what: `a ${hz} Hz tone at the caller's end`,
        timeoutMs,
        everyMs: 100,
        detail: () => `heard: ${JSON.stringify(this.tone())}, ${this.packets} packets, ${this.sentPackets} sent`,
      },
    );
  }

  /** Waits until a whole second of what was heard is silent: packets without sound, not their absence. */
  waitForSilence(timeoutMs = 20_000): Promise<Tone> {
    return waitFor(
      () => {
        const tone = this.tone();
        return this.#windowAt >= windowSamples && tone.level < 0.01 ? tone : undefined;
      },
      {
        what: "a second of silence at the caller's end",
        timeoutMs,
        everyMs: 100,
        detail: () => `heard: ${JSON.stringify(this.tone())}, ${this.packets} packets`,
      },
    );
  }

  async waitForDigits(text: string, timeoutMs = 20_000): Promise<readonly ReceivedDigit[]> {
    const heard = (): string => this.receivedDigits.map(({ digit }) => digit).join('');
    await waitFor(() => (heard() === text && this.receivedDigits.every(({ ended }) => ended) ? true : undefined), {
      what: `the digits ${text} at the caller's end`,
      timeoutMs,
      detail: () => `heard: "${heard()}"`,
    });
    return this.receivedDigits;
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#closed = true;
    this.#event?.done();
    this.#rtcp.stop();
    this.#socket.close();
  }

  #nextSample(): number {
    const source = this.#source;
    const n = this.#at++;
    switch (source.kind) {
      case 'silence':
        return 0;
      case 'tone':
        return source.amplitude * Math.sin((2 * Math.PI * source.hz * n) / rate);
      case 'sound':
        return source.samples[source.loop ? n % source.samples.length : n] ?? 0;
      default:
        return never(source);
    }
  }

  #sendPacket(): void {
    if (this.#remotePort === undefined || this.#closed) return;
    const packet = this.#event === undefined ? this.#audioPacket() : this.#eventPacket(this.#event);
    const { port, host } = { port: this.#remotePort, host: this.#remoteHost };
    this.network.there.carry(() => {
      if (!this.#closed) this.#socket.send(packet, port, host);
    });
    this.#sent++;
    this.#timestamp = (this.#timestamp + samplesPerPacket) >>> 0;
  }

  #header(payloadType: number, timestamp: number, marker: boolean, payloadLength: number): Buffer {
    const packet = Buffer.alloc(12 + payloadLength);
    packet[0] = 0x80;
    packet[1] = payloadType | (marker ? 0x80 : 0);
    packet.writeUInt16BE(this.#sequence, 2);
    packet.writeUInt32BE(timestamp, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    return packet;
  }

  #audioPacket(): Buffer {
    const packet = this.#header(pcma, this.#timestamp, this.#sent === 0, samplesPerPacket);
    for (let n = 0; n < samplesPerPacket; n++) packet[12 + n] = encodeAlaw(this.#nextSample());
    return packet;
  }

  #eventPacket(event: Event): Buffer {
    const packet = this.#header(this.#eventPayloadType, event.timestamp, event.elapsed === 0, 4);
    event.elapsed = Math.min(event.samples, event.elapsed + samplesPerPacket);
    const ended = event.elapsed >= event.samples;
    packet[12] = event.code;
    packet[13] = (ended ? 0x80 : 0) | 10; // volume: -10 dBm0
    packet.writeUInt16BE(event.elapsed, 14);
    if (ended && ++event.ends >= endPackets) {
      this.#event = undefined;
      event.done();
    }
    return packet;
  }

  #receive(packet: Buffer): void {
    // Anything but RTP version 2 (stray STUN, say) and RTCP (RFC 5761 4) is not ours.
    if (packet.length < 12 || packet.readUInt8(0) >> 6 !== 2) return;
    const payloadType = packet.readUInt8(1) & 0x7f;
    if (payloadType >= 72 && payloadType <= 79) return;
    if (this.#closed) return;
    this.#rtcp.packet(packet.readUInt32BE(8), packet.readUInt16BE(2), packet.readUInt32BE(4));
    const contributors = packet.readUInt8(0) & 0x0f;
    let start = 12 + contributors * 4;
    if ((packet.readUInt8(0) & 0x10) !== 0) {
      if (packet.length < start + 4) return;
      start += 4 + packet.readUInt16BE(start + 2) * 4;
    }
    const payload = packet.subarray(start);
    if (payloadType === this.#eventPayloadType) {
      if (payload.length < 4) return;
      const digit = digits[payload.readUInt8(0)];
      if (digit === undefined) return;
      this.#events.set(packet.readUInt32BE(4), {
        digit,
        durationMs: (payload.readUInt16BE(2) * 1000) / rate,
        ended: (payload.readUInt8(1) & 0x80) !== 0,
      });
      return;
    }
    const decode = payloadType === pcma ? decodeAlaw : payloadType === pcmu ? decodeUlaw : undefined;
    if (decode === undefined) return;
    this.#received++;
    this.#lastPacketAt = performance.now();
    this.#firstPacketAt ??= this.#lastPacketAt;
    for (const byte of payload) this.#window[this.#windowAt++ % windowSamples] = decode(byte);
  }
}
