/**
 * What a peer's page gives the bench: an INVITE waits, a button answers it, and three moments are noted from outside of the
 * library. Runs in the page; the libraries are used as their documentation shows, without a change.
 */

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

const lookEveryMs = 5;

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
  const lookForAudio = (): void => {
    const last = times.at(-1);
    if (last === undefined || last.audio !== null) return;
    const receivers = connections.at(-1)?.getReceivers() ?? [];
    if (receivers.some((receiver) => receiver.getSynchronizationSources().length > 0)) last.audio = performance.now();
  };
  setInterval(lookForAudio, lookEveryMs);
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
