/** Words of the line test: what each check is, what is wrong, and what to do about it (one step a line). Part of settings' words. */
import type { WordsLike } from '../words.ts';
import type { lineTest as zh } from '../zh-CN/line-test.ts';

export const lineTest: WordsLike<typeof zh> = {
  test: 'Line test',
  testSum: '{{passed}} passed · {{failed}} failed',
  testAll: 'Test all',
  testAgain: 'Test all again',
  testAudio: 'Test sound again',
  testStop: 'Stop the test',
  testStopped: {
    'in-call': {
      title: 'Not during a call',
      text: 'The test uses microphone and network and could disturb it. Test after the call.',
    },
    'call-came': {
      title: 'A call came; the test was stopped',
      text: 'What was tested stays. Test again after the call.',
    },
    stopped: { title: 'The test was stopped', text: 'What was tested stays.' },
  },
  testInfo: 'Tests what is filled in at the left, saved or not; about 10 seconds, and it can be stopped.',
  testNeeds: 'Fill in server, domain and extension first.',
  testFailed: 'The test did not finish',
  checking: 'Checking…',
  notTested: 'not tested',
  ms: '{{ms}} ms',
  tookSeconds: '{{seconds}} s',
  copyReport: 'Copy the report',
  toPractice: 'Use the practice line',
  failedChecks_one: '{{count}} check failed',
  failedChecks_other: '{{count}} checks failed',
  check: {
    dns: 'Find the server',
    tls: 'Encryption, certificate',
    websocket: 'Reach the server',
    register: 'Register the line',
    'round-trip': 'Round trip',
    ice: 'STUN/TURN server',
    media: 'Way for sound',
    microphone: 'Microphone',
    loopback: 'Sound on this machine',
  },
  checkAbout: {
    dns: 'The address behind the host name',
    tls: 'The certificate is valid and this server’s',
    websocket: 'Opens the way for SIP',
    register: 'Registers with extension and password',
    'round-trip': 'Asks the server a few times how soon it answers',
    ice: 'Across networks, sound finds its way by it',
    media: 'Has this machine an address for sound',
    microphone: 'Listens for a second',
    loopback: 'Calls itself and measures what is heard (nothing sounds)',
  },
  checkState: {
    passed: ' (passed)',
    failed: ' (failed)',
    running: ' (running)',
    skipped: ' (skipped)',
    open: ' (not tested)',
  },
  good: {
    dns: 'Address',
    tls: 'Certificate valid',
    websocket: 'Open',
    register: 'Registered',
    'round-trip': 'Answers in time',
    'round-trip-slow': 'Works, but so slowly that people talk over each other',
    ice: 'Answers',
    'ice-relay': 'Relays sound',
    'ice-direct': 'Answers; this machine is not behind NAT',
    media: 'There is an address; the way to the server shows in a call only',
    microphone: 'Sound heard',
    'microphone-held': 'In use by the phone, works',
    loopback: 'The test tone was heard',
  },
  found: {
    tls: 'TLS {{version}}',
    tlsUntil: 'TLS {{version}}, until {{until}}',
    roundTrip: '{{time}} there and back',
    host_one: '{{count}} address here',
    host_other: '{{count}} addresses here',
    srflx_one: '{{count}} address seen outside',
    srflx_other: '{{count}} addresses seen outside',
    prflx_one: '{{count}} address seen outside',
    prflx_other: '{{count}} addresses seen outside',
    relay_one: '{{count}} relayed address',
    relay_other: '{{count}} relayed addresses',
    loudness: 'loudest {{level}} dBFS (0 is the most)',
    sound: 'score {{score}} of 4.5, {{loss}}% lost, jitter {{jitter}} ms, codec {{codec}}',
  },
  skipped: {
    'no-connection': 'Not tested, since the one before failed',
    proxy: 'Goes through a proxy, which looks the address up',
    plain: 'ws:// is not encrypted. Only for tests inside a network',
    phone: 'This page checks it',
  },
  problem: {
    failed: { what: 'It did not work; see the details.', todo: 'Test once more.\nIf it stays, send the text to IT.' },
    'not-found': {
      what: 'The server cannot be found: the name is wrong, or this machine cannot look it up.',
      todo: 'Check the spelling of the server.\nIs the network up? Outside the office, connect the VPN first.\nIf it stays, ask IT to check the name in DNS.',
    },
    'dns-no-answer': {
      what: 'Looking the name up got no answer; the network may be down.',
      todo: 'Check cable or Wi-Fi.\nTry another network.\nIf it stays, ask IT about the DNS server.',
    },
    'time-out': {
      what: 'The server does not answer; mostly a firewall is in the way.',
      todo: 'Disconnect the VPN, try another cable, test again.\nIf it stays, ask IT to open this server and port for this machine.',
    },
    refused: {
      what: 'The server is there, but this port is closed.',
      todo: 'Check the port (often 7443, 8089 or 443).\nAsk IT whether SIP over WebSocket runs.',
    },
    unreachable: {
      what: 'This machine has no way to the server’s network.',
      todo: 'Check cable or Wi-Fi; outside the office, connect the VPN.\nIf it stays, ask IT about routing.',
    },
    expired: {
      what: 'The server’s certificate has expired.',
      todo: 'Check date and time of this machine.\nIf they are right, IT must renew the certificate.',
    },
    'not-yet-valid': {
      what: 'The certificate is not valid yet.',
      todo: 'Check date and time of this machine.\nIf they are right, ask IT to check the certificate.',
    },
    'wrong-host': {
      what: 'The certificate is for another name; this may be the wrong server.',
      todo: 'Use the name that stands in the certificate.\nAsk IT which one; do not change to ws://.',
    },
    'self-signed': {
      what: 'The server signs for itself, and this machine does not trust it.',
      todo: 'Ask IT for a trusted certificate, or to install its issuer on this machine.',
    },
    'unknown-ca': {
      what: 'This machine does not know who issued the certificate.',
      todo: 'Ask IT to install the company’s root certificate.\nOr to complete the chain on the server.',
    },
    revoked: {
      what: 'The certificate was revoked.',
      todo: 'Do not use this line for now.\nIT must look at the server at once.',
    },
    'not-tls': { what: 'This port is not encrypted.', todo: 'Check the port.\nAsk IT which port wss uses.' },
    'http-status': {
      what: 'The server answered with a web error; the path is probably wrong.',
      todo: 'Check the path behind the port (such as /ws).\nAsk IT for the WebSocket’s path.',
    },
    'not-sip': {
      what: 'Something answered, but it does not speak SIP.',
      todo: 'Check port and path.\nAsk IT whether the WebSocket offers the sip subprotocol.',
    },
    'proxy-refused': {
      what: 'The web proxy does not allow this server.',
      todo: 'Ask IT to allow it in the proxy, or to let this machine connect directly.',
    },
    'proxy-authentication': {
      what: 'The web proxy wants a user and password.',
      todo: 'Ask IT to exempt this machine, or to let it connect directly.',
    },
    'wrong-password': {
      what: 'Extension or password is wrong. Retries stopped, so that the account is not locked.',
      todo: 'Type the password again, mind upper and lower case.\nIf it stays, ask IT to reset it.',
    },
    forbidden: {
      what: 'The server does not allow this extension.',
      todo: 'Ask IT whether it is disabled or bound to other addresses.',
    },
    'unknown-user': {
      what: 'The server has no such extension.',
      todo: 'Check extension and domain.\nAsk IT whether it has been created.',
    },
    'server-error': {
      what: 'The server has a fault.',
      todo: 'Test again in a while.\nIf it stays, ask IT to check the PBX.',
    },
    rejected: {
      what: 'The server rejected the registration; see the details.',
      todo: 'Check extension, domain and authorization name.\nSend the text to IT.',
    },
    'no-password': { what: 'There is no password yet.', todo: 'Fill it in at the left and test again.' },
    'no-common-algorithm': {
      what: 'The server wants a way of authentication that is not known here.',
      todo: 'Ask IT to enable MD5 or SHA-256 digests on the PBX.',
    },
    'register-no-answer': {
      what: 'The way is open, but registering got no answer.',
      todo: 'Check the domain.\nAsk IT whether the PBX accepts registrations over WebSocket.',
    },
    closed: {
      what: 'The server hung up while registering.',
      todo: 'Check domain and extension.\nAsk IT to look at the PBX log.',
    },
    'no-secure-page': {
      what: 'This page may not use a microphone.',
      todo: 'Open the address that Linewarden printed, with no other host name.',
    },
    denied: {
      what: 'The microphone is not allowed; callers would not hear you.',
      todo: 'Use the icon left of the address and allow it.\nThe system’s privacy settings must allow it, too.\nThen test the sound again.',
    },
    'no-device': {
      what: 'No microphone was found; callers would not hear you.',
      todo: 'Plug in the headset and wait two seconds.\nChoose it under Audio devices and test again.',
    },
    busy: { what: 'Another program holds the microphone.', todo: 'Close meeting or recording programs.\nTest again.' },
    silent: {
      what: 'The microphone is silent; callers would not hear you.',
      todo: 'Look at the mute key of the headset.\nChoose another microphone, say something and test again.',
    },
    'no-candidates': {
      what: 'This machine has no network address for sound.',
      todo: 'Disconnect the VPN and test again.\nIf it stays, ask IT about the firewall and browser policies (WebRTC).',
    },
    'ice-unreachable': {
      what: 'The STUN/TURN server does not answer; calls across networks may be silent.',
      todo: 'Disconnect the VPN, try another cable, test again.\nIf it stays, ask IT to open its UDP ports for this machine.',
    },
    'bad-ice': { what: 'The STUN/TURN address is malformed.', todo: 'Ask IT to check iceServers.' },
    'round-trip-no-answer': {
      what: 'The way is open, but the server does not answer.',
      todo: 'Test again in a while.\nIf it stays, ask IT to check the PBX.',
    },
    'ice-credentials': {
      what: 'The relay does not accept its user or password; calls across networks may be silent.',
      todo: 'Ask IT to check username and credential in iceServers.',
    },
    'no-tone': {
      what: 'Not even a call from this machine to itself is heard.',
      todo: 'Start the program again and test.\nIf it stays, ask IT about security software and browser policies (WebRTC).',
    },
    'poor-sound': {
      what: 'This machine is too busy; sound will break up.',
      todo: 'Close programs that use the processor and test again.\nIf it stays, ask IT about the load of this machine.',
    },
  },
  report: {
    title: '[Linewarden] Line test: {{passed}} passed, {{failed}} failed',
    servers: 'Servers:',
    user: 'Extension:',
    time: 'Time:',
    program: 'Program:',
    state: {
      passed: '[passed]',
      failed: '[FAILED]',
      running: '[not finished]',
      skipped: '[skipped]',
      open: '[not tested]',
    },
  },
};
