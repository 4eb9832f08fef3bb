/** A call that goes out: dial, early media, answer or refusal. After that `call-session.ts` takes over. */
import { Inviter, SessionState, UserAgent, type URI } from 'sip.js';
import { ulid } from 'ulid';
import type { Line } from '../../core/event/line.ts';
import type { CallContext } from './call-context.ts';
import { CallSession } from './call-session.ts';
import { plainText } from './caller-identity.ts';
import { dialTarget } from './dial-target.ts';
import { PhoneError } from './phone-error.ts';
import { retryTooBrief } from './retry-interval.ts';

export interface DialOptions {
  readonly context: CallContext;
  readonly userAgent: UserAgent;
  readonly domain: string;
  readonly line: Line;
  /** the call that this one asks about, before it is transferred */
  readonly consultFor?: string;
  /** from here on it can be cancelled */
  readonly onOpened: (call: OutgoingCall) => void;
  readonly onReleased: (call: CallSession) => void;
}

export class OutgoingCall extends CallSession {
  readonly inviter: Inviter;
  readonly target: URI;

  constructor(id: string, inviter: Inviter, target: URI, { context, onReleased }: DialOptions) {
    super(id, inviter, context, () => onReleased(this));
    this.inviter = inviter;
    this.target = target;
  }

  async invite(): Promise<void> {
    const { book, clock } = this.context;
    const sent = await this.inviter.invite({
      requestDelegate: {
        onProgress: ({ message }) => {
          if (message.body === '' || this.media.remoteTrack === null) {
            // RFC 3960 3.1: only what says that somebody is rung is answered with a ringing tone made here
            if (message.statusCode === 180) book.apply(this.id, { type: 'far-rings', at: clock.now() });
            return;
          }
          if (book.apply(this.id, { type: 'early-media', at: clock.now() })) this.sound.hear();
        },
        onAccept: () => {
          if (this.inviter.state === SessionState.Established) this.goLive();
        },
        onReject: ({ message }) => this.because('caller', message.statusCode ?? null),
        onRedirect: ({ message }) => this.because('caller', message.statusCode ?? null),
      },
    });
    retryTooBrief(sent);
  }

  /** CANCEL (RFC 3261 9.1), before it was answered. */
  async cancel(): Promise<void> {
    if (this.inviter.state === SessionState.Initial || this.inviter.state === SessionState.Establishing)
      await this.inviter.cancel();
  }
}

/** Resolves when the INVITE was sent. */
export async function dial(typed: string, options: DialOptions): Promise<void> {
  const { context, userAgent, domain, line } = options;
  const address = dialTarget(typed, domain);
  const target = address === null ? undefined : UserAgent.makeURI(address);
  if (target === undefined) throw new PhoneError('bad-number', typed.slice(0, 64));
  const state = await context.microphone.open();
  const track = state === 'ready' ? context.microphone.track() : null;
  if (track === null) throw new PhoneError('no-microphone', state);
  const id = ulid();
  const inviter = new Inviter(userAgent, target, { earlyMedia: true });
  const call = new OutgoingCall(id, inviter, target, options);
  const user = decodeURIComponent(target.user ?? '').slice(0, 256);
  const display = plainText(typed.replace(/^tel:/i, ''));
  const { consultFor = null } = options;
  context.book.open({
    id,
    direction: 'out',
    line,
    display,
    claimedName: '',
    sipCallId: inviter.request.callId,
    consultFor,
  });
  context.cards
    .screen({
      call: id,
      direction: 'out',
      fromUser: user,
      fromName: '',
      assertedUser: null,
      assertedName: null,
      verstat: null,
    })
    .then(
      (card) => context.book.setCard(id, card),
      (error: unknown) => context.log('warn', `call ${id} not looked up: ${String(error)}`),
    );
  options.onOpened(call);
  call.media.speak(track);
  try {
    await call.invite();
  } catch (error) {
    call.end('network', null);
    throw new PhoneError('failed', String(error));
  }
}
