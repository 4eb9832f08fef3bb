/** A report descriptor's bytes as WebHID would show them (HID 1.11, 6.2.2): fixtures can be vendors' own bytes. For tests only. */

interface Globals {
  usagePage: number;
  reportSize: number;
  reportCount: number;
  reportId: number;
}

interface Open {
  readonly usagePage: number;
  readonly usage: number;
  readonly children: Open[];
  readonly inputs: Map<number, HIDReportItem[]>;
  readonly outputs: Map<number, HIDReportItem[]>;
}

/** `text`: hexadecimal bytes */
export function readDescriptor(text: string): HIDCollectionInfo[] {
  const bytes = text
    .trim()
    .split(/\s+/)
    .map((byte) => Number.parseInt(byte, 16));
  const top: Open[] = [];
  const stack: Open[] = [];
  const globals: Globals = { usagePage: 0, reportSize: 0, reportCount: 0, reportId: 0 };
  let local: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const prefix = bytes[at] ?? 0;
    const size = [0, 1, 2, 4][prefix & 3] ?? 0;
    let value = 0;
    for (let n = 0; n < size; n++) value += (bytes[at + 1 + n] ?? 0) * 2 ** (8 * n);
    at += 1 + size;
    switch (prefix & 0xfc) {
      case 0x04:
        globals.usagePage = value;
        break;
      case 0x74:
        globals.reportSize = value;
        break;
      case 0x84:
        globals.reportId = value;
        break;
      case 0x94:
        globals.reportCount = value;
        break;
      case 0x08:
        local.push(size === 4 ? value : globals.usagePage * 0x1_0000 + value);
        break;
      case 0xa0: {
        const usage = local[0] ?? 0;
        const collection: Open = {
          usagePage: usage >>> 16,
          usage: usage & 0xffff,
          children: [],
          inputs: new Map(),
          outputs: new Map(),
        };
        (stack.at(-1)?.children ?? top).push(collection);
        stack.push(collection);
        local = [];
        break;
      }
      case 0xc0:
        stack.pop();
        local = [];
        break;
      case 0x80:
      case 0x90: {
        const item: HIDReportItem = {
          usages: local,
          isRange: false,
          isArray: (value & 0x02) === 0,
          isAbsolute: (value & 0x04) === 0,
          hasPreferredState: (value & 0x20) === 0,
          reportSize: globals.reportSize,
          reportCount: globals.reportCount,
        };
        // as Chromium lists it: with the collection that it lies in, and with every one around that
        for (const collection of stack) {
          const reports = (prefix & 0xfc) === 0x80 ? collection.inputs : collection.outputs;
          reports.set(globals.reportId, [...(reports.get(globals.reportId) ?? []), item]);
        }
        local = [];
        break;
      }
      default:
      // limits, units and features say nothing of where a bit lies
    }
  }
  return top.map(infoOf);
}

function infoOf({ usagePage, usage, children, inputs, outputs }: Open): HIDCollectionInfo {
  const list = (reports: Open['inputs']): HIDReportInfo[] =>
    [...reports].map(([reportId, items]) => ({ reportId, items }));
  return {
    usagePage,
    usage,
    children: children.map(infoOf),
    inputReports: list(inputs),
    outputReports: list(outputs),
  };
}
