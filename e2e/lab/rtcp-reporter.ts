// What a caller reports of what it receives (RTCP receiver reports, RFC 3550 6.4.2), so that the desk learns how it is heard.
// Counts sequence numbers; knows nothing of sound.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** RFC 3550 6.2 would say 5 s; a spec has not so long to wait. */
const everyMs = 1_000;
const rate = 8_000;
const senderReport = 200;
const receiverReport = 201;
const sourceDescription = 202;

export class RtcpReporter {
  readonly #socket: Socket;
  readonly #ssrc: number;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  #source: number | undefined;
  #base = 0;
  #highest = 0;
  #received = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  #transit: number | undefined;
  #jitter = 0;
  #lastReport: { readonly middle: number; readonly at: number } | undefined;

  private constructor(socket: Socket, ssrc: number) {
    this.#socket = socket;
    this.#ssrc = ssrc;
    socket.on('message', (packet) => this.#read(packet));
    socket.on('error', () => undefined);
  }

  /** undefined where that port is taken. */
  static async open(port: number, ssrc: number): Promise<RtcpReporter | undefined> {
    const socket = createSocket('udp4');
    socket.bind(port, '127.0.0.1');
    try {
      await once(socket, 'listening');
    } catch {
      socket.close();
      return undefined;
    }
    return new RtcpReporter(socket, ssrc);
  }

  start(remotePort: number, remoteHost: string): void {
    clearInterval(this.#timer);
    // a caller's last words may move its far end after it has hung up
    if (this.#closed) return;
    this.#timer = setInterval(() => {
      if (this.#source !== undefined) this.#socket.send(this.#report(this.#source), remotePort, remoteHost);
    }, everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }

  /** One RTP packet that arrived. */
  packet(source: number, sequence: number, timestamp: number): void {
    if (source !== this.#source) {
      // another far end (transfer, a media proxy that restarted): counted anew
      this.#source = source;
      this.#base = this.#highest = sequence;
      this.#received = this.#expectedBefore = this.#receivedBefore = 0;
      this.#transit = undefined;
    }
    this.#received++;
    const ahead = (sequence - this.#highest) & 0xffff;
    if (ahead !== 0 && ahead < 0x8000) this.#highest += ahead;
    // RFC 3550 A.8
    const transit = (performance.now() * rate) / 1000 - timestamp;
    if (this.#transit !== undefined) this.#jitter += (Math.abs(transit - this.#transit) - this.#jitter) / 16;
    this.#transit = transit;
  }

  /** RR and SDES, as a compound has to be (6.1). */
  #report(source: number): Buffer {
    const expected = this.#highest - this.#base + 1;
    const lost = Math.max(0, expected - this.#received);
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = Math.max(0, expectedNow - (this.#received - this.#receivedBefore));
    this.#expectedBefore = expected;
    this.#receivedBefore = this.#received;
    const report = Buffer.alloc(32);
    report.writeUInt8(0x81, 0);
    report.writeUInt8(receiverReport, 1);
    report.writeUInt16BE(7, 2);
    report.writeUInt32BE(this.#ssrc, 4);
    report.writeUInt32BE(source, 8);
    report.writeUInt8(expectedNow > 0 ? Math.min(255, Math.floor((lostNow / expectedNow) * 256)) : 0, 12);
    report.writeUIntBE(lost, 13, 3);
    report.writeUInt32BE(this.#highest >>> 0, 16);
    report.writeUInt32BE(Math.round(this.#jitter), 20);
    if (this.#lastReport !== undefined) {
      report.writeUInt32BE(this.#lastReport.middle, 24);
      report.writeUInt32BE(Math.round(((performance.now() - this.#lastReport.at) / 1000) * 65_536), 28);
    }
    const name = Buffer.from('lab', 'latin1');
    const description = Buffer.alloc(8 + 2 + name.length + 1 + ((4 - ((2 + name.length + 1) % 4)) % 4));
    description.writeUInt8(0x81, 0);
    description.writeUInt8(sourceDescription, 1);
    description.writeUInt16BE(description.length / 4 - 1, 2);
    description.writeUInt32BE(this.#ssrc, 4);
    description.writeUInt8(1, 8);
    description.writeUInt8(name.length, 9);
    name.copy(description, 10);
    return Buffer.concat([report, description]);
  }

  #read(packet: Buffer): void {
    if (packet.length < 20 || packet.readUInt8(1) !== senderReport) return;
    this.#lastReport = { middle: packet.readUInt32BE(10), at: performance.now() };
  }
}
