/**
 * The desk's key of recordings, kept where its passwords are (OS keystore, else the 0600 file) and made at the first
 * recording. One that cannot be read is never replaced: with it would go all recordings made before.
 */
import { randomBytes } from 'node:crypto';
import type { SecretStore } from '../../profile/secret-store.ts';
import { KeyUnreadable, type RecordingKey } from './recording-files.ts';

const name = 'recordings';
const keyBytes = 32;

export function recordingKeyIn(secrets: SecretStore): RecordingKey {
  let known: Promise<Uint8Array> | null = null;
  const find = async (): Promise<Uint8Array> => {
    const kept = await secrets.get(name);
    if (kept !== null) {
      const key = Buffer.from(kept, 'base64');
      if (key.length !== keyBytes) throw new KeyUnreadable('the key of the recordings has the wrong length');
      return key;
    }
    if (secrets.has(name)) throw new KeyUnreadable('the keystore does not give the key of the recordings');
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
