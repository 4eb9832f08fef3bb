/**
 * DNS messages on the wire (RFC 1035 4): a question for SRV (RFC 2782) or NAPTR (RFC 3403), and its answer with the times to live,
 * which Node's own resolver keeps to itself. Pure; whatever does not parse is a DnsMessageError.
 */

export class DnsMessageError extends Error {
  readonly code = 'dns-message';
}

export interface SrvRecord {
  readonly type: 'SRV';
  readonly ttl: number;
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

export interface NaptrRecord {
  readonly type: 'NAPTR';
  readonly ttl: number;
  readonly order: number;
  readonly preference: number;
  readonly flags: string;
  readonly service: string;
  readonly replacement: string;
}

export type DnsRecord = SrvRecord | NaptrRecord;
export type DnsType = DnsRecord['type'];

export interface DnsAnswer {
  readonly id: number;
  /** RFC 1035 4.1.1: 0 = fine, 3 = there is no such name */
  readonly rcode: number;
  /** more than fits into a datagram: ask again by TCP */
  readonly isTruncated: boolean;
  readonly records: readonly DnsRecord[];
}

const typeNumbers: Readonly<Record<DnsType, number>> = { SRV: 33, NAPTR: 35 };
const maxRecords = 64;

export function writeQuestion(id: number, name: string, type: DnsType): Buffer {
  const labels = name.replace(/\.$/, '').split('.');
  if (labels.some((label) => label === '' || Buffer.byteLength(label) > 63) || name.length > 253)
    throw new DnsMessageError(`not a name: ${name.slice(0, 64)}`);
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(0x0100, 2); // recursion desired
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(1, 10);
  const question = Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([Buffer.byteLength(label)]), Buffer.from(label)])),
    Buffer.from([0, 0, typeNumbers[type], 0, 1]),
  ]);
  // EDNS(0), RFC 6891 6.1.2: datagrams of 1,232 bytes pass everywhere
  const opt = Buffer.from([0, 0, 41, 1232 >> 8, 1232 & 0xff, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, question, opt]);
}

export function readAnswer(message: Buffer): DnsAnswer {
  try {
    return read(message);
  } catch (error) {
    if (error instanceof RangeError) throw new DnsMessageError('the answer is cut off');
    throw error;
  }
}

function read(message: Buffer): DnsAnswer {
  const flags = message.readUInt16BE(2);
  if ((flags & 0x8000) === 0) throw new DnsMessageError('not an answer');
  let at = 12;
  for (let n = message.readUInt16BE(4); n > 0; n -= 1) at = readName(message, at).end + 4;
  const records: DnsRecord[] = [];
  for (let n = Math.min(message.readUInt16BE(6), maxRecords); n > 0; n -= 1) {
    at = readName(message, at).end;
    const type = message.readUInt16BE(at);
    const ttl = message.readUInt32BE(at + 4);
    const length = message.readUInt16BE(at + 8);
    const start = at + 10;
    if (start + length > message.length) throw new DnsMessageError('a record is cut off');
    if (type === typeNumbers.SRV)
      records.push({
        type: 'SRV',
        ttl,
        priority: message.readUInt16BE(start),
        weight: message.readUInt16BE(start + 2),
        port: message.readUInt16BE(start + 4),
        target: readName(message, start + 6).name,
      });
    else if (type === typeNumbers.NAPTR) {
      const flagsText = readText(message, start + 4);
      const service = readText(message, flagsText.end);
      const regexp = readText(message, service.end);
      records.push({
        type: 'NAPTR',
        ttl,
        order: message.readUInt16BE(start),
        preference: message.readUInt16BE(start + 2),
        flags: flagsText.text,
        service: service.text,
        replacement: readName(message, regexp.end).name,
      });
    }
    at = start + length;
  }
  return { id: message.readUInt16BE(0), rcode: flags & 0x0f, isTruncated: (flags & 0x0200) !== 0, records };
}

/** RFC 1035 4.1.4: a name may go on elsewhere, but only backwards, so that it ends. */
function readName(message: Buffer, start: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = start;
  let end: number | null = null;
  let limit = start;
  for (let length = 0; length < 256;) {
    const size = message.readUInt8(at);
    if (size === 0) return { name: labels.join('.').toLowerCase(), end: end ?? at + 1 };
    if ((size & 0xc0) === 0xc0) {
      end ??= at + 2;
      at = message.readUInt16BE(at) & 0x3fff;
      if (at >= limit) throw new DnsMessageError('a name points forward');
      limit = at;
      continue;
    }
    if (size > 63 || at + 1 + size > message.length) throw new DnsMessageError('a label is too long');
    labels.push(message.toString('latin1', at + 1, at + 1 + size));
    length += size + 1;
    at += size + 1;
  }
  throw new DnsMessageError('a name is too long');
}

function readText(message: Buffer, at: number): { readonly text: string; readonly end: number } {
  const end = at + 1 + message.readUInt8(at);
  if (end > message.length) throw new DnsMessageError('a text is cut off');
  return { text: message.toString('latin1', at + 1, end), end };
}
