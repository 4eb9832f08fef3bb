/**
 * What a peer's page gives the bench: an INVITE waits, a button answers it, and three moments are noted from outside of the
 * library. Runs in the page; the libraries are used as their documentation shows, without a change.
 */
import { firstPacketOf } from '../../../renderer/phone/first-audio.ts';

export interface PeerAccount {
  readonly server: string;
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  readonly stun: string | null;
}

/** ms of `performance.now()`; null: not yet. */
export interface PeerTimes {
  readonly click: number;
  ok: number | null;
  audio: number | null;
}

export interface Peer {
  /** Registers; resolves when it is done. */
  start(account: PeerAccount): Promise<void>;
  /** calls that rang so far */
  invites(): number;
  /** Takes the call that rings. */
  answer(): void;
}

declare global {
  interface Window {
    peer: {
      start(account: PeerAccount): Promise<void>;
      /** calls that rang so far */
      invites(): number;
      /** newest last */
      readonly times: readonly PeerTimes[];
    };
  }
}

const lookEveryMs = 10;

export function showPeer(peer: Peer): void {
  const times: PeerTimes[] = [];
  const connections: RTCPeerConnection[] = [];
  const Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  const plainSend = WebSocket.prototype.send;
  WebSocket.prototype.send = function send(data) {
    plainSend.call(this, data);
    const last = times.at(-1);
    if (typeof data !== 'string' || last === undefined) return;
    if (data.startsWith('SIP/2.0 200') && /^CSeq:\s*\d+\s+INVITE/im.test(data)) last.ok ??= performance.now();
  };
  let watched: { readonly receiver: RTCRtpReceiver; look(): Promise<number | null> } | null = null;
  const lookForAudio = async (): Promise<void> => {
    const last = times.at(-1);
    const receiver = connections
      .at(-1)
      ?.getReceivers()
      .find(({ track }) => track.kind === 'audio');
    if (last === undefined || last.audio !== null || receiver === undefined) return;
    if (watched?.receiver !== receiver) watched = { receiver, look: firstPacketOf(receiver) };
    const at = await watched.look();
    if (at !== null) last.audio ??= at - performance.timeOrigin;
  };
  setInterval(() => void lookForAudio(), lookEveryMs);
  const button = document.createElement('button');
  button.textContent = 'Answer';
  button.addEventListener('click', ({ timeStamp }) => {
    times.push({ click: timeStamp, ok: null, audio: null });
    peer.answer();
  });
  document.body.append(button);
  window.peer = { start: (account) => peer.start(account), invites: () => peer.invites(), times };
}

/** The far end's sound, on an element as every phone has it. */
export function playRemote(connection: RTCPeerConnection): void {
  const audio = new Audio();
  audio.srcObject = new MediaStream(connection.getReceivers().map(({ track }) => track));
  audio.play().catch((error: unknown) => console.error(error));
}
