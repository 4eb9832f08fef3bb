/** A file's bytes as text: by its byte order mark, else UTF-8, else GB18030, which is what Excel in China writes. Pure. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

export function decodeText(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  if (first === 0xfe && second === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // not UTF-8: never replace letters of names by question marks
    return { text: new TextDecoder('gb18030').decode(bytes), encoding: 'gb18030' };
  }
}

export type ImportFormat = 'csv' | 'vcard';

/** By the name, else by the first line; null where it is neither. */
export function formatOf(name: string, text: string): ImportFormat | null {
  if (/\.(vcf|vcard)$/i.test(name) || /^\s*BEGIN:VCARD/i.test(text)) return 'vcard';
  if (/\.(csv|tsv|txt)$/i.test(name)) return 'csv';
  return null;
}
