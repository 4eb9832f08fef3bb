/** JsSIP as it comes: `UA`, `RTCSession.answer()`. */
import JsSIP from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession.js';
import { playRemote, showPeer } from './peer.ts';

let ringing: RTCSession | null = null;
let stunServer: string | null = null;
let invites = 0;

showPeer({
  invites: () => invites,
  start({ server, domain, user, password, stun }) {
    stunServer = stun;
    const agent = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(server)],
      uri: `sip:${user}@${domain}`,
      password,
    });
    agent.on('newRTCSession', ({ session, originator }: { session: RTCSession; originator: string }) => {
      if (originator !== 'remote') return;
      ringing = session;
      invites += 1;
    });
    return new Promise((resolve) => {
      agent.on('registered', () => resolve());
      agent.start();
    });
  },
  answer() {
    const session = ringing;
    if (session === null) throw new Error('nothing rings');
    session.on('accepted', () => playRemote(session.connection));
    session.answer({
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: stunServer === null ? [] : [{ urls: stunServer }] },
    });
  },
});
