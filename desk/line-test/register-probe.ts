/**
 * A real REGISTER with the account's credentials over an open WebSocket, and the contact taken away again (RFC 3261 10, RFC 7118).
 * Where the phone is registered as the same user it only asks what is bound (10.2.3): a registrar that keeps one contact a user
 * would forget the phone's, and no call would arrive.
 */
import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { LineProblem } from '../../core/contract/word-ids.ts';
import type { LineAccount } from '../../core/settings/settings.ts';
import { writeMessage, type SipResponse } from '../sip/message.ts';
import { ask } from './ask.ts';
import { StepError } from './connection.ts';
import { answerChallenge } from './digest-answer.ts';

const expiresSeconds = 60;

export class RegisterProbe {
  readonly #socket: WebSocket;
  readonly #account: LineAccount;
  readonly #password: string;
  readonly #binds: boolean;
  /** RFC 7118 5.2.1: a client that nobody can connect to names itself under .invalid */
  readonly #host = `${randomBytes(6).toString('hex')}.invalid`;
  readonly #callId = `${randomBytes(12).toString('hex')}@linewarden.invalid`;
  readonly #fromTag = randomBytes(6).toString('hex');
  #cseq = 0;

  constructor(socket: WebSocket, account: LineAccount, password: string, binds: boolean) {
    this.#socket = socket;
    this.#account = account;
    this.#password = password;
    this.#binds = binds;
  }

  /** Answers what the registrar said, for people. Throws `StepError` with the reason's word. */
  async register(signal: AbortSignal): Promise<string> {
    const answer = await this.#ask(expiresSeconds, signal);
    if (answer.status < 300) return `${answer.status} ${answer.reason}`;
    throw new StepError(wordFor(answer.status), `${answer.status} ${answer.reason}`);
  }

  async unregister(signal: AbortSignal): Promise<void> {
    if (this.#binds) await this.#ask(0, signal);
  }

  /** One REGISTER, once more with credentials when challenged, and a third time only for a stale nonce. */
  async #ask(expires: number, signal: AbortSignal): Promise<SipResponse> {
    let answer = await this.#send(expires, null, signal);
    for (let attempt = 0; attempt < 2; attempt++) {
      const isProxy = answer.status === 407;
      if (answer.status !== 401 && !isProxy) return answer;
      const challenges = answer.headers.all(isProxy ? 'proxy-authenticate' : 'www-authenticate');
      if (attempt > 0 && !challenges.some((challenge) => /\bstale\s*=\s*"?true/i.test(challenge))) return answer;
      const credentials = { user: this.#account.authUser ?? this.#account.user, password: this.#password };
      const cnonce = randomBytes(8).toString('hex');
      const value = answerChallenge(challenges, credentials, { method: 'REGISTER', uri: this.#uri, cnonce, count: 1 });
      if (value === null) throw new StepError('no-common-algorithm', challenges.map(algorithms).join('; '));
      answer = await this.#send(expires, [isProxy ? 'Proxy-Authorization' : 'Authorization', value], signal);
    }
    return answer;
  }

  get #uri(): string {
    return `sip:${this.#account.domain}`;
  }

  #send(expires: number, credentials: readonly [string, string] | null, signal: AbortSignal): Promise<SipResponse> {
    const { user, domain } = this.#account;
    const cseq = ++this.#cseq;
    const contact = ['Contact', `<sip:line-test@${this.#host};transport=ws>;expires=${expires}`] as const;
    const text = writeMessage(`REGISTER ${this.#uri} SIP/2.0`, [
      ['Via', `SIP/2.0/WS ${this.#host};branch=z9hG4bK${randomBytes(8).toString('hex')}`],
      ['Max-Forwards', '70'],
      ['From', `<sip:${user}@${domain}>;tag=${this.#fromTag}`],
      ['To', `<sip:${user}@${domain}>`],
      ['Call-ID', this.#callId],
      ['CSeq', `${cseq} REGISTER`],
      ['Supported', 'outbound, path'],
      ...(this.#binds ? [contact] : []),
      ...(credentials === null ? [] : [credentials]),
    ]);
    return ask(this.#socket, { text, callId: this.#callId, cseq, whom: domain }, signal);
  }
}

function wordFor(status: number): LineProblem {
  switch (status) {
    // the credentials were sent, and the registrar asks again: they are wrong
    case 401:
    case 407:
      return 'wrong-password';
    case 403:
      return 'forbidden';
    case 404:
      return 'unknown-user';
    default:
      return status >= 500 ? 'server-error' : 'rejected';
  }
}

function algorithms(challenge: string): string {
  return /algorithm\s*=\s*"?([\w-]+)/i.exec(challenge)?.[1] ?? 'MD5';
}
