/** WebHID with headsets plugged in, whose keys a test presses and whose lamps it reads. For tests only. */
import type { PublishedHeadset } from './headsets.ts';

export class FakeHeadset extends EventTarget {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: readonly HIDCollectionInfo[];
  opened = false;
  /** every report that the host sent: id and bytes */
  readonly received: (readonly [number, readonly number[]])[] = [];
  readonly published: PublishedHeadset;

  constructor(published: PublishedHeadset) {
    super();
    this.published = published;
    ({
      vendorId: this.vendorId,
      productId: this.productId,
      productName: this.productName,
      collections: this.collections,
    } = published);
  }

  async open(): Promise<void> {
    if (this.opened) throw new DOMException('already open', 'InvalidStateError');
    this.opened = true;
  }

  async close(): Promise<void> {
    this.opened = false;
  }

  async sendReport(reportId: number, data: BufferSource): Promise<void> {
    if (!this.opened) throw new DOMException('closed', 'InvalidStateError');
    const bytes =
      data instanceof ArrayBuffer
        ? new Uint8Array(data)
        : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.received.push([reportId, [...bytes]]);
  }

  send(name: keyof PublishedHeadset['sends']): void {
    const report = this.published.sends[name];
    if (report === undefined) throw new Error(`${this.productName} has no such key`);
    const [reportId, bytes] = report;
    const event = Object.assign(new Event('inputreport'), {
      device: this,
      reportId,
      data: new DataView(Uint8Array.from(bytes).buffer),
    });
    this.dispatchEvent(event);
  }
}

export class FakeHid extends EventTarget {
  plugged: FakeHeadset[] = [];

  async getDevices(): Promise<HIDDevice[]> {
    return this.plugged as unknown as HIDDevice[];
  }

  async requestDevice(): Promise<HIDDevice[]> {
    return (await this.getDevices()).slice(0, 1);
  }

  plug(headset: FakeHeadset): void {
    this.plugged.push(headset);
    this.dispatchEvent(Object.assign(new Event('connect'), { device: headset }));
  }

  unplug(headset: FakeHeadset): void {
    headset.opened = false;
    this.plugged = this.plugged.filter((each) => each !== headset);
    this.dispatchEvent(Object.assign(new Event('disconnect'), { device: headset }));
  }
}
