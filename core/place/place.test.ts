/** Place and carrier look-ups on a small table, and what a damaged table does. */
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../number/parse-number.ts';
import { carrierOf } from './carrier-table.ts';
import { emptyPlaceTable, parsePlaceData } from './place-table.ts';

/** The prefixes 10, 755, 13800 and 1380013. */
const data = {
  format: 1,
  source: 'test',
  places: [
    ['北京', 'Beijing'],
    ['广东 深圳', 'Shenzhen, Guangdong'],
    ['广东', 'Guangdong'],
  ],
  steps: [10, 745, 13045, 1366213],
  at: [0, 1, 2, 0],
};

describe('PlaceTable', () => {
  const table = parsePlaceData(data);
  const zhOf = (raw: string): string | null => table?.lookUp(parseNumber(raw).key).place?.['zh-CN'] ?? null;

  it('finds area codes and mobile segments by the longest prefix', () => {
    expect(zhOf('010-88886666')).toBe('北京');
    expect(zhOf('0755-83214400')).toBe('广东 深圳');
    expect(zhOf('0755-96588')).toBe('广东 深圳');
    expect(zhOf('13800138000')).toBe('北京');
    expect(zhOf('13800999999')).toBe('广东');
    expect(zhOf('13801139999')).toBeNull();
  });

  it('names the country of overseas numbers and nothing for numbers of no place', () => {
    expect(table?.lookUp('+63285510947').place).toEqual({ 'zh-CN': '菲律宾', en: 'Philippines' });
    expect(zhOf('+85225550100')).toBe('中国香港');
    for (const raw of ['4008001234', '95588', '801', 'anonymous', '1440338120617', '83214400', 'x']) {
      expect(zhOf(raw)).toBeNull();
    }
  });

  it('refuses a table that is not whole', () => {
    expect(parsePlaceData({ ...data, at: [0, 1, 2] })).toBeNull();
    expect(parsePlaceData({ ...data, at: [0, 1, 2, 3] })).toBeNull();
    expect(parsePlaceData({ ...data, steps: [10, 0, 1, 1] })).toBeNull();
    expect(parsePlaceData({ ...data, steps: [10, 1, 1, 9_999_999] })).toBeNull();
    expect(parsePlaceData({ ...data, steps: ['10', 1, 1, 1] })).toBeNull();
    expect(parsePlaceData({ ...data, format: 2 })).toBeNull();
    expect(parsePlaceData('')).toBeNull();
  });

  it('knows countries without any table', () => {
    expect(emptyPlaceTable.lookUp('+8613800138000').place).toBeNull();
    expect(emptyPlaceTable.lookUp('+81312345678').place?.en).toBe('Japan');
  });
});

describe('carrierOf', () => {
  it.each([
    ['13800138000', 'basic-mobile'],
    ['13012345678', 'basic-unicom'],
    ['13312345678', 'basic-telecom'],
    ['13491234567', 'basic-telecom'],
    ['19212345678', 'basic-broadnet'],
    ['16512345678', 'virtual-mobile'],
    ['17051234567', 'virtual-mobile'],
    ['17091234567', 'virtual-unicom'],
    ['17112345678', 'virtual-unicom'],
    ['16212345678', 'virtual-telecom'],
    ['17001234567', 'virtual-telecom'],
    ['14200281101', 'unallocated'],
    ['19400281101', 'unallocated'],
    ['17951380013', null],
    ['0755-83214400', null],
    ['+63285510947', null],
    ['1440338120617', null],
  ])('%s → %s', (raw, carrier) => {
    expect(carrierOf(parseNumber(raw).key)).toBe(carrier);
  });
});
