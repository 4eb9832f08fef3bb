/**
 * A call that comes in, from the INVITE to the 200: refuse what cannot be a call, screen before ringing, ring, prepare the
 * answer, answer at once. After that `call-session.ts` takes over.
 */
import { SessionState, type Invitation } from 'sip.js';
import { ulid } from 'ulid';
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { ScreenInput } from '../../core/contract/calls.ts';
import type { Line } from '../../core/event/line.ts';
import { admit, admitUnjudged, stopsRinging, type Admission, type Standing } from './admission.ts';
import type { CallContext } from './call-context.ts';
import { CallSession } from './call-session.ts';
import { plainText, readIdentity, shownNumber } from './caller-identity.ts';
import { mark } from './marks.ts';
import { PhoneError } from './phone-error.ts';
import { screenCall } from './screening.ts';
import { sdpObjection, warningOf } from './sdp-gate.ts';
import { hasAudio } from './sdp.ts';
import { isTooBrief, leastSeconds } from './session-intervals.ts';

export interface InviteOptions {
  readonly context: CallContext;
  readonly line: Line;
  readonly trustAsserted: boolean;
  readonly arrivedAt: number;
  readonly onReleased: (call: CallSession) => void;
  /** RFC 3891: the live call whose place this one takes */
  readonly replaced: CallSession | null;
  readonly onReplacing: (call: IncomingCall, replaced: CallSession) => void;
  /** the policy may have the desk answer it by itself */
  readonly onRinging: (call: IncomingCall, card: CallerCard | null) => void;
}

/** More than any desk can look at: beyond it only callers of the allow list ring, the others hear "busy" instead of an endless ring. */
const maxLiving = 40;
/** A prepared answer is a peer connection: only the calls that may well be answered next have one. */
const maxPrepared = 6;

export class IncomingCall extends CallSession {
  readonly invitation: Invitation;
  #isAnswering = false;

  constructor(id: string, invitation: Invitation, { context, onReleased }: InviteOptions) {
    super(id, invitation, context, () => onReleased(this));
    this.invitation = invitation;
  }

  /** 200 OK with the prepared answer. Everything that may take time comes after it. */
  async answer(): Promise<void> {
    mark('answer-command', this.id);
    if (this.state !== 'ringing') throw new PhoneError('wrong-state', this.state);
    const { microphone, book, clock } = this.context;
    if (microphone.state !== 'ready') await this.#needMicrophone();
    const track = microphone.track() ?? (await this.#needMicrophone());
    if (this.state !== 'ringing' || this.#isAnswering) {
      track.stop();
      throw new PhoneError('wrong-state', this.state);
    }
    this.#isAnswering = true;
    const isPrepared = this.media.isPrepared;
    const show = (): boolean => book.apply(this.id, { type: 'answer', at: clock.now() });
    // The prepared 200 leaves within a millisecond or two: telling the views first would only delay it.
    if (!isPrepared) show();
    this.media.speak(track);
    this.media.hurry();
    try {
      await this.invitation.accept();
    } catch (error) {
      this.end('network', null);
      throw new PhoneError('failed', String(error));
    }
    if (isPrepared) show();
    // accept() also resolves for a call that was cancelled meanwhile
    if (this.invitation.state !== SessionState.Established) throw new PhoneError('wrong-state', 'cancelled');
    this.media.connect();
    this.goLive();
  }

  /** from the key press until it is live or over */
  get isAnswering(): boolean {
    return this.#isAnswering && this.state !== 'live';
  }

  /** A final answer of ours before it was answered. */
  refuse(by: 'agent' | 'screening' | 'network', status: number, phrase: string, headers: string[] = []): void {
    this.because(by, status);
    this.invitation
      .reject({ statusCode: status, reasonPhrase: phrase, extraHeaders: headers })
      .catch((error: unknown) => this.context.log('warn', `call ${this.id}: ${String(error)}`));
  }

  async #needMicrophone(): Promise<MediaStreamTrack> {
    const state = await this.context.microphone.open();
    const track = state === 'ready' ? this.context.microphone.track() : null;
    if (track !== null) return track;
    // it goes on ringing: the agent may plug one in or allow it, and press again
    this.setTrouble(state === 'denied' ? 'microphone-denied' : 'no-microphone');
    throw new PhoneError('no-microphone', state);
  }
}

