import { describe, expect, it } from 'vitest';
import { decodeText, formatOf } from './decode-text.ts';

describe('the text of an imported file', () => {
  it('is UTF-8, with its mark dropped', () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('姓名,电话')]);
    expect(decodeText(bytes)).toEqual({ text: '姓名,电话', encoding: 'utf-8' });
  });
  it('is GB18030 where it is no UTF-8', () => {
    // 张三 in GB2312
    expect(decodeText(new Uint8Array([0xd5, 0xc5, 0xc8, 0xfd]))).toEqual({ text: '张三', encoding: 'gb18030' });
  });
  it('is UTF-16 by its mark', () => {
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0x20, 0x5f]))).toEqual({ text: '张', encoding: 'utf-16le' });
  });
  it('is told apart by name or first line', () => {
    expect(formatOf('客户.VCF', '')).toBe('vcard');
    expect(formatOf('export', 'BEGIN:VCARD\r\n')).toBe('vcard');
    expect(formatOf('客户.csv', '')).toBe('csv');
    expect(formatOf('客户.xlsx', 'PK')).toBeNull();
  });
});
