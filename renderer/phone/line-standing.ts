/**
 * What the proofs of a line add up to: what to show, and what to mend. Pure; `line.ts` does it.
 * First the binding is renewed, then the connection made anew; a PBX at which neither helps is left alone until a proof succeeds.
 */
import type { LineState } from '../../core/contract/phone.ts';
import type { Proof } from './line-proof.ts';

type Registered = Extract<LineState, { state: 'registered' }>;
export type Standing = Pick<Registered, 'proof' | 'provedAt'>;
export type Remedy = 'none' | 'renew' | 'reconnect';

export class LineStanding {
  #standing: Standing = { proof: 'pending', provedAt: null };
  #misses = 0;

  get standing(): Standing {
    return this.#standing;
  }

  /** Registered anew: what was proved before says nothing of this binding. */
  renewed(): Standing {
    this.#standing = { ...this.#standing, proof: 'pending' };
    return this.#standing;
  }

  take(proof: Proof, now: number): Remedy {
    switch (proof.kind) {
      case 'proved':
        this.#misses = 0;
        this.#standing = { proof: 'proved', provedAt: now };
        return 'none';
      case 'refused':
        this.#standing = { ...this.#standing, proof: 'unproved' };
        return 'none';
      case 'stale':
        this.#standing = { ...this.#standing, proof: 'unproved' };
        this.#misses += 1;
        if (this.#misses === 1) return 'renew';
        // where no proof ever succeeded the PBX may just not route OPTIONS: a connection is not given up for that
        return this.#misses === 2 && this.#standing.provedAt !== null ? 'reconnect' : 'none';
      default:
        return proof satisfies never;
    }
  }
}