/** Takes an INVITE. Never throws: whatever it holds, the caller gets an answer. */
export function takeInvite(invitation: Invitation, options: InviteOptions): IncomingCall {
  const { context, line } = options;
  const id = ulid();
  mark('invite', id, options.arrivedAt);
  const call = new IncomingCall(id, invitation, options);
  const { request } = invitation;
  const identity = readIdentity({
    fromUser: request.from.uri.user,
    fromName: request.from.displayName,
    fromHeader: request.getHeader('From') ?? '',
    asserted: request.getHeaders('P-Asserted-Identity'),
    trustAsserted: options.trustAsserted,
  });
  const input: ScreenInput = { call: id, direction: 'in', ...identity };
  context.book.open({
    id,
    direction: 'in',
    line,
    display: shownNumber(identity.assertedUser ?? identity.fromUser),
    claimedName: plainText(identity.assertedName ?? identity.fromName),
    sipCallId: request.callId,
  });
  const { replaced } = options;
  const objection = objectionTo(invitation, replaced);
  const isFlood = context.book.living.length > maxLiving;
  // known to `cards` in any case, so that its events find their number
  const judged = context.cards.screen(input);
  judged.catch(() => undefined);
  if (objection !== null) {
    call.refuse('network', objection.status, objection.phrase, objection.headers);
    return call;
  }
  if (replaced !== null) {
    // the agent talks to its far end already, or was asked to: nothing is screened, nothing rings
    judged.then((card) => context.book.setCard(id, card)).catch(() => undefined);
    context.book.apply(id, { type: 'ring', at: context.clock.now() });
    options.onReplacing(call, replaced);
    return call;
  }
  const { duty } = context;
  screenCall(input, {
    desk: { screen: () => judged },
    clock: context.clock,
    onVerdict: (card) => {
      mark('verdict', id);
      context.book.setCard(id, card);
      settle(admit(card, duty.mayRing(card), standing()), card);
    },
    onTimeUp: () => settle(admitUnjudged(duty.mayRing(null), standing(), duty.trustedMayRing), null),
    onLate: (card) => {
      context.book.setCard(id, card);
      if (call.state === 'screening') settle(admit(card, duty.mayRing(card), standing()), card);
      else if (call.state !== 'ringing' || call.isAnswering) return;
      else if (stopsRinging(card)) block(call, card);
      // whom the policy names is answered by the desk, however late it is known who calls
      else options.onRinging(call, card);
    },
    onProblem: (message) => {
      context.log('warn', message);
      if (call.state !== 'screening') return;
      if (isFlood) shed(call);
      // nobody will say any more whether it may ring here
      else if (!duty.mayRing(null) && duty.trustedMayRing) notReady(call);
    },
  });
  return call;

  function standing(): Standing {
    return { isFlood, living: context.book.living.length };
  }

  function settle(admission: Admission, card: CallerCard | null): void {
    if (call.isReleased) return;
    switch (admission) {
      case 'ring':
        ring(call);
        if (card !== null) options.onRinging(call, card);
        return;
      case 'block':
        if (card !== null) block(call, card);
        return;
      case 'not-ready':
        notReady(call);
        return;
      case 'shed':
        shed(call);
        return;
      case 'wait':
        return;
      default:
        admission satisfies never;
    }
  }
}

interface Objection {
  readonly status: number;
  readonly phrase: string;
  readonly headers: string[];
}

