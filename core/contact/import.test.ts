/** Contact files as spreadsheets and phones export them. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactSchema } from './contact.ts';
import { importCsv } from './import-csv.ts';
import { importVcard } from './import-vcard.ts';

describe('importCsv', () => {
  it('reads a Chinese table with a byte order mark, several numbers and VIP', () => {
    const text =
      '\uFEFF姓名,公司,手机,电话,VIP\r\n王丽,云帆科技,138 0013 8000,010-88886666转801,是\r\n李强,,"13900000000、+63285510947",,\r\n';
    expect(importCsv(text)).toEqual({
      read: 2,
      problems: [],
      contacts: [
        { name: '王丽', company: '云帆科技', vip: true, numbers: ['+8613800138000', '+861088886666'], source: 'csv' },
        { name: '李强', company: '', vip: false, numbers: ['+8613900000000', '+63285510947'], source: 'csv' },
      ],
    });
  });

  it.each([
    ['Name,Company,Phone,VIP\nWang Li,Acme,13800138000,yes', 'Wang Li', true],
    ['Name;Company;Phone;VIP\nWang Li;Acme;13800138000;1', 'Wang Li', true],
    ['Full Name\tOrganization\tMobile\tVIP\nWang Li\tAcme\t13800138000\tno', 'Wang Li', false],
    ['First Name,Last Name,Phone 1 - Type,Phone 1 - Value\nLi,Wang,Mobile,13800138000', 'Li Wang', false],
    ['姓,名,联系电话,传真\n王,丽,13800138000,01088886666', '王丽', false],
  ])('understands %j', (text, name, vip) => {
    const { contacts, problems } = importCsv(text);
    expect(problems).toEqual([]);
    expect(contacts).toMatchObject([{ name, vip, numbers: ['+8613800138000'] }]);
  });

  it('says what it left out, with line and reason, and keeps the rest', () => {
    const text = [
      'name,company,phone',
      '"Two',
      'lines",Acme,13800138000',
      'No number,Acme,',
      ',,13800138001',
      '',
      'Bad,Acme,hello',
      'Excel,Acme,1.38001E+10',
      'Half,Acme,13800138002/x?',
      'Again,Acme,13800138000',
    ].join('\n');
    const { read, contacts, problems } = importCsv(text);
    expect(contacts).toMatchObject([
      { name: 'Two lines', numbers: ['+8613800138000'] },
      { name: 'Half', numbers: ['+8613800138002'] },
    ]);
    expect(read).toBe(7);
    expect(problems).toEqual([
      { line: 4, reason: 'no-number', text: 'No number Acme' },
      { line: 5, reason: 'no-name', text: '13800138001' },
      { line: 7, reason: 'bad-number', text: 'hello' },
      { line: 8, reason: 'spreadsheet-number', text: '1.38001E+10' },
      { line: 9, reason: 'bad-number', text: 'x?' },
      { line: 10, reason: 'duplicate-number', text: '13800138000' },
    ]);
  });

  it('wants a phone column', () => {
    expect(importCsv('foo,bar\n1,2')).toEqual({
      read: 0,
      contacts: [],
      problems: [{ line: 1, reason: 'no-phone-column', text: 'foo, bar' }],
    });
    expect(importCsv('').problems).toMatchObject([{ reason: 'no-phone-column' }]);
  });
});

describe('importVcard', () => {
  it('reads versions 2.1, 3.0 and 4.0', () => {
    const text = [
      'BEGIN:VCARD',
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E4=B8=BD;;;',
      'ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=BA=91=E5=B8=86=',
      '=E7=A7=91=E6=8A=80',
      'TEL;CELL;PREF:13800138000',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Li\\, Qiang',
      'ORG:Acme\\; Sons;Sales',
      'item1.TEL;TYPE="cell,voice:x":+86 139 0000',
      '  0000',
      'TEL:010-88886666',
      'CATEGORIES:friends,vip',
      'END:VCARD',
      'begin:vcard',
      'version:4.0',
      'fn:陈晨',
      'tel;value=uri:tel:+63-2-8551-0947;ext=1',
      'end:vcard',
    ].join('\r\n');
    expect(importVcard(text)).toEqual({
      read: 3,
      problems: [],
      contacts: [
        { name: '王丽', company: '云帆科技', vip: false, numbers: ['+8613800138000'], source: 'vcard' },
        {
          name: 'Li, Qiang',
          company: 'Acme; Sons',
          vip: true,
          numbers: ['+8613900000000', '+861088886666'],
          source: 'vcard',
        },
        { name: '陈晨', company: '', vip: false, numbers: ['+63285510947'], source: 'vcard' },
      ],
    });
  });

  it('names cards that never end and text it cannot decode', () => {
    const text = [
      'BEGIN:VCARD',
      'FN:Lost',
      'BEGIN:VCARD',
      'FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=CD=F5',
      'ORG:Acme',
      'TEL:13800138000',
      'END:VCARD',
      'BEGIN:VCARD',
      'FN:Also lost',
    ].join('\n');
    const { read, contacts, problems } = importVcard(text);
    expect(read).toBe(3);
    expect(contacts).toMatchObject([{ name: '', company: 'Acme' }]);
    expect(problems).toEqual([
      { line: 1, reason: 'unfinished-card', text: 'Lost' },
      { line: 4, reason: 'unknown-charset', text: 'FN' },
      { line: 8, reason: 'unfinished-card', text: 'Also lost' },
    ]);
  });
});

describe('any file', () => {
  const csvish = fc.string({
    unit: fc.constantFrom('姓名', '电话', 'vip', ',', ';', '\t', '\n', '\r\n', '"', '13800138000', 'x', ' '),
  });
  const cardish = fc
    .array(
      fc.oneof(
        fc.constantFrom('BEGIN:VCARD', 'END:VCARD', 'TEL:13800138000', 'FN:x', ' y', 'N;QUOTED-PRINTABLE:=E7='),
        fc.string(),
      ),
    )
    .map((lines) => lines.join('\n'));

  it('gives valid contacts and no exception', () => {
    fc.assert(
      fc.property(fc.oneof(csvish, cardish, fc.string({ unit: 'binary' })), (text) => {
        for (const { read, contacts } of [importCsv(text), importVcard(text)]) {
          expect(contacts.length).toBeLessThanOrEqual(read);
          for (const contact of contacts) contactSchema.omit({ id: true }).parse(contact);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
