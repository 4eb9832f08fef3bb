/**
 * The essentials of calls that live or ring, kept beside the page, so that a page that dies does not leave the far end hanging:
 * the next page of this desk ends them. Every page keeps its own under a lock that the browser frees when it dies. Sends nothing.
 */
import type { Core } from 'sip.js';
import { z } from 'zod';
import { screenInputSchema } from '../../core/contract/calls.ts';
import { lineSchema } from '../../core/event/line.ts';

const facts = {
  call: z.string().max(64),
  line: lineSchema,
  /** address of record; the calls of another account are not ours to end */
  aor: z.string().max(512),
  /** as it stood on screen */
  shown: z.string().max(128),
  /** under which number its last event is kept: the key, or at least the headers to ask by */
  known: z.object({ number: z.string().max(64).nullable(), input: screenInputSchema }).nullable(),
};

const keptDialogSchema = z.object({
  kind: z.literal('live'),
  ...facts,
  rangFor: z.number(),
  answeredAt: z.number(),
  // RFC 3261 12: the state of a dialog
  callId: z.string().max(1024),
  localTag: z.string().max(256),
  remoteTag: z.string().max(256),
  cseq: z.number().int(),
  localUri: z.string().max(1024),
  remoteUri: z.string().max(1024),
  remoteTarget: z.string().max(1024),
  routeSet: z.array(z.string().max(1024)).max(32),
});
export type KeptDialog = z.infer<typeof keptDialogSchema>;
export type DialogFacts = Pick<KeptDialog, 'call' | 'line' | 'aor' | 'shown' | 'known' | 'rangFor' | 'answeredAt'>;

/** Not answered yet: what was sent last is all that ending it needs. */
const keptRingSchema = z.object({
  kind: z.literal('ringing'),
  ...facts,
  since: z.number(),
  /** our 180 (or 100, while it is being judged) to a call that came in, our INVITE of one that goes out */
  sent: z.string().max(65_536),
});
export type KeptRing = z.infer<typeof keptRingSchema>;
const keptCallSchema = z.discriminatedUnion('kind', [keptDialogSchema, keptRingSchema]);
export type KeptCall = z.infer<typeof keptCallSchema>;

export interface KeptDialogsOptions {
  /** shared by the pages of one origin; null where there is none */
  readonly storage: Storage | null;
  readonly locks: Pick<LockManager, 'request' | 'query'> | undefined;
  readonly page: string;
  readonly log: (message: string) => void;
}

const prefix = 'linewarden-dialogs:';

export class KeptDialogs {
  readonly #options: KeptDialogsOptions;
  readonly #own = new Map<string, KeptCall>();

  constructor(options: KeptDialogsOptions) {
    this.#options = options;
    // held until the page is gone, whatever ended it
    options.locks
      ?.request(prefix + options.page, () => new Promise(() => undefined))
      .catch((error: unknown) => options.log(`lock: ${String(error)}`));
  }

  keep(dialog: Core.Dialog, facts: DialogFacts): void {
    this.#own.set(facts.call, {
      kind: 'live',
      ...facts,
      shown: facts.shown.slice(0, 128),
      callId: dialog.callId,
      localTag: dialog.localTag,
      remoteTag: dialog.remoteTag,
      cseq: dialog.localSequenceNumber ?? 0,
      localUri: dialog.localURI.toString(),
      remoteUri: dialog.remoteURI.toString(),
      remoteTarget: dialog.remoteTarget.toString(),
      routeSet: [...dialog.routeSet],
    });
    this.#write();
  }

  keepRinging(ring: Omit<KeptRing, 'kind'>): void {
    if (ring.sent.length > 65_536) return;
    this.#own.set(ring.call, { kind: 'ringing', ...ring, shown: ring.shown.slice(0, 128) });
    this.#write();
  }

  drop(call: string): void {
    if (this.#own.delete(call)) this.#write();
  }

  /** What dead pages left behind, once: a second caller gets nothing. */
  async takeOrphans(aor: string): Promise<readonly KeptCall[]> {
    const { storage, locks, page } = this.#options;
    // who is dead cannot be known without locks: ending the calls of a living page would be worse
    if (storage === null || locks === undefined) return [];
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter(
      (key): key is string => key?.startsWith(prefix) === true && key !== prefix + page,
    );
    if (keys.length === 0) return [];
    const living = new Set((await locks.query()).held?.map(({ name }) => name));
    return keys
      .filter((key) => !living.has(key))
      .flatMap((key) => {
        const text = storage.getItem(key);
        storage.removeItem(key);
        return this.#parse(text).filter((dialog) => dialog.aor === aor);
      });
  }

  #parse(text: string | null): readonly KeptCall[] {
    if (text === null) return [];
    try {
      return z.array(keptCallSchema).max(64).parse(JSON.parse(text));
    } catch (error) {
      this.#options.log(`kept dialogs cannot be read: ${String(error).slice(0, 200)}`);
      return [];
    }
  }

  #write(): void {
    const { storage, page, log } = this.#options;
    try {
      if (this.#own.size === 0) storage?.removeItem(prefix + page);
      else storage?.setItem(prefix + page, JSON.stringify([...this.#own.values()]));
    } catch (error) {
      // a full or forbidden storage costs only what this is for
      log(`dialogs not kept: ${String(error)}`);
    }
  }
}
