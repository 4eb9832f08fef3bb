/**
 * Tells the PBX one thing about the agent, and rejects where it did not take it: a short call to a feature code, or presence by
 * PUBLISH (RFC 3903). Knows nothing of when; nobody sees or hears these calls.
 */
import type { Core, UserAgent as UserAgentType } from 'sip.js';
import { UserAgent } from 'sip.js';
import type { AgentMode } from '../../core/agent/agent-state.ts';
import { gather } from './gathering.ts';
import type { Clock } from './clock.ts';

const answerLimitMs = 8_000;
/** The PBX runs its steps and hangs up; one that goes on playing music is hung up on. */
const stayMs = 2_000;
const gatherMs = 300;
const publishSeconds = 3_600;

/** RFC 3903 4.1: the PBX may keep it for less than it was asked for. */
export function grantedSeconds(expires: string | undefined): number {
  const seconds = Number(/^\s*(\d{1,9})\s*$/.exec(expires ?? '')?.[1] ?? publishSeconds);
  return seconds > 0 ? Math.min(seconds, publishSeconds) : publishSeconds;
}

/** Resolves when the code was answered, and the call is over. */
export async function callCode(userAgent: UserAgentType, domain: string, code: string, clock: Clock): Promise<void> {
  const target = UserAgent.makeURI(`sip:${encodeURIComponent(code).replaceAll('%2B', '+')}@${domain}`);
  if (target === undefined) throw new Error(`not a code: ${code}`);
  // a PBX that answers wants to agree on audio, though nobody will speak
  const connection = new RTCPeerConnection();
  try {
    connection.addTransceiver('audio', { direction: 'recvonly' });
    await connection.setLocalDescription(await connection.createOffer());
    await gather(connection, gatherMs, clock).done;
    await shortCall(userAgent, target, connection.localDescription?.sdp ?? '', clock);
  } finally {
    connection.close();
  }
}

/** The same with a description at hand: the first answer is the call, every other one is hung up on at once. */
export function shortCall(userAgent: UserAgentType, target: Core.URI, sdp: string, clock: Clock): Promise<void> {
  const { userAgentCore, configuration, contact } = userAgent;
  const request = userAgentCore.makeOutgoingRequestMessage(
    'INVITE',
    target,
    configuration.uri,
    target,
    {},
    [`Contact: ${contact.toString()}`],
    { contentDisposition: 'session', contentType: 'application/sdp', content: sdp },
  );
  return new Promise((resolve, reject) => {
    let isOver = false;
    const refused = ({ message }: Core.IncomingResponse): void => {
      cancelLimit();
      reject(new Error(`${target.user}: ${message.statusCode} ${message.reasonPhrase}`));
    };
    const sent = userAgentCore.invite(request, {
      onReject: refused,
      onRedirect: refused,
      onAccept: (answer) => {
        const { session } = answer;
        answer.ack();
        // RFC 3261 13.2.2.4: forked, or answered while it was cancelled
        if (isOver) {
          session.bye();
          return;
        }
        isOver = true;
        cancelLimit();
        const cancelStay = clock.after(stayMs, () => {
          session.bye();
          resolve();
        });
        session.delegate = {
          onBye(bye) {
            cancelStay();
            bye.accept();
            resolve();
          },
        };
      },
    });
    const cancelLimit = clock.after(answerLimitMs, () => {
      isOver = true;
      sent.cancel();
      reject(new Error(`${target.user}: not answered`));
    });
  });
}

/** One publication, renewed and changed under its entity tag (RFC 3903 4.1). */
export class Presence {
  #etag: string | null = null;
  #granted = publishSeconds;

  /** Answers for how many seconds the PBX keeps it. */
  async publish(userAgent: UserAgentType, mode: AgentMode, clock: Clock): Promise<number> {
    const first = await this.#send(userAgent, presenceBody(userAgent, mode), publishSeconds, clock);
    // 412: the PBX lost it, or it ran out (RFC 3903 4.1); once more from the beginning
    const status = first === 412 ? await this.#anew(userAgent, mode, clock) : first;
    if (status < 200 || status > 299) throw new Error(`PUBLISH: ${status}`);
    return this.#granted;
  }

  /** Leaves at once; nobody waits for its answer. */
  end(userAgent: UserAgentType, clock: Clock): void {
    if (this.#etag !== null) void this.#send(userAgent, null, 0, clock).catch(() => undefined);
    this.#etag = null;
  }

  #anew(userAgent: UserAgentType, mode: AgentMode, clock: Clock): Promise<number> {
    this.#etag = null;
    return this.#send(userAgent, presenceBody(userAgent, mode), publishSeconds, clock);
  }

  #send(userAgent: UserAgentType, body: string | null, expires: number, clock: Clock): Promise<number> {
    const { userAgentCore, configuration } = userAgent;
    const self = configuration.uri;
    const request = userAgentCore.makeOutgoingRequestMessage(
      'PUBLISH',
      self,
      self,
      self,
      {},
      ['Event: presence', `Expires: ${expires}`, ...(this.#etag === null ? [] : [`SIP-If-Match: ${this.#etag}`])],
      body === null ? undefined : { contentDisposition: 'render', contentType: 'application/pidf+xml', content: body },
    );
    return new Promise((resolve, reject) => {
      const cancel = clock.after(answerLimitMs, () => reject(new Error('PUBLISH: no answer')));
      const done = ({ message }: Core.IncomingResponse): void => {
        cancel();
        this.#etag = message.getHeader('SIP-ETag') ?? this.#etag;
        this.#granted = grantedSeconds(message.getHeader('Expires'));
        resolve(message.statusCode ?? 500);
      };
      userAgentCore.publish(request, { onAccept: done, onReject: done, onRedirect: done });
    });
  }
}

const activities = { rest: 'away', meal: 'meal', meeting: 'meeting', training: 'appointment' } as const;

/** PIDF (RFC 3863) with what the agent does in RPID's words (RFC 4480). */
export function presenceBody({ configuration }: Pick<UserAgentType, 'configuration'>, mode: AgentMode): string {
  const entity = xml(configuration.uri.toString());
  const activity =
    mode.mode === 'ready'
      ? null
      : mode.mode === 'break'
        ? activities[mode.reason]
        : mode.mode === 'wrap-up'
          ? 'busy'
          : 'away';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"' +
      ` xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="${entity}">`,
    `<tuple id="desk"><status><basic>${activity === null ? 'open' : 'closed'}</basic></status>` +
      `<contact>${entity}</contact><note>${mode.mode === 'break' ? `break ${mode.reason}` : mode.mode}</note></tuple>`,
    ...(activity === null
      ? []
      : [`<dm:person id="agent"><rpid:activities><rpid:${activity}/></rpid:activities></dm:person>`]),
    '</presence>',
  ].join('\r\n');
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
