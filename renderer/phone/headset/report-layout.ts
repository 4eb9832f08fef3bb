/**
 * Where in a headset's reports its keys and lamps lie, read from the descriptor as WebHID gives it (HID 1.11, 6.2.2; HID Usage
 * Tables 1.5). Pure: knows the standard's telephony and LED usages, and no vendor.
 */

/** usage page in the upper, usage in the lower 16 bits */
export const usages = {
  hookSwitch: 0x0b_0020,
  flash: 0x0b_0021,
  drop: 0x0b_0026,
  mute: 0x0b_002f,
  /** vendors mark their reject key so, with a key of the Button page beside it */
  programmable: 0x0b_0007,
  ringer: 0x0b_009e,
  muteLamp: 0x08_0009,
  offHookLamp: 0x08_0017,
  ringLamp: 0x08_0018,
  holdLamp: 0x08_0020,
  microphoneLamp: 0x08_0021,
} as const;

const telephonyPage = 0x0b;
const buttonPage = 0x09;

export type Key = 'hook' | 'mute' | 'flash' | 'reject';
export type Lamp = 'off-hook' | 'ring' | 'mute' | 'hold';

export interface KeyField {
  readonly key: Key;
  readonly reportId: number;
  readonly bit: number;
  /** it stands for a state that lasts; else it says only "pressed" */
  readonly isSwitch: boolean;
}

export interface LampField {
  readonly lamp: Lamp;
  readonly reportId: number;
  readonly bit: number;
}

export interface Layout {
  readonly keys: readonly KeyField[];
  readonly lamps: readonly LampField[];
  /** bytes of each output report that has a lamp of ours */
  readonly outputs: ReadonlyMap<number, number>;
}

interface Bit {
  readonly reportId: number;
  readonly bit: number;
  readonly usages: readonly number[];
  readonly item: HIDReportItem;
}

/** A descriptor may claim anything: no report of a headset is longer. */
const maxBits = 64 * 8;

/** outer ones first */
function* allCollections(collections: readonly HIDCollectionInfo[], depth = 0): Generator<HIDCollectionInfo> {
  if (depth > 4) return;
  yield* collections;
  for (const { children = [] } of collections) yield* allCollections(children, depth + 1);
}

/**
 * The reports of the headset's own collection; other top-level ones (volume keys, vendors' own) are not ours. What lies in a
 * collection within it belongs to its reports as well: browsers list it with the outer one, so the inner one counts only for
 * reports that the outer one has not.
 */
function reportsOf(
  collections: readonly HIDCollectionInfo[],
  pick: (collection: HIDCollectionInfo) => readonly HIDReportInfo[] | undefined,
): HIDReportInfo[] {
  const ours = collections.filter(({ usagePage }) => usagePage === telephonyPage);
  const found = new Map<number, HIDReportInfo>();
  for (const collection of allCollections(ours))
    for (const report of pick(collection) ?? []) {
      const id = report.reportId ?? 0;
      if (!found.has(id)) found.set(id, report);
    }
  return [...found.values()];
}

/** Every one-bit field of these reports. A report's items follow one another without gaps (HID 1.11, 8.1). */
function bitsOf(reports: readonly HIDReportInfo[]): { readonly bits: Bit[]; readonly sizes: Map<number, number> } {
  const bits: Bit[] = [];
  const sizes = new Map<number, number>();
  for (const { reportId = 0, items = [] } of reports) {
    let at = 0;
    for (const item of items) {
      const size = item.reportSize ?? 0;
      const count = item.reportCount ?? 0;
      if (size < 1 || count < 1 || at + size * count > maxBits) break;
      if (size === 1 && item.isArray !== true)
        for (let index = 0; index < count; index++) {
          const own = usagesAt(item, index, count);
          if (own.length > 0) bits.push({ reportId, bit: at + index, usages: own, item });
        }
      at += size * count;
    }
    sizes.set(reportId, Math.ceil(at / 8));
  }
  return { bits, sizes };
}

/** The nth field has the nth usage; what is left over belongs to the last one. */
function usagesAt(item: HIDReportItem, index: number, count: number): readonly number[] {
  if (item.isRange === true) {
    const { usageMinimum: first, usageMaximum: last } = item;
    return first === undefined || last === undefined || first + index > last ? [] : [first + index];
  }
  const all = item.usages ?? [];
  return index === count - 1 ? all.slice(index) : all.slice(index, index + 1);
}

function keyOf(own: readonly number[]): Key | null {
  for (const usage of own) {
    if (usage === usages.hookSwitch) return 'hook';
    if (usage === usages.mute) return 'mute';
    if (usage === usages.flash) return 'flash';
    if (usage === usages.drop || usage === usages.programmable || usage >>> 16 === buttonPage) return 'reject';
  }
  return null;
}

/** A switch stays where it was put; what springs back, or tells changes alone, is a key (HID Usage Tables 1.5, 3.4.1.2). */
function isSwitch(key: Key, { isAbsolute = true, hasPreferredState = true }: HIDReportItem): boolean {
  // simple headsets leave out "no preferred state" on a hook switch that lasts all the same
  return isAbsolute && (key === 'hook' || (key === 'mute' && !hasPreferredState));
}

export function layoutOf(collections: readonly HIDCollectionInfo[]): Layout {
  const inputs = bitsOf(reportsOf(collections, ({ inputReports }) => inputReports));
  const outputs = bitsOf(reportsOf(collections, ({ outputReports }) => outputReports));
  const keys = inputs.bits.flatMap(({ reportId, bit, usages: own, item }): KeyField[] => {
    const key = keyOf(own);
    return key === null ? [] : [{ key, reportId, bit, isSwitch: isSwitch(key, item) }];
  });
  const find = (lamp: Lamp, ...wanted: readonly number[]): LampField[] => {
    for (const usage of wanted) {
      const found = outputs.bits.find(({ usages: own }) => own.includes(usage));
      if (found !== undefined) return [{ lamp, reportId: found.reportId, bit: found.bit }];
    }
    return [];
  };
  const lamps = [
    ...find('off-hook', usages.offHookLamp),
    ...find('ring', usages.ringLamp, usages.ringer),
    ...find('mute', usages.muteLamp, usages.microphoneLamp),
    ...find('hold', usages.holdLamp),
  ];
  const sizes = lamps.map(({ reportId }): [number, number] => [reportId, outputs.sizes.get(reportId) ?? 1]);
  return { keys, lamps, outputs: new Map(sizes) };
}

/** Of several interfaces of one headset, the one with the keys. */
export function hasKeys({ keys }: Layout): boolean {
  return keys.some(({ key }) => key === 'hook' || key === 'mute');
}
