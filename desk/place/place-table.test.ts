/** The place table as the build makes it, written, loaded and asked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaceTable } from '../../core/place/place-table.ts';
import { buildPlaceData, readSource } from './build-place-table.ts';
import { loadPlaceTable, PlaceTableError } from './load-place-table.ts';
import { shortChinesePlace, tidyEnglishPlace } from './place-names.ts';

describe('the built place table', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linewarden-place-'));
  let table: PlaceTable;
  let size = 0;
  beforeAll(() => {
    const json = JSON.stringify(buildPlaceData(readSource()));
    size = json.length;
    writeFileSync(join(folder, 'places.json'), json);
    table = loadPlaceTable(join(folder, 'places.json'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is small enough to ship', () => {
    expect(size).toBeLessThan(1_500_000);
  });

  it.each([
    ['+8613800138000', '北京', 'Beijing'],
    ['+8675583214400', '广东 深圳', 'Shenzhen, Guangdong'],
    ['+862166668888', '上海', 'Shanghai'],
    ['+8618999711234', '新疆 伊犁', 'Ili, Xinjiang'],
    ['+862988886666', '陕西 西安、咸阳', 'Xi’an / Xianyang, Shaanxi'],
  ])('%s is from %s', (key, zh, en) => {
    expect(table.lookUp(key).place).toEqual({ 'zh-CN': zh, en });
  });

  it('answers a typed error for a file that is missing or damaged', () => {
    const damaged = join(folder, 'damaged.json');
    writeFileSync(damaged, '{"format":1');
    expect(() => loadPlaceTable(damaged)).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(() => loadPlaceTable(join(folder, 'none.json'))).toThrow(PlaceTableError);
  });
});

describe('place names', () => {
  it.each([
    ['广东省广州市', '广东 广州'],
    ['重庆市', '重庆'],
    ['天津', '天津'],
    ['内蒙古锡林郭勒盟', '内蒙古 锡林郭勒'],
    ['湖南省湘西土家族苗族自治州', '湖南 湘西'],
    ['青海省海西蒙古族藏族自治州', '青海 海西'],
    ['西藏索县', '西藏 索县'],
    ['湖北省襄樊市、襄樊市', '湖北 襄阳'],
    ['西藏那曲地区、嘉黎县、聂荣县、申扎县', '西藏 那曲'],
  ])('%s → %s', (full, short) => {
    expect(shortChinesePlace(full)).toBe(short);
  });

  it.each([
    ['XiAn/Xianyang, Shaanxi', 'Xi’an / Xianyang, Shaanxi'],
    ['Da Hinggan Ling, Heilongjiang', 'Da Hinggan Ling, Heilongjiang'],
    ['Xiangyang/Xiangfan, Hubei', 'Xiangyang, Hubei'],
    ['Beijing', 'Beijing'],
  ])('%s → %s', (full, tidy) => {
    expect(tidyEnglishPlace(full)).toBe(tidy);
  });
});
