/** Writes a zip file entry by entry without holding a file in memory, and says what went into it. Must not know what it packs. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Zip, ZipDeflate } from 'fflate';

/** fflate writes no zip64. */
const maxBytes = 0xffff_ffff;

export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ZipFile {
  addFile(name: string, path: string): Promise<ZipEntry>;
  addText(name: string, text: string): Promise<ZipEntry>;
}

/** Mode 0600; appears under its name only when whole. Answers its size. */
export async function writeZip(path: string, fill: (zip: ZipFile) => Promise<void>): Promise<number> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    let failure: Error | null = null;
    let waiting: Uint8Array[] = [];
    let written = 0;
    const zip = new Zip((error, chunk) => {
      if (error) failure = error;
      else waiting.push(chunk);
    });
    const flush = async (): Promise<void> => {
      if (failure !== null) throw failure;
      const chunks = waiting;
      waiting = [];
      for (const chunk of chunks) {
        await file.writeFile(chunk);
        written += chunk.byteLength;
      }
      if (written > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    };
    const add = async (name: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<ZipEntry> => {
      const entry = new ZipDeflate(name, { level: 6 });
      zip.add(entry);
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.byteLength;
        if (bytes > maxBytes) throw new Error(`${name} has more than ${maxBytes} bytes`);
        entry.push(chunk);
        await flush();
      }
      entry.push(new Uint8Array(), true);
      await flush();
      return { name, bytes, sha256: hash.digest('hex') };
    };
    await fill({
      addFile: (name, source) => add(name, createReadStream(source) as AsyncIterable<Uint8Array>),
      addText: (name, text) => add(name, [Buffer.from(text, 'utf8')]),
    });
    zip.end();
    await flush();
    await file.sync();
    await file.close();
    await rename(temporary, path);
    return written;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}
