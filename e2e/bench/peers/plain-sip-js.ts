/** SIP.js as it comes: `UserAgent`, `Registerer`, `Invitation.accept()`, its own media handler. */
import { Registerer, RegistererState, SessionState, UserAgent, Web, type Invitation } from 'sip.js';
import { playRemote, showPeer } from './peer.ts';

let ringing: Invitation | null = null;
let invites = 0;

showPeer({
  invites: () => invites,
  async start({ server, domain, user, password, stun }) {
    const uri = UserAgent.makeURI(`sip:${user}@${domain}`);
    if (uri === undefined) throw new Error('no address');
    const agent = new UserAgent({
      uri,
      authorizationUsername: user,
      authorizationPassword: password,
      transportOptions: { server },
      sessionDescriptionHandlerFactoryOptions: {
        peerConnectionConfiguration: { iceServers: stun === null ? [] : [{ urls: stun }] },
      },
      delegate: {
        onInvite(invitation) {
          ringing = invitation;
          invites += 1;
        },
      },
    });
    await agent.start();
    const registerer = new Registerer(agent);
    await registerer.register();
    await new Promise<void>((resolve) => {
      registerer.stateChange.addListener((state) => {
        if (state === RegistererState.Registered) resolve();
      });
    });
  },
  answer() {
    const invitation = ringing;
    if (invitation === null) throw new Error('nothing rings');
    invitation.stateChange.addListener((state) => {
      if (state !== SessionState.Established) return;
      const handler = invitation.sessionDescriptionHandler;
      const connection = handler instanceof Web.SessionDescriptionHandler ? handler.peerConnection : undefined;
      if (connection !== undefined) playRemote(connection);
    });
    invitation
      .accept({ sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } } })
      .catch(console.error);
  },
});
