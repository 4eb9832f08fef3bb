/** The views' streams of "something changed". A slow view loses detail (which numbers), never a topic. */
import type { Change } from '../../../core/contract/session.ts';
import type { ChangeBus } from '../change-bus.ts';
import { PushStream } from './push-stream.ts';

const longestQueue = 500;

export class ChangeStreams {
  readonly #changes: ChangeBus;
  readonly #streams = new Set<PushStream<Change>>();

  constructor(changes: ChangeBus) {
    this.#changes = changes;
  }

  /** Subscribes at once, so that nothing is missed before the first read. */
  open(signal: AbortSignal | undefined): AsyncGenerator<Change, void, undefined> {
    const stream = new PushStream<Change>();
    const unsubscribe = this.#changes.subscribe((change) => {
      stream.push(change);
      if (stream.size > longestQueue) stream.compact(byTopic);
    });
    this.#streams.add(stream);
    return stream.read(signal, () => {
      unsubscribe();
      this.#streams.delete(stream);
    });
  }

  end(): void {
    for (const stream of this.#streams) stream.end();
  }
}

/** One change a topic, meaning "any number", with the last sequence number. */
function byTopic(waiting: readonly Change[]): Change[] {
  const latest = new Map<Change['topic'], Change>();
  for (const { topic, seq } of waiting) latest.set(topic, { topic, seq, numbers: [] });
  return [...latest.values()];
}
