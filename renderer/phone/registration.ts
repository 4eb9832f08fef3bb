/**
 * One binding at the registrar (RFC 3261 10): registers, refreshes at half-life, removes. Raw requests rather than SIP.js'
 * Registerer, which waits for ever after a 200 without Contact, and un-registers the *new* binding when an old one is disposed.
 * Must not reconnect or retry: `line.ts` decides that.
 */
import { UserAgent, type Core, type URI } from 'sip.js';
import type { Clock } from './clock.ts';
import type { AttemptFailure } from './line-trouble.ts';

export interface RegistrationOptions {
  readonly userAgent: UserAgent;
  readonly domain: string;
  /** `+sip.instance` (RFC 5626 4.1): lets a registrar replace the binding of a page that was reloaded */
  readonly instance: string;
  readonly clock: Clock;
  /** a refresh failed: the binding may be gone */
  readonly onFailed: (failure: AttemptFailure) => void;
}

export type RegisterResult = { readonly ok: true } | { readonly ok: false; readonly failure: AttemptFailure };

const wantedExpiresS = 300;
export const registerLimitMs = 4000;

export class Registration {
  readonly #options: RegistrationOptions;
  readonly #registrar: URI;
  readonly #callId = crypto.randomUUID();
  readonly #fromTag = crypto.randomUUID().slice(0, 10);
  #cseq = 0;
  #expiresS = wantedExpiresS;
  #cancelRefresh: (() => void) | null = null;
  #isOver = false;

  constructor(options: RegistrationOptions) {
    this.#options = options;
    const registrar = UserAgent.makeURI(`sip:${options.domain}`);
    if (registrar === undefined) throw new Error(`not a domain: ${options.domain}`);
    this.#registrar = registrar;
  }

  /** `limitMs`: how long each answer may take */
  async register(limitMs = registerLimitMs): Promise<RegisterResult> {
    this.#cancelRefresh?.();
    let answer = await this.#send(this.#expiresS, limitMs);
    // 423 Interval Too Brief (RFC 3261 10.2.8): once more with what the registrar wants
    if (answer.kind === 'answer' && answer.message.statusCode === 423) {
      const least = Number(answer.message.getHeader('min-expires'));
      if (Number.isInteger(least) && least > 0 && least <= 86_400) {
        this.#expiresS = least;
        answer = await this.#send(least, limitMs);
      }
    }
    if (answer.kind === 'silent') return { ok: false, failure: { kind: 'silent', detail: 'no answer to REGISTER' } };
    const status = answer.message.statusCode ?? 500;
    if (status < 200 || status > 299)
      return {
        ok: false,
        failure: {
          kind: 'status',
          status,
          phrase: answer.message.reasonPhrase ?? '',
          retryAfterMs: retryAfter(answer.message),
        },
      };
    const granted = this.#granted(answer.message);
    if (!this.#isOver) this.#cancelRefresh = this.#options.clock.after((granted * 1000) / 2, () => void this.renew());
    return { ok: true };
  }

  /** Removes the binding and resolves when that was answered, or nobody did in time. */
  async unregister(): Promise<void> {
    this.forget();
    await this.#send(0, registerLimitMs);
  }

  /** The connection is gone and the binding with it: nothing more is sent. */
  forget(): void {
    this.#isOver = true;
    this.#cancelRefresh?.();
  }

  /** Also called before half of the time is over, where the binding was found missing. */
  async renew(): Promise<void> {
    const result = await this.register();
    if (this.#isOver) return;
    if (!result.ok) this.#options.onFailed(result.failure);
  }

  #send(
    expires: number,
    limitMs: number,
  ): Promise<{ kind: 'answer'; message: Core.IncomingResponseMessage } | { kind: 'silent' }> {
    const { userAgentCore, contact, configuration } = this.#options.userAgent;
    this.#cseq += 1;
    const request = userAgentCore.makeOutgoingRequestMessage(
      'REGISTER',
      this.#registrar,
      configuration.uri,
      configuration.uri,
      { callId: this.#callId, fromTag: this.#fromTag, cseq: this.#cseq },
      [
        `Contact: ${contact.toString({ register: true })};+sip.instance="<urn:uuid:${this.#options.instance}>";expires=${expires}`,
        `Allow: ${['ACK', 'CANCEL', 'INVITE', 'MESSAGE', 'BYE', 'OPTIONS', 'INFO', 'NOTIFY', 'REFER'].join()}`,
      ],
    );
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(limitMs, () => resolve({ kind: 'silent' }));
      const done = ({ message }: Core.IncomingResponse): void => {
        cancel();
        // an answered challenge took a CSeq of its own
        this.#cseq = Math.max(this.#cseq, request.cseq);
        resolve({ kind: 'answer', message });
      };
      userAgentCore.register(request, { onAccept: done, onReject: done, onRedirect: done });
    });
  }

  /** Our contact's `expires` parameter, else the Expires header, else what was asked for (RFC 3261 10.2.4). */
  #granted(message: Core.IncomingResponseMessage): number {
    const user = this.#options.userAgent.contact.uri.user ?? '';
    const own = message.getHeaders('contact').find((header) => header.includes(`${user}@`));
    const seconds = Number(
      /;\s*expires=(\d{1,9})/i.exec(own ?? '')?.[1] ?? message.getHeader('expires') ?? this.#expiresS,
    );
    return Math.min(Math.max(Number.isFinite(seconds) ? seconds : this.#expiresS, 10), 86_400);
  }
}

/** RFC 3261 20.33; a date is not allowed there. At most ten minutes: a desk must not be sent away for hours. */
function retryAfter(message: Core.IncomingResponseMessage): number | null {
  const seconds = Number.parseInt(message.getHeader('retry-after') ?? '', 10);
  return Number.isInteger(seconds) && seconds > 0 ? Math.min(seconds, 600) * 1000 : null;
}
