/**
 * The desk's key of recordings, kept where its passwords are (OS keystore, else the 0600 file) and made at the first
 * recording. One that cannot be read is never replaced, nor is one that is gone (a damaged secrets.json was put aside) while
 * there are recordings that it sealed: with it would go all of them.
 */
import { randomBytes } from 'node:crypto';
import type { SecretStore } from '../../profile/secret-store.ts';
import { KeyUnreadable, type RecordingKey } from './recording-files.ts';

const name = 'recordings';
const keyBytes = 32;

type Kept = Pick<SecretStore, 'has'>;

/** It was made once and is gone: recordings are there that nothing opens until it is put back. */
export function isKeyLost(secrets: Kept, hasRecordings: () => boolean): boolean {
  return !secrets.has(name) && hasRecordings();
}

export function recordingKeyIn(secrets: SecretStore, hasRecordings: () => boolean): RecordingKey {
  let known: Promise<Uint8Array> | null = null;
  const find = async (): Promise<Uint8Array> => {
    const kept = await secrets.get(name);
    if (kept !== null) {
      const key = Buffer.from(kept, 'base64');
      if (key.length !== keyBytes) throw new KeyUnreadable('the key of the recordings has the wrong length');
      return key;
    }
    if (secrets.has(name)) throw new KeyUnreadable('the keystore does not give the key of the recordings');
    if (isKeyLost(secrets, hasRecordings))
      throw new KeyUnreadable('there are recordings, and secrets.json holds no key of theirs');
    const made = randomBytes(keyBytes);
    await secrets.set(name, made.toString('base64'));
    return made;
  };
  // asked for at once by two calls, it is made once
  return () => {
    known ??= find().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}
