/**
 * The encrypted file of one recording: chunks that can be appended while the call goes on, each sealed with AES-256-GCM.
 * Works on bytes alone; where they lie, and whose they are, is not its matter.
 *
 *   header   "LWREC" 0x01, 16 bytes of salt
 *   chunk    u32 length of the sealed bytes (LE) · 12 bytes of nonce · sealed bytes · 16 bytes of tag
 *
 * The file's own key is derived (HKDF-SHA-256) from the desk's key, the salt and the recording's id: a file under another
 * name, or of another desk, opens nowhere. Header, position and kind of a chunk are authenticated with it: chunks that are
 * swapped, repeated or left out are found. The last chunk is of a kind of its own, so that a file which was cut off is told
 * from a whole one; up to the cut it can be read. Nonces are random: a chunk that a crash tore is written again, and what
 * was on the disk before must not share its nonce.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const magic = Buffer.from('LWREC\u0001', 'latin1');
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
export const headerBytes = magic.length + saltBytes;
const frameBytes = 4 + nonceBytes + tagBytes;
/** More than a phone ever sends at once: a length beyond it is damage. */
export const maxSealedBytes = 2_000_000;

export type ChunkKind = 'more' | 'last';
const kinds: readonly ChunkKind[] = ['more', 'last'];

export function makeHeader(salt: Uint8Array = randomBytes(saltBytes)): Buffer {
  return Buffer.concat([magic, salt]);
}

/** null: not a file of ours */
export function readHeader(bytes: Uint8Array): Buffer | null {
  const header = Buffer.from(bytes.subarray(0, headerBytes));
  return header.length === headerBytes && header.subarray(0, magic.length).equals(magic) ? header : null;
}

/** @param master 32 bytes, the desk's */
export function fileKey(master: Uint8Array, header: Uint8Array, recording: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, header, `linewarden recording 1 ${recording}`, 32));
}

export interface Sealing {
  readonly key: Uint8Array;
  readonly header: Uint8Array;
}

export function sealChunk({ key, header }: Sealing, index: number, kind: ChunkKind, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associated(header, index, kind));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(sealed.length);
  return Buffer.concat([length, nonce, sealed, cipher.getAuthTag()]);
}

export type Opened =
  | { readonly state: 'chunk'; readonly kind: ChunkKind; readonly plain: Buffer; readonly bytes: number }
  /** the file ends inside this chunk: a crash while it was written */
  | { readonly state: 'cut' }
  | { readonly state: 'damaged' };

/** The chunk that begins at the start of `bytes`. */
export function openChunk({ key, header }: Sealing, index: number, bytes: Uint8Array): Opened {
  const size = frameSize(bytes);
  if (size === null) return { state: 'cut' };
  if (size > maxSealedBytes + frameBytes) return { state: 'damaged' };
  if (size > bytes.length) return { state: 'cut' };
  const nonce = bytes.subarray(4, 4 + nonceBytes);
  const sealed = bytes.subarray(4 + nonceBytes, size - tagBytes);
  const tag = bytes.subarray(size - tagBytes, size);
  for (const kind of kinds) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(associated(header, index, kind));
      decipher.setAuthTag(tag);
      const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
      return { state: 'chunk', kind, plain, bytes: size };
    } catch {
      // not of this kind, or not authentic at all
    }
  }
  return { state: 'damaged' };
}

/** Bytes of the whole chunk that begins here, by its own word; null: not even that is there. */
export function frameSize(bytes: Uint8Array): number | null {
  if (bytes.length < 4) return null;
  return Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32LE() + frameBytes;
}

function associated(header: Uint8Array, index: number, kind: ChunkKind): Buffer {
  const place = Buffer.alloc(5);
  place.writeUInt32LE(index);
  place.writeUInt8(kinds.indexOf(kind), 4);
  return Buffer.concat([header, place]);
}
