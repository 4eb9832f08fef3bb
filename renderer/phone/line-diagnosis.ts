/**
 * Why no connection to the line comes about: a page is not told, so the desk service looks (name, certificate), once for each
 * failed attempt. Only makes the words truer; must not delay, stop or start an attempt.
 */
import type { LineState, LineTrouble } from '../../core/contract/phone.ts';

export interface LineReason {
  readonly trouble: LineTrouble;
  readonly detail: string;
}

export interface LineDiagnosisOptions {
  /** null: the desk service finds nothing wrong either; rejects while it cannot be reached */
  readonly look: () => Promise<LineReason | null>;
  /** the state that was refined last has another reason now */
  readonly onFound: () => void;
}

/** What a page calls so may be a wrong name or certificate: browsers tell pages nothing of either. */
const vague: ReadonlySet<LineTrouble> = new Set(['refused-connection', 'no-answer']);

export class LineDiagnosis {
  readonly #options: LineDiagnosisOptions;
  #found: LineReason | null = null;
  #attempt: number | null = null;
  #isLooking = false;

  constructor(options: LineDiagnosisOptions) {
    this.#options = options;
  }

  /** The state as it should be shown; asks the desk service where that may say more. */
  refine(state: LineState): LineState {
    if (state.state !== 'retrying' || !vague.has(state.trouble)) {
      this.#found = null;
      this.#attempt = null;
      return state;
    }
    if (state.attempt !== this.#attempt) {
      this.#attempt = state.attempt;
      void this.#look();
    }
    return this.#found === null ? state : { ...state, ...this.#found };
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const found = await this.#options.look();
      // connected (or another trouble) meanwhile
      if (this.#attempt === null) return;
      this.#found = found;
      this.#options.onFound();
    } catch {
      // the desk service is away: what the page knows stays
    } finally {
      this.#isLooking = false;
    }
  }
}

/** Codes of the desk service's TLS check (desk/line-test/trust.ts) that are about the certificate. */
const certificateCodes: ReadonlySet<string> = new Set([
  'expired',
  'not-yet-valid',
  'wrong-host',
  'self-signed',
  'unknown-ca',
  'revoked',
]);

interface FailedCheck {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
}

/** What a failed check means for the line; null when it says no more than the page knows. */
export function reasonOf({ id, code, detail }: FailedCheck): LineReason | null {
  if (id === 'dns') return { trouble: 'unknown-server', detail };
  return id === 'tls' && certificateCodes.has(code) ? { trouble: 'certificate', detail } : null;
}
