/**
 * The addresses behind the line's servers, where some are domains (`sips:pbx.example`): looked up, kept for as long as DNS says,
 * looked up again then. While DNS is silent what was known last stays true; must not decide which server is used.
 */
import type { Located } from './locate-servers.ts';

export interface ServerNamesOptions {
  readonly locate: (scheme: 'sips' | 'sip', domain: string) => Promise<Located>;
  readonly now: () => number;
  readonly after: (ms: number, task: () => void) => () => void;
  /** another list than before: the phone and the page's policy need it */
  readonly onChange: () => void;
  readonly log: (message: string) => void;
}

/** A time to live of 0 must not make a desk ask without end. */
const leastMs = 5_000;
const mostMs = 86_400_000;
/** a phone that asks for its line gives up after 5 s; what comes later is told by `onChange` */
const patienceMs = 2_000;
/** how soon a look-up that failed is tried again */
export const retryMs = 10_000;

interface Known {
  urls: readonly string[];
  until: number;
}

const nameOf = (server: string): { scheme: 'sips' | 'sip'; domain: string } | null => {
  const [, scheme, domain] = /^(sips?):([A-Za-z0-9.-]+)$/.exec(server) ?? [];
  return domain === undefined ? null : { scheme: scheme === 'sip' ? 'sip' : 'sips', domain: domain.toLowerCase() };
};

export class ServerNames {
  readonly #options: ServerNamesOptions;
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<void>>();
  readonly #again = new Map<string, () => void>();
  #wanted: ReadonlySet<string> = new Set();
  #isStopped = false;

  constructor(options: ServerNamesOptions) {
    this.#options = options;
  }

  /** What is known now, in the order of the list; never waits. */
  known(servers: readonly string[]): string[] {
    const urls = servers.flatMap((server) =>
      nameOf(server) === null ? [server] : (this.#known.get(server)?.urls ?? []),
    );
    return [...new Set(urls)];
  }

  /** Looks up what is not known (any more), and keeps following the names of this list alone. Never rejects, never waits long. */
  async follow(servers: readonly string[]): Promise<string[]> {
    this.#wanted = new Set(servers);
    for (const [server, cancel] of this.#again)
      if (!this.#wanted.has(server)) {
        cancel();
        this.#again.delete(server);
      }
    await Promise.race([
      this.look(servers),
      new Promise<void>((resolve) => void this.#options.after(patienceMs, resolve)),
    ]);
    return this.known(servers);
  }

  /** The same without following them: for a list that is only tried. */
  async look(servers: readonly string[]): Promise<void> {
    await Promise.all(servers.map((server) => this.#lookUp(server)));
  }

  stop(): void {
    this.#isStopped = true;
    for (const cancel of this.#again.values()) cancel();
    this.#again.clear();
  }

  #lookUp(server: string): Promise<void> {
    const name = nameOf(server);
    const known = this.#known.get(server);
    if (name === null) return Promise.resolve();
    if (known !== undefined && known.until > this.#options.now()) {
      // known from a look without following, or from an earlier list: its time ends, too
      if (this.#wanted.has(server) && !this.#again.has(server))
        this.#lookAgain(server, known.until - this.#options.now());
      return Promise.resolve();
    }
    const asking = this.#asking.get(server) ?? this.#ask(server, name);
    this.#asking.set(server, asking);
    return asking;
  }

  async #ask(server: string, { scheme, domain }: { scheme: 'sips' | 'sip'; domain: string }): Promise<void> {
    const { locate, now, onChange, log } = this.#options;
    let waitMs = retryMs;
    try {
      const { urls, ttl } = await locate(scheme, domain);
      if (urls.length === 0) throw new Error('no WebSocket server is named there');
      waitMs = Math.min(Math.max(ttl * 1000, leastMs), mostMs);
      const before = this.#known.get(server)?.urls ?? [];
      const isSame = before.length === urls.length && urls.every((url) => before.includes(url));
      // drawn by weight: another order alone is no reason to move a desk
      this.#known.set(server, { urls: isSame ? before : urls, until: now() + waitMs });
      if (!isSame && !this.#isStopped && this.#wanted.has(server)) onChange();
    } catch (error) {
      log(`${server}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.#asking.delete(server);
    }
    this.#lookAgain(server, waitMs);
  }

  #lookAgain(server: string, ms: number): void {
    if (this.#isStopped || !this.#wanted.has(server)) return;
    this.#again.get(server)?.();
    this.#again.set(
      server,
      this.#options.after(ms, () => {
        this.#again.delete(server);
        void this.#lookUp(server);
      }),
    );
  }
}
