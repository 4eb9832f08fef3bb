/** The part of WebHID (WICG) that headset keys need; TypeScript's own DOM types have none of it. */
interface HIDReportItem {
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  readonly isRange?: boolean;
  readonly isArray?: boolean;
  readonly isAbsolute?: boolean;
  readonly hasPreferredState?: boolean;
  readonly reportSize?: number;
  readonly reportCount?: number;
}

interface HIDReportInfo {
  readonly reportId?: number;
  readonly items?: readonly HIDReportItem[];
}

interface HIDCollectionInfo {
  readonly usagePage?: number;
  readonly usage?: number;
  readonly children?: readonly HIDCollectionInfo[];
  readonly inputReports?: readonly HIDReportInfo[];
  readonly outputReports?: readonly HIDReportInfo[];
}

interface HIDInputReportEvent extends Event {
  readonly device: HIDDevice;
  readonly reportId: number;
  readonly data: DataView;
}

interface HIDDevice extends EventTarget {
  readonly opened: boolean;
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: readonly HIDCollectionInfo[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: BufferSource): Promise<void>;
  addEventListener(type: 'inputreport', listener: (event: HIDInputReportEvent) => void): void;
  removeEventListener(type: 'inputreport', listener: (event: HIDInputReportEvent) => void): void;
}

interface HID extends EventTarget {
  getDevices(): Promise<HIDDevice[]>;
  requestDevice(options: {
    readonly filters: readonly { readonly usagePage?: number; readonly usage?: number }[];
  }): Promise<HIDDevice[]>;
}

interface Navigator {
  readonly hid: HID;
}
