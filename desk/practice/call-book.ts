/**
 * All calls of the practice line: makes them, finds them by their dialogs, forgets them when no straggler can come any more.
 * It must not speak SIP itself.
 */
import { randomBytes } from 'node:crypto';
import type { TimerSet } from './clock.ts';
import { LiveCall, type CallHost } from './live-call.ts';
import type { Cast, PracticeCaller } from './practice-caller.ts';
import { PracticeError } from './practice-error.ts';
import { ringDesk } from './ring-desk.ts';
import type { Binding } from './registrar.ts';
import { TRANSACTION_TIMEOUT_MS } from './sip/client-transactions.ts';
import { Dialog, newTag } from './sip/dialog.ts';
import type { SipRequest, SipResponse } from '../sip/message.ts';
import { parseUri, quote } from '../sip/name-addr.ts';
import type { DeskSocket } from './socket-server.ts';
import type { CallBook } from './switchboard.ts';

const MAX_CALLS = 32;

export interface PracticeCallsOptions {
  readonly cast: Cast;
  readonly domain: string;
  readonly user: string;
  readonly timers: TimerSet;
  readonly host: CallHost;
}

export class PracticeCalls implements CallBook {
  readonly #options: PracticeCallsOptions;
  /** Ended calls stay for 64 × T1: a repeated 200 must still find the ACK of its dialog. */
  readonly #byId = new Map<string, LiveCall>();

  constructor(options: PracticeCallsOptions) {
    this.#options = options;
  }

  /** The calls that have not ended. */
  live(): LiveCall[] {
    return [...this.#byId.values()].filter((call) => !call.over);
  }

  ring(caller: PracticeCaller, binding: Binding<DeskSocket>, ringSeconds: number): LiveCall {
    if (this.live().length >= MAX_CALLS) throw new PracticeError('too-many-calls', `at most ${MAX_CALLS} calls`);
    const { domain, user } = this.#options;
    const asserted = `<sip:${caller.number}@${domain}>`;
    const names = {
      callId: `${randomBytes(12).toString('hex')}@${domain}`,
      localTag: newTag(),
      localAddress: caller.displayName === '' ? asserted : `${quote(caller.displayName)} ${asserted}`,
      remoteAddress: `<sip:${user}@${domain}>`,
      contact: `<sip:${caller.number}@${domain};transport=ws>`,
      domain,
    };
    const call = this.#add(caller, 'to-desk', new Dialog(names, binding.contact), binding.flow);
    ringDesk(call, { uri: binding.contact, ringSeconds, asserted });
    return call;
  }

  open(invite: SipRequest, socket: DeskSocket, toTag: string): LiveCall | { readonly status: 404 | 416 | 486 } {
    const target = parseUri(invite.uri);
    if (target === null) return { status: 416 };
    const caller = this.#callerOf(target.user);
    if (caller === undefined) return { status: 404 };
    if (this.live().length >= MAX_CALLS || this.#byId.has(invite.callId)) return { status: 486 };
    const { domain } = this.#options;
    const names = {
      callId: invite.callId,
      localTag: toTag,
      localAddress: `<${invite.to.uri}>`,
      remoteAddress: `<${invite.from.uri}>`,
      contact: `<sip:${caller.number}@${domain};transport=ws>`,
      domain,
    };
    const dialog = new Dialog(names, invite.from.uri);
    dialog.accept(invite);
    return this.#add(caller, 'from-desk', dialog, socket);
  }

  ofRequest(request: SipRequest): LiveCall | undefined {
    const call = this.#byId.get(request.callId);
    return call?.dialog.matches(request) === true ? call : undefined;
  }

  ofResponse(response: SipResponse): LiveCall | undefined {
    const call = this.#byId.get(response.callId);
    if (call?.dialog.names.localTag !== response.from.params.get('tag')) return undefined;
    return call?.dialog.remoteTag === response.to.params.get('tag') ? call : undefined;
  }

  reaches(number: string): boolean {
    return this.#callerOf(number) !== undefined || number === this.#options.user;
  }

  consultation(callId: string): LiveCall | undefined {
    const call = this.#byId.get(callId);
    return call?.state.phase === 'established' ? call : undefined;
  }

  socketLost(socket: DeskSocket): void {
    for (const call of this.live()) call.wireLost(socket);
  }

  stop(): void {
    for (const call of this.live()) call.hangUp({ by: 'line', cause: 'stopped' });
  }

  #add(caller: PracticeCaller, direction: 'to-desk' | 'from-desk', dialog: Dialog, wire: DeskSocket): LiveCall {
    const { cast, host, timers } = this.#options;
    const recording = cast.recordings.get(caller.id);
    if (recording === undefined) throw new PracticeError('bad-recording', `no recording of ${caller.id}`);
    const call = new LiveCall({ host, caller, recording, direction, dialog, wire });
    this.#byId.set(call.id, call);
    void call.ended.then(() => timers.after(TRANSACTION_TIMEOUT_MS, () => this.#byId.delete(call.id)));
    host.changed(call);
    return call;
  }

  #callerOf(number: string): PracticeCaller | undefined {
    const wanted = digits(number);
    return wanted === '' ? undefined : this.#options.cast.callers.find((c) => digits(c.number) === wanted);
  }
}

/** A number as dialled: separators and the country code of China do not count. */
const digits = (number: string): string => number.replace(/^\+86|^0086/, '').replace(/[^0-9*#]/g, '');