/** RFC 3261 21.4.18: the person is not available, and the hunt group asks another desk. */
function notReady(call: IncomingCall): void {
  call.refuse('agent', 480, 'Temporarily Unavailable');
}

function shed(call: IncomingCall): void {
  call.refuse('network', 486, 'Busy Here');
}

function objectionTo({ request, replacee }: Invitation, replaced: CallSession | null): Objection | null {
  // RFC 3261 8.2.2.3: we know none of the extensions that somebody may require (reliable provisional responses, say)
  const required = request
    .getHeaders('Require')
    .flatMap((header) => header.split(','))
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '' && !['replaces', 'timer'].includes(tag.toLowerCase()))
    .join(', ');
  if (required !== '')
    return { status: 420, phrase: 'Bad Extension', headers: [`Unsupported: ${required.slice(0, 200)}`] };
  // RFC 4028 9
  if (isTooBrief(request.data))
    return { status: 422, phrase: 'Session Interval Too Small', headers: [`Min-SE: ${leastSeconds}`] };
  const type = (request.getHeader('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (request.body !== '' && type !== undefined && type !== '' && type !== 'application/sdp')
    return { status: 415, phrase: 'Unsupported Media Type', headers: ['Accept: application/sdp'] };
  // RFC 3261 8.2.3: we unpack nothing
  const encoding = (request.getHeader('Content-Encoding') ?? request.getHeader('E') ?? 'identity').trim().toLowerCase();
  if (request.body !== '' && encoding !== 'identity')
    return { status: 415, phrase: 'Unsupported Media Type', headers: ['Accept-Encoding: identity'] };
  // RFC 3891 3: only a call that lives can be replaced here
  if (replacee !== undefined && replaced === null)
    return { status: 481, phrase: 'Call/Transaction Does Not Exist', headers: [] };
  // RFC 3261 20.1: nothing said means SDP; something else said means that our answer could not be read
  const accept = request.getHeaders('Accept').join(',').toLowerCase();
  if (accept !== '' && !/(?:application|\*)\/(?:sdp|\*)/.test(accept))
    return { status: 406, phrase: 'Not Acceptable', headers: [] };
  // RFC 3261 21.4.26; an INVITE without an offer could not be prepared for and would not have audio in time
  const objection = sdpObjection(request.body) ?? (hasAudio(request.body) ? null : 'no audio');
  return objection === null ? null : { status: 488, phrase: 'Not Acceptable Here', headers: [warningOf(objection)] };
}

/** 607: a person decided (RFC 8197); 608: a machine did (RFC 8688). Neither is in SIP.js' table of phrases. */
function block(call: IncomingCall, { verdict }: CallerCard): void {
  const status = verdict.status ?? 607;
  call.refuse('screening', status, status === 608 ? 'Rejected' : 'Unwanted', ['Reason: Q.850;cause=21']);
}

function ring(call: IncomingCall): void {
  const { context, invitation, id } = call;
  if (!context.book.apply(id, { type: 'ring', at: context.clock.now() })) return;
  invitation
    .progress({ statusCode: 180 })
    .catch((error: unknown) => context.log('warn', `call ${id}: 180: ${String(error)}`));
  mark('ringing', id);
  // after the card was told: making a peer connection takes milliseconds
  context.clock.after(0, () => void prepare(call));
}

async function prepare(call: IncomingCall): Promise<void> {
  const { prepared, log } = call.context;
  if (call.state !== 'ringing' || prepared.size >= maxPrepared) return;
  prepared.add(call.id);
  try {
    await call.media.prepare(call.invitation.request.body);
  } catch (error) {
    // SDP that cannot be answered must not go on ringing; RFC 3261 21.4.26
    if (call.isReleased || call.state !== 'ringing') return;
    log('warn', `call ${call.id}: the offer cannot be answered: ${String(error)}`);
    call.refuse('network', 488, 'Not Acceptable Here', [warningOf('the offer cannot be answered')]);
  }
}
