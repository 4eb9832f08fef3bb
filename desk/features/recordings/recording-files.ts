/**
 * The recordings on this desk's disk: one encrypted file each, appended chunk by chunk while the call goes on. Nothing
 * readable is ever written here; which recordings there should be is the log's matter.
 */
import { open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { maxRecordingBytes } from '../../../core/contract/recordings.ts';
import type { RecordingFileEnd } from '../../../core/recording/recording.ts';
import { makeFolder } from '../../profile/profile-dir.ts';
import {
  fileKey,
  frameSize,
  headerBytes,
  makeHeader,
  maxSealedBytes,
  openChunk,
  readHeader,
  sealChunk,
  type Sealing,
} from './container.ts';

/** The desk's key, made at the first recording. Rejects with `KeyUnreadable` where there is one that cannot be read. */
export type RecordingKey = () => Promise<Uint8Array>;

export class KeyUnreadable extends Error {
  override readonly name = 'KeyUnreadable';
}

export class RecordingGone extends Error {
  override readonly name = 'RecordingGone';
}

export class RecordingTooLong extends Error {
  override readonly name = 'RecordingTooLong';
}

export interface ReadPart {
  readonly plain: Buffer;
  /** chunk to read next; null: that was all */
  readonly next: number | null;
  readonly end: RecordingFileEnd | null;
}

interface Growing {
  readonly sealing: Sealing;
  /** index wanted next */
  next: number;
  /** bytes of whole chunks */
  size: number;
  isClosed: boolean;
}

const extension = '.lwr';
/** More recordings than go on at once; what an older one needs is read from its file again. */
const maxGrowing = 64;
const ulid = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export class RecordingFiles {
  readonly #folder: string;
  readonly #key: RecordingKey;
  readonly #maxBytes: number;
  /** what goes on, the one appended to last at the end; nothing that must not be forgotten */
  readonly #growing = new Map<string, Growing>();
  /** what is being done to a file, so that nobody comes between */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(folder: string, key: RecordingKey, maxBytes = maxRecordingBytes) {
    this.#folder = folder;
    this.#key = key;
    this.#maxBytes = maxBytes;
  }

  /**
   * Answers the index wanted next; a chunk that is there already is acknowledged. On disk when it resolves; a chunk that did
   * not fit leaves nothing of itself. Throws `RecordingGone` where chunks before this one are missing, `RecordingTooLong`,
   * `KeyUnreadable`, or the file system's error.
   */
  append(recording: string, index: number, plain: Uint8Array, isLast: boolean): Promise<number> {
    return this.#inTurn(recording, async () => {
      const growing = this.#growing.get(recording) ?? (await this.#resume(recording, index));
      this.#remember(recording, growing);
      if (index < growing.next || growing.isClosed) return growing.next;
      if (index > growing.next) throw new RecordingGone(`${recording}: chunk ${index}, wanted ${growing.next}`);
      const chunk = sealChunk(growing.sealing, index, isLast ? 'last' : 'more', plain);
      if (growing.size + chunk.length > this.#maxBytes)
        throw new RecordingTooLong(`${recording}: ${growing.size} bytes`);
      const file = await open(this.#path(recording), 'r+');
      try {
        await writeAll(file, chunk, growing.size);
        await file.datasync();
      } catch (error) {
        await file.truncate(growing.size).catch(() => undefined);
        throw error;
      } finally {
        await file.close();
      }
      growing.size += chunk.length;
      growing.next += 1;
      growing.isClosed = isLast;
      this.#remember(recording, growing);
      return growing.next;
    });
  }

  /** Decrypted chunks from `from` on, about `wanted` bytes of them. Throws `RecordingGone`, `KeyUnreadable`. */
  async read(recording: string, from: number, wanted: number): Promise<ReadPart> {
    const path = this.#path(recording);
    const { size } = await stat(path).catch((error: unknown) => {
      throw goneOr(error);
    });
    const file = await open(path, 'r');
    try {
      const sealing = await this.#sealing(file, recording);
      if (sealing === null) return { plain: Buffer.alloc(0), next: null, end: size < headerBytes ? 'cut' : 'damaged' };
      let at = headerBytes;
      let index = 0;
      const plain: Buffer[] = [];
      let length = 0;
      while (length < wanted) {
        if (at === size) return { plain: Buffer.concat(plain), next: null, end: 'cut' };
        const head = await readAt(file, at, 4);
        const frame = frameSize(head);
        if (index < from && frame !== null && at + frame <= size) {
          at += frame;
          index += 1;
          continue;
        }
        const opened = openChunk(
          sealing,
          index,
          await readAt(file, at, Math.min(frame ?? 0, maxSealedBytes * 2, size - at)),
        );
        if (opened.state !== 'chunk') return { plain: Buffer.concat(plain), next: null, end: opened.state };
        plain.push(opened.plain);
        length += opened.plain.length;
        at += opened.bytes;
        index += 1;
        // nothing may follow the last chunk
        if (opened.kind === 'last')
          return { plain: Buffer.concat(plain), next: null, end: at === size ? 'whole' : 'damaged' };
      }
      return { plain: Buffer.concat(plain), next: index, end: null };
    } finally {
      await file.close();
    }
  }

  /** null: there is none here */
  async bytes(recording: string): Promise<number | null> {
    const found = await stat(this.#path(recording)).catch(() => null);
    return found === null ? null : found.size;
  }

  /** One that is not there is removed already. */
  remove(recording: string): Promise<void> {
    return this.#inTurn(recording, async () => {
      this.#growing.delete(recording);
      await rm(this.#path(recording), { force: true });
    });
  }

  /** ids of all files here */
  async all(): Promise<string[]> {
    const names = await readdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return names.flatMap(idOf);
  }

  /** A new file for chunk 0; for a later one the file that a desk service before this one began. */
  async #resume(recording: string, index: number): Promise<Growing> {
    const path = this.#path(recording);
    const known = await stat(path).catch(() => null);
    if (known === null) {
      if (index > 0) throw new RecordingGone(recording);
      const master = await this.#key();
      makeFolder(this.#folder);
      const header = makeHeader();
      const file = await open(path, 'wx', 0o600);
      try {
        await writeAll(file, header, 0);
      } catch (error) {
        await rm(path, { force: true }).catch(() => undefined);
        throw error;
      } finally {
        await file.close();
      }
      const sealing = { key: fileKey(master, header, recording), header };
      return { sealing, next: 0, size: headerBytes, isClosed: false };
    }
    const file = await open(path, 'r+');
    try {
      const sealing = await this.#sealing(file, recording);
      if (sealing === null) {
        // cut off before its header was whole: nothing of it can be read
        const master = await this.#key();
        await file.truncate(0);
        const header = makeHeader();
        await writeAll(file, header, 0);
        const key = fileKey(master, header, recording);
        return { sealing: { key, header }, next: 0, size: headerBytes, isClosed: false };
      }
      let size = headerBytes;
      let next = 0;
      let isClosed = false;
      for (;;) {
        const frame = frameSize(await readAt(file, size, 4));
        if (frame === null || frame > maxSealedBytes * 2 || isClosed) break;
        const opened = openChunk(sealing, next, await readAt(file, size, frame));
        if (opened.state !== 'chunk') break;
        size += opened.bytes;
        next += 1;
        isClosed = opened.kind === 'last';
      }
      if (!isClosed) await file.truncate(size);
      return { sealing, next, size, isClosed };
    } finally {
      await file.close();
    }
  }

  /** Nothing closed stays, and of what nobody closes (a page that died) only the newest. */
  #remember(recording: string, growing: Growing): void {
    this.#growing.delete(recording);
    if (growing.isClosed) return;
    this.#growing.set(recording, growing);
    const [oldest] = this.#growing.keys();
    if (this.#growing.size > maxGrowing && oldest !== undefined) this.#growing.delete(oldest);
  }

  async #sealing(file: FileHandle, recording: string): Promise<Sealing | null> {
    const header = readHeader(await readAt(file, 0, headerBytes));
    return header === null ? null : { key: fileKey(await this.#key(), header, recording), header };
  }

  #path(recording: string): string {
    // an id comes from outside: nothing but a ULID becomes a path
    if (!ulid.test(recording)) throw new RecordingGone(recording);
    return join(this.#folder, `${recording}${extension}`);
  }

  #inTurn<T>(recording: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(recording) ?? Promise.resolve();
    const now = before.then(work);
    const settled = now.catch(() => undefined);
    this.#turns.set(recording, settled);
    void settled.then(() => {
      if (this.#turns.get(recording) === settled) this.#turns.delete(recording);
    });
    return now;
  }
}

/** Is there any recording in this folder? A folder that cannot be read may hold some. */
export function hasRecordings(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => idOf(name).length > 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function idOf(name: string): string[] {
  if (!name.endsWith(extension)) return [];
  const id = name.slice(0, -extension.length);
  return ulid.test(id) ? [id] : [];
}

function goneOr(error: unknown): unknown {
  return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new RecordingGone((error as Error).message) : error;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, length));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
  return buffer.subarray(0, bytesRead);
}
