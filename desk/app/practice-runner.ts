/** Runs the practice line when somebody needs it, and once only. Must not know SIP, nor who asks. */
import { join } from 'node:path';
import type { PracticeLine } from '../practice/practice-line.ts';
import type { PracticeLog } from '../practice/practice-log.ts';
import { assetsDir } from './paths.ts';

export interface PracticeRunnerOptions {
  readonly isAllowedOrigin: (origin: string | undefined) => boolean;
  readonly log: PracticeLog;
  readonly onChange: () => void;
  /** Gives the callers their past. Awaited, so that a caller who rings at once is met with it; its failure stops nothing. */
  readonly seed: (callers: PracticeLine['callers']) => Promise<unknown>;
}

export class PracticeRunner {
  readonly #options: PracticeRunnerOptions;
  #starting: Promise<PracticeLine> | null = null;
  #line: PracticeLine | null = null;
  #isStopped = false;

  constructor(options: PracticeRunnerOptions) {
    this.#options = options;
  }

  get line(): PracticeLine | null {
    return this.#line;
  }

  /** A start that failed is tried again when asked again. */
  start(): Promise<PracticeLine> {
    if (this.#isStopped) return Promise.reject(new Error('the desk stops'));
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = null;
      throw error;
    });
    return this.#starting;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const line = await this.#starting?.catch(() => null);
    await line?.stop();
  }

  async #start(): Promise<PracticeLine> {
    const { isAllowedOrigin, log, onChange, seed } = this.#options;
    // loaded only here: it brings the whole of WebRTC, which a desk on a real line never needs
    const { startPracticeLine } = await import('../practice/practice-line.ts');
    const line = await startPracticeLine({ assetsDir: join(assetsDir, 'practice'), isAllowedOrigin, log });
    line.onChange(onChange);
    try {
      await seed(line.callers);
    } catch (error) {
      // a full or read-only disk: the callers ring as strangers, and the store says by itself what is wrong with it
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ reason }, 'practice callers got no past');
    }
    this.#line = line;
    return line;
  }
}
