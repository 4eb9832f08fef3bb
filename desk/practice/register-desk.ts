/**
 * REGISTER at the practice line: digest first, then the address of record, then the bindings (RFC 3261 10.3 in its order);
 * it must not tell a wrong user from a wrong password.
 */
import type { Registrar } from './registrar.ts';
import type { DigestGate } from './sip/digest-gate.ts';
import { parseUri } from '../sip/name-addr.ts';
import type { Header, SipRequest } from '../sip/message.ts';

export interface RegisterContext<Flow> {
  readonly registrar: Registrar<Flow>;
  readonly flow: Flow;
  readonly gate: DigestGate;
  readonly user: string;
  readonly domain: string;
  readonly now: number;
}

export interface RegisterReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
}

export function registerDesk<Flow>(request: SipRequest, context: RegisterContext<Flow>): RegisterReply {
  const { registrar, flow, gate, user, domain, now } = context;
  const verdict = gate.check(request.headers.all('authorization'), request.method, request.uri);
  switch (verdict) {
    case 'challenge':
    case 'stale':
      return refuse(401, 'Unauthorized', [['WWW-Authenticate', gate.challenge(verdict === 'stale')]]);
    case 'forbidden':
      return refuse(403, 'Forbidden');
    case 'malformed':
      return refuse(400, 'Bad Credentials');
    case 'accepted':
      break;
    default:
      return verdict satisfies never;
  }
  const aor = parseUri(request.to.uri);
  if (aor === null || aor.user !== user || aor.host !== domain) return refuse(404, 'Not Found');
  const outcome = registrar.register(request, flow, now);
  if (outcome.status === 423) return refuse(423, 'Interval Too Brief', [['Min-Expires', String(outcome.minExpires)]]);
  if (outcome.status !== 200) return refuse(outcome.status, outcome.reason);
  const contacts = registrar
    .bindings(now)
    .map((b): Header => ['Contact', `<${b.contact}>;expires=${Math.max(1, Math.round((b.expiresAt - now) / 1000))}`]);
  return { status: 200, reason: 'OK', headers: contacts };
}

const refuse = (status: number, reason: string, headers: readonly Header[] = []): RegisterReply => ({
  status,
  reason,
  headers,
});
