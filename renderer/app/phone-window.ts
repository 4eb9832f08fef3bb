/** Electron's hidden phone window: SIP.js, WebRTC and their links, nothing to see. */
import { connectDesk } from '../desk-link/desk-client.ts';
import { onShellPort } from '../desk-link/shell-ports.ts';
import { shellPortSource } from '../desk-link/shell-port-source.ts';
import { bootPhone } from './boot-phone.ts';
import { leave } from './leave.ts';
import { followPolicy, onRefusedConnection } from './policy-reload.ts';
import { commandForKey, shellStateOf } from './shell-phone-state.ts';

const shell = window.linewarden;
if (!shell) throw new Error('the phone window runs in Electron only');

const link = connectDesk(shellPortSource(shell));
const phone = bootPhone({ desk: link.desk, needsStart: false, title: 'Electron' });
followPolicy({
  phone: phone.store,
  link: link.state,
  onRefused: onRefusedConnection,
  memory: sessionStorage,
  now: () => Date.now(),
  reload: () => window.location.reload(),
});

const views = new Set<() => void>();
onShellPort('view', (port) => {
  const unserve = phone.serve(port);
  views.add(unserve);
  port.addEventListener('close', () => {
    unserve();
    views.delete(unserve);
  });
});

let told = '';
const tell = (): void => {
  const state = shellStateOf(phone.store.getState());
  const text = JSON.stringify(state);
  if (text === told) return;
  told = text;
  shell.setPhoneState(state);
};
phone.store.subscribe(tell);
tell();

/** un-registering takes one round trip */
const farewellMs = 1_000;

shell.onEvent((event) => {
  switch (event.type) {
    case 'key': {
      const command = commandForKey(event.action, phone.store.getState(), Date.now());
      if (command) void phone.command(command).catch(() => undefined); // the snapshot says what became of it
      return;
    }
    case 'network-changed':
      void phone.command({ type: 'network-changed' });
      return;
    case 'resumed':
      void phone.command({ type: 'resumed' });
      return;
    case 'leaving':
      // what is sent while a window closes is lost with it: the registrar's answer is waited for, but not for long
      void leave(phone)
        .then(() => Promise.race([phone.stop(), new Promise((resolve) => setTimeout(resolve, farewellMs))]))
        .finally(() => window.close());
      return;
    case 'desk-exit':
    case 'link':
    case 'key-refused':
      return;
    default:
      event satisfies never;
  }
});
shell.ready();
