/** "Something of this topic changed": features emit after the append is durable, views' streams listen. Holds no data. */
import type { Change } from '../../core/contract/session.ts';

export class ChangeBus {
  readonly #listeners = new Set<(change: Change) => void>();

  emit(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** Returns its unsubscribe. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
