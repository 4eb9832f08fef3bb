/**
 * Tells transactions apart as RFC 3261 17.2.3 wants it. SIP.js looks at the branch of the top Via alone, so that a call with the
 * branch of another, or with none (RFC 2543), gets the other's answer or none at all: such a request is given a branch of its
 * own on its way in, and its answers the caller's branch again on their way out. Everything else passes as it is.
 */
import type { Clock } from './clock.ts';

/** 64 × T1: so long a transaction may live (RFC 3261 17.2.1, Timer H) */
const lifeMs = 32_000;
const maxKept = 2000;
const ours = '~lw';

export class ViaBranches {
  readonly #clock: Pick<Clock, 'now'>;
  /** branch → whose it is */
  readonly #owners = new Map<string, { readonly key: string; until: number }>();
  /** branch and owner → number of the branch that SIP.js sees instead */
  readonly #renamed = new Map<string, { readonly number: number; until: number }>();
  #last = 0;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  inbound(message: string): string {
    if (message.startsWith('SIP/')) return message;
    const via = topVia(message);
    if (via === null) return message;
    const now = this.#clock.now();
    const key = `${via.sentBy} ${valueOf(message, 'call-id|i')} ${/\d+/.exec(valueOf(message, 'cseq'))?.[0] ?? ''}`;
    const name = `${via.branch} ${key}`;
    const until = now + lifeMs;
    // RFC 3261 9.2, 17.2.3: they belong to an INVITE that is here already, however its other headers were written
    if (/^(?:ACK|CANCEL) /.test(message) && !this.#renamed.has(name)) return message;
    if (via.branch !== '' && via.branch !== 'z9hG4bK') {
      const owner = this.#owners.get(via.branch);
      if (owner === undefined || owner.until < now || owner.key === key) {
        this.#owners.delete(via.branch);
        this.#owners.set(via.branch, { key, until });
        trim(this.#owners);
        return message;
      }
    }
    const known = this.#renamed.get(name);
    const number = known !== undefined && known.until >= now ? known.number : (this.#last += 1);
    this.#renamed.delete(name);
    this.#renamed.set(name, { number, until });
    trim(this.#renamed);
    const mark = via.branch === '' ? `;branch=none${ours}${number}` : `${ours}${number}`;
    return message.slice(0, via.end) + mark + message.slice(via.end);
  }

  outbound(message: string): string {
    if (!message.startsWith('SIP/2.0 ') || !message.includes(ours)) return message;
    return message.replace(/^Via:.*$/m, (line) => line.replace(/;branch=none~lw\d+/, '').replace(/~lw\d+/, ''));
  }
}

/** Where its branch ends, or would stand; null where the header is folded or not there: SIP.js then decides. */
function topVia(message: string): { sentBy: string; branch: string; end: number } | null {
  const found = /^(?:via|v)[ \t]*:[ \t]*([^,\r\n]*)/im.exec(message);
  if (
    found === null ||
    /^[ \t]/.test(message.slice(found.index + found[0].length + 2, found.index + found[0].length + 3))
  )
    return null;
  const value = found[1] ?? '';
  const start = found.index + found[0].length - value.length;
  const branch = /;[ \t]*branch[ \t]*=[ \t]*([^\s;]*)/i.exec(value);
  const sentBy = /^\S+[ \t]+([^\s;]+)/.exec(value)?.[1] ?? '';
  if (branch === null) return { sentBy, branch: '', end: start + value.trimEnd().length };
  return { sentBy, branch: branch[1] ?? '', end: start + branch.index + branch[0].length };
}

function valueOf(message: string, names: string): string {
  return new RegExp(`^(?:${names})[ \\t]*:[ \\t]*(.*)`, 'im').exec(message)?.[1] ?? '';
}

function trim(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > maxKept && oldest !== undefined) map.delete(oldest);
}
