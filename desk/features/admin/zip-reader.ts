/**
 * Reads a zip by its central directory (APPNOTE.TXT 4.3), one entry at a time, each to a file of the caller's choice.
 * Names in the zip are only compared, never used as paths.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

export class ZipError extends Error {
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'ZipError';
  }
}

export interface ZipListing {
  readonly name: string;
  readonly method: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly offset: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const longestComment = 0xffff;
const maxDirectoryBytes = 1_000_000;

export interface ZipContents {
  readonly entries: readonly ZipListing[];
  /** Answers the SHA-256 of what was written. Throws `ZipError` when the data are not what the directory says. */
  extract(entry: ZipListing, path: string): Promise<string>;
  close(): Promise<void>;
}

export async function openZip(path: string): Promise<ZipContents> {
  const file = await open(path, 'r');
  try {
    const entries = await readDirectory(file);
    return { entries, extract: (entry, target) => extract(file, entry, target), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readDirectory(file: FileHandle): Promise<ZipListing[]> {
  const { size } = await file.stat();
  const tail = await readAt(
    file,
    Math.max(0, size - endBytes - longestComment),
    Math.min(size, endBytes + longestComment),
  );
  let end = tail.length - endBytes;
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end--;
  if (end < 0) throw new ZipError('not a zip file, or cut off');
  const count = tail.readUInt16LE(end + 10);
  const bytes = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (bytes > maxDirectoryBytes || offset + bytes > size) throw new ZipError('the directory lies outside the file');
  const directory = await readAt(file, offset, bytes);
  const entries: ZipListing[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature)
      throw new ZipError('bad directory');
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 10),
      compressedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function extract(file: FileHandle, entry: ZipListing, path: string): Promise<string> {
  const header = await readAt(file, entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== localSignature) throw new ZipError(`${entry.name}: bad header`);
  if (entry.method !== 8) throw new ZipError(`${entry.name}: compression ${entry.method}`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const hash = createHash('sha256');
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      // more than the directory says is a bomb or damage
      if (bytes > entry.bytes) return done(new ZipError(`${entry.name}: longer than its entry says`));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const source = file.createReadStream({ start, end: start + entry.compressedBytes - 1, autoClose: false });
  try {
    await pipeline(source, createInflateRaw(), counter, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('Z_')) throw new ZipError(`${entry.name}: ${(error as Error).message}`, { cause: error });
    throw error;
  }
  if (bytes !== entry.bytes) throw new ZipError(`${entry.name}: ${bytes} bytes of ${entry.bytes}`);
  return hash.digest('hex');
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
