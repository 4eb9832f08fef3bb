/**
 * Which phone owns the line: one holder at a time, however many tabs there are. Must not know SIP or the settings;
 * the registration is given to it, and asked for again when told that it changed.
 */
import type { LineHold, Registration } from '../../../core/contract/session.ts';
import { PushStream } from './push-stream.ts';

export interface Claim {
  readonly holder: string;
  readonly title: string;
  readonly force: boolean;
  /** it held the line until the link broke, and is in a call */
  readonly resumes: boolean;
}

interface Held {
  readonly claim: Claim;
  readonly stream: PushStream<LineHold>;
}

export type ClaimResult =
  | { readonly ok: true; readonly read: (signal: AbortSignal | undefined) => AsyncGenerator<LineHold, void, undefined> }
  | { readonly ok: false; readonly by: string };

export class LineHolders {
  readonly #registration: () => Promise<Registration>;
  readonly #onError: (error: unknown) => void;
  #held: Held | null = null;
  /** counts what changed: a registration that was asked for before the last change is out of date */
  #changes = 0;

  constructor(registration: () => Promise<Registration>, onError: (error: unknown) => void) {
    this.#registration = registration;
    this.#onError = onError;
  }

  /** The same holder again is a tab whose link came back: no force needed. Rejects when there is no registration to give. */
  async claim(claim: Claim): Promise<ClaimResult> {
    const changes = this.#changes;
    const registration = await this.#registration();
    const old = this.#held;
    if (old !== null) {
      // after a restart of the desk service an idle tab may be back before the one that is in a call
      const isStronger = claim.force || (claim.resumes && !old.claim.resumes);
      if (old.claim.holder !== claim.holder && !isStronger) return { ok: false, by: nameOf(old.claim) };
      old.stream.push({ state: 'taken', by: nameOf(claim) });
      old.stream.end();
    }
    const held: Held = { claim, stream: new PushStream<LineHold>() };
    this.#held = held;
    held.stream.push({ state: 'held', registration });
    if (changes !== this.#changes) this.refresh();
    return { ok: true, read: (signal) => this.#read(held, signal) };
  }

  /** Tells the present holder what to register with from now on. */
  refresh(): void {
    const held = this.#held;
    const changes = (this.#changes += 1);
    if (held === null) return;
    this.#registration().then(
      (registration) => {
        // a look-up of names may take seconds: what was asked for later is told alone
        if (changes === this.#changes) held.stream.push({ state: 'held', registration });
      },
      (error: unknown) => this.#onError(error),
    );
  }

  end(): void {
    this.#held?.stream.end();
    this.#held = null;
  }

  #read(held: Held, signal: AbortSignal | undefined): AsyncGenerator<LineHold, void, undefined> {
    return held.stream.read(signal, () => {
      if (this.#held === held) this.#held = null;
    });
  }
}

function nameOf({ holder, title }: Claim): string {
  return title === '' ? holder : title;
}
