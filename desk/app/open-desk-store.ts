/** Opens the event store of a profile; its refusals become the fatal codes that have words. */
import type { Log } from '../log/log.ts';
import { openStore, type Store } from '../store/store.ts';
import { StoreOpenError, type StoreOpenCode } from '../store/store-error.ts';
import { FatalError, type FatalCode } from './fatal.ts';
import { workerFile } from './paths.ts';

const fatalCodes: Readonly<Record<StoreOpenCode, FatalCode>> = {
  newer: 'newer',
  corrupt: 'corrupt',
  'read-only': 'read-only',
  'disk-full': 'disk-full',
  busy: 'locked',
  failed: 'failed',
};

export async function openDeskStore(profileDir: string, log: Log): Promise<Store> {
  try {
    return await openStore({
      profileDir,
      workers: { writer: workerFile('writer'), reader: workerFile('reader') },
      log,
    });
  } catch (error) {
    if (error instanceof StoreOpenError) throw new FatalError(fatalCodes[error.code], error.detail, { cause: error });
    throw error;
  }
}
