/**
 * One dialog between a practice caller and the desk (RFC 3261 12): its names, its sequence numbers and the requests
 * written within it; there is no proxy between the two, so a route set never exists. It must not send anything itself.
 */
import { randomBytes } from 'node:crypto';
import { parseNameAddr } from '../../sip/name-addr.ts';
import { writeMessage, type Header, type SipRequest, type SipResponse } from '../../sip/message.ts';

export const newTag = (): string => randomBytes(8).toString('hex');
const newBranch = (): string => `z9hG4bK${randomBytes(10).toString('hex')}`;

export interface DialogNames {
  readonly callId: string;
  readonly localTag: string;
  /** Written as they stand in From and To, without tags. */
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly contact: string;
  readonly domain: string;
}

export interface WrittenRequest {
  readonly method: string;
  readonly branch: string;
  readonly text: string;
}

export class Dialog {
  readonly names: DialogNames;
  #remoteTag: string | undefined;
  #remoteTarget: string;
  #localSeq = 0;
  #remoteSeq: number | undefined;

  constructor(names: DialogNames, remoteTarget: string) {
    this.names = names;
    this.#remoteTarget = remoteTarget;
  }

  get remoteTag(): string | undefined {
    return this.#remoteTag;
  }

  /** Whether a request from the desk is of this dialog (12.2.2). */
  matches(request: SipRequest): boolean {
    return (
      request.callId === this.names.callId &&
      request.to.params.get('tag') === this.names.localTag &&
      request.from.params.get('tag') === this.#remoteTag
    );
  }

  /** 12.1.2: what a 2xx to our INVITE fixes. */
  confirm(response: SipResponse): void {
    this.#remoteTag = response.to.params.get('tag') ?? '';
    this.refreshTarget(response.headers.first('contact'));
  }

  /** 12.1.1: what the desk's INVITE fixes. */
  accept(invite: SipRequest): void {
    this.#remoteTag = invite.from.params.get('tag') ?? '';
    this.#remoteSeq = invite.cseq.seq;
    this.refreshTarget(invite.headers.first('contact'));
  }

  /** A re-INVITE or its 2xx may move the remote target (12.2). */
  refreshTarget(contact: string | undefined): void {
    const address = contact === undefined ? null : parseNameAddr(contact);
    if (address !== null) this.#remoteTarget = address.uri;
  }

  /** 12.2.2: a lower number than seen before is out of order. ACK and CANCEL repeat the number of their INVITE. */
  inOrder(request: SipRequest): boolean {
    if (this.#remoteSeq !== undefined && request.cseq.seq <= this.#remoteSeq) return false;
    this.#remoteSeq = request.cseq.seq;
    return true;
  }

  request(method: string, headers: readonly Header[] = [], body = ''): WrittenRequest & { readonly seq: number } {
    const branch = newBranch();
    const seq = ++this.#localSeq;
    return { method, branch, seq, text: this.#write(method, seq, branch, this.#remoteTarget, true, headers, body) };
  }

  /** The ACK of a 2xx is a transaction of its own (13.2.2.4). */
  ack(inviteSeq: number): string {
    return this.#write('ACK', inviteSeq, newBranch(), this.#remoteTarget, true);
  }

  /** The ACK of a refusal stays in the INVITE's transaction: same URI, same branch, the response's To (17.1.1.3). */
  ackRefusal(invite: WrittenRequest & { readonly seq: number }, inviteUri: string, response: SipResponse): string {
    return this.#writeTo('ACK', invite.seq, invite.branch, inviteUri, response.headers.first('to') ?? '', [], '');
  }

  /** 9.1: as the INVITE, with its branch, its number and its To. */
  cancel(
    invite: WrittenRequest & { readonly seq: number },
    inviteUri: string,
    headers: readonly Header[],
  ): WrittenRequest {
    const text = this.#write('CANCEL', invite.seq, invite.branch, inviteUri, false, headers);
    return { method: 'CANCEL', branch: invite.branch, text };
  }

  #write(
    method: string,
    seq: number,
    branch: string,
    uri: string,
    withTag: boolean,
    headers: readonly Header[] = [],
    body = '',
  ): string {
    const tag = withTag && this.#remoteTag !== undefined && this.#remoteTag !== '' ? `;tag=${this.#remoteTag}` : '';
    return this.#writeTo(method, seq, branch, uri, this.names.remoteAddress + tag, headers, body);
  }

  #writeTo(
    method: string,
    seq: number,
    branch: string,
    uri: string,
    to: string,
    headers: readonly Header[],
    body: string,
  ): string {
    const { callId, localTag, localAddress, domain } = this.names;
    return writeMessage(
      `${method} ${uri} SIP/2.0`,
      [
        ['Via', `SIP/2.0/WS ${domain};branch=${branch}`],
        ['Max-Forwards', '70'],
        ['From', `${localAddress};tag=${localTag}`],
        ['To', to],
        ['Call-ID', callId],
        ['CSeq', `${seq} ${method}`],
        ...headers,
      ],
      body,
    );
  }
}
