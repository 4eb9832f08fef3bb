/**
 * The bindings of the practice line's one address of record (RFC 3261 10.3): pure bookkeeping with time passed in;
 * it must not authenticate, write to sockets or start timers.
 */
import { parseNameAddr, parseUri, splitOutside, type NameAddr } from '../sip/name-addr.ts';
import type { SipRequest } from '../sip/message.ts';

export interface Binding<Flow> {
  readonly contact: string;
  /** The socket it came by: the only way to a browser (RFC 7118 has no listening clients; RFC 5626 calls it a flow). */
  readonly flow: Flow;
  readonly expiresAt: number;
  readonly callId: string;
  readonly cseq: number;
  /** `+sip.instance` (RFC 5626 4.1): the same desk after a reload, which must replace its old contact. */
  readonly instance: string | undefined;
}

export type RegisterOutcome =
  | { readonly status: 200 }
  | { readonly status: 400 | 403 | 500; readonly reason: string }
  | { readonly status: 423; readonly minExpires: number };

const DEFAULT_EXPIRES_S = 600;
const MIN_EXPIRES_S = 10;
const MAX_EXPIRES_S = 3600;
const MAX_BINDINGS = 8;

type Wanted = { readonly contact: string; readonly seconds: number; readonly instance: string | undefined };

export class Registrar<Flow> {
  /** Oldest refresh first, so that the last one is the desk to ring. */
  #bindings: Binding<Flow>[] = [];

  bindings(now: number): readonly Binding<Flow>[] {
    this.#bindings = this.#bindings.filter((b) => b.expiresAt > now);
    return this.#bindings;
  }

  current(now: number): Binding<Flow> | undefined {
    return this.bindings(now).at(-1);
  }

  dropFlow(flow: Flow): void {
    this.#bindings = this.#bindings.filter((b) => b.flow !== flow);
  }

  clear(): void {
    this.#bindings = [];
  }

  register(request: SipRequest, flow: Flow, now: number): RegisterOutcome {
    const contacts = request.headers.all('contact');
    const live = this.bindings(now);
    const header = expiresOf(request.headers.first('expires'));
    if (contacts.length === 1 && contacts[0] === '*') {
      // RFC 3261 10.2.2: "*" is for removal only.
      if (header !== 0) return { status: 400, reason: 'Contact * needs Expires 0' };
      if (live.some((b) => this.#outOfOrder(b, request))) return { status: 500, reason: 'Out of Order' };
      this.#bindings = [];
      return { status: 200 };
    }
    const wanted: Wanted[] = [];
    for (const value of contacts) {
      for (const part of splitOutside(value, ',') ?? ['']) {
        const one = readContact(parseNameAddr(part), header);
        if (one === null) return { status: 400, reason: 'Bad Contact' };
        if (one.seconds > 0 && one.seconds < MIN_EXPIRES_S) return { status: 423, minExpires: MIN_EXPIRES_S };
        wanted.push(one);
      }
    }
    // All or nothing (10.3 step 7): check every contact before any is changed.
    for (const w of wanted) {
      const known = live.find((b) => b.contact === w.contact);
      if (known !== undefined && this.#outOfOrder(known, request)) return { status: 500, reason: 'Out of Order' };
    }
    let next = [...live];
    for (const w of wanted) {
      next = next.filter((b) => b.contact !== w.contact && (w.instance === undefined || b.instance !== w.instance));
      if (w.seconds === 0) continue;
      const expiresAt = now + w.seconds * 1000;
      const { contact, instance } = w;
      next.push({ contact, flow, expiresAt, callId: request.callId, cseq: request.cseq.seq, instance });
    }
    if (next.length > MAX_BINDINGS) return { status: 403, reason: 'Too Many Contacts' };
    this.#bindings = next;
    return { status: 200 };
  }

  #outOfOrder(binding: Binding<Flow>, request: SipRequest): boolean {
    return binding.callId === request.callId && request.cseq.seq <= binding.cseq;
  }
}

function readContact(address: NameAddr | null, headerExpires: number): Wanted | null {
  const uri = address === null ? null : parseUri(address.uri);
  if (address === null || uri === null || uri.scheme === 'tel') return null;
  const own = address.params.get('expires');
  const seconds = own === undefined ? headerExpires : expiresOf(own);
  return { contact: address.uri, seconds, instance: address.params.get('+sip.instance') };
}

/** Absent means the default; malformed is treated as one hour (RFC 3261 20.19 and 10.3 step 6), which is our most. */
function expiresOf(value: string | undefined): number {
  if (value === undefined) return DEFAULT_EXPIRES_S;
  return /^[0-9]{1,10}$/.test(value.trim()) ? Math.min(Number(value), MAX_EXPIRES_S) : MAX_EXPIRES_S;
}
