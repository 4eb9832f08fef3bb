/** Contacts from a table: CSV, TSV or semicolons, with a header in Chinese or English. Text in, drafts out; never throws. */
import Papa from 'papaparse';
import type { ImportResult } from './contact-import.ts';
import { ContactCollector, joinName } from './contact-import.ts';

type Column = 'name' | 'family' | 'given' | 'company' | 'phone' | 'vip' | 'other';

/** First that matches; a header is compared without spaces, punctuation, digits and case. */
const columns: readonly (readonly [Column, RegExp])[] = [
  ['other', /传真|fax|类型|type|label|编号|备注|note|邮箱|mail/],
  ['phone', /电话|手机|号码|座机|固话|联系方式|phone|mobile|cell|^tel|^number$/],
  ['vip', /vip|贵宾|重要/],
  ['company', /公司|单位|企业|机构|组织|company|organi[sz]ation|^org/],
  ['family', /^(?:姓|姓氏|lastname|familyname|surname)$/],
  ['given', /^(?:名|名字|firstname|givenname)$/],
  [
    'name',
    /^(?:姓名|名称|联系人|称呼|客户|(?:客户|联系人)(?:姓名|名称)|name|fullname|displayname|contact|contactname|customer|customername)$/,
  ],
];

const yes = /^(?:是|对|有|y|yes|true|vip|1|√|✓|✔|重要|贵宾)$/i;

export function importCsv(text: string): ImportResult {
  const collector = new ContactCollector('csv');
  const rows = readRows(text.replace(/^\uFEFF/, ''));
  const header = rows[0]?.cells.map(columnOf) ?? [];
  if (!header.includes('phone')) {
    collector.problem(rows[0]?.line ?? 1, 'no-phone-column', rows[0]?.cells.join(', ') ?? '');
    return collector.result();
  }
  for (const { line, cells } of rows.slice(1)) {
    if (collector.isFull) {
      collector.problem(line, 'too-many-rows', '');
      break;
    }
    const of = (column: Column): string[] =>
      cells.filter((cell, index) => header[index] === column && cell.trim() !== '').map((cell) => cell.trim());
    collector.add({
      line,
      name: of('name')[0] ?? joinName(of('family')[0] ?? '', of('given')[0] ?? ''),
      company: of('company')[0] ?? '',
      phones: of('phone'),
      vip: of('vip').some((cell) => yes.test(cell.normalize('NFKC'))),
    });
  }
  return collector.result();
}

function columnOf(header: string): Column {
  const plain = header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');
  return columns.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'other';
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows that are not blank, each with the line it starts on (a quoted cell may hold line breaks). */
function readRows(text: string): Row[] {
  const rows: Row[] = [];
  const { data } = Papa.parse<string[]>(text, { delimitersToGuess: [',', '\t', ';', '|', '，'] });
  let line = 1;
  for (const cells of data) {
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells });
    // what papaparse keeps of line breaks inside cells, and the one that ended the row
    line += cells.reduce((count, cell) => count + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 1);
  }
  return rows;
}
