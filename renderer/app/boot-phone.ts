/** Starts the phone of this page, on either host: in Electron's phone window, or in the web host's tab. */
import knock from '../../assets/sounds/knock-nuisance.wav?url';
import recordingSentence from '../../assets/sounds/recording-announcement.wav?url';
import normal from '../../assets/sounds/ring-normal.wav?url';
import suspect from '../../assets/sounds/ring-suspect.wav?url';
import trusted from '../../assets/sounds/ring-trusted.wav?url';
import { soundOf } from '../../core/settings/sound.ts';
import type { DeskClient } from '../desk-link/desk-client.ts';
import { phoneDeskOf } from '../phone/desk-adapter.ts';
import { createPhone, type Phone } from '../phone/phone.ts';

export interface BootPhoneOptions {
  readonly desk: DeskClient;
  /** web host: no sound and no microphone before somebody pressed "Start 开始接听" */
  readonly needsStart: boolean;
  /** what other tabs are told of who owns the line */
  readonly title: string;
}

const instanceKey = 'linewarden-phone-instance';

/** RFC 5626 `+sip.instance`: the same after a reload, so that the registrar replaces the old contact. */
function instanceId(): string {
  const kept = localStorage.getItem(instanceKey);
  if (kept !== null && /^[0-9a-f-]{36}$/.test(kept)) return kept;
  const made = crypto.randomUUID();
  localStorage.setItem(instanceKey, made);
  return made;
}

const startedKey = 'linewarden-phone-started';

/** A tab that was loaded again, by somebody or after a crash, goes on answering: nobody may have to notice it first. */
function wasStarted(): boolean {
  return sessionStorage.getItem(startedKey) !== null;
}

function rememberStart(phone: Phone): void {
  const unsubscribe = phone.store.subscribe(({ line }) => {
    if (line.state === 'not-started') return;
    sessionStorage.setItem(startedKey, '1');
    unsubscribe();
  });
  // without a gesture since the load there is no sound yet: the first one brings it
  if (wasStarted()) {
    const start = (): void => void phone.command({ type: 'start' });
    for (const gesture of ['keydown', 'pointerdown']) window.addEventListener(gesture, start, { once: true });
  }
}

export function bootPhone({ desk, needsStart, title }: BootPhoneOptions): Phone {
  const phone = createPhone({
    desk: phoneDeskOf(desk),
    sounds: { knock, normal, suspect, trusted },
    recordingSentence,
    needsStart: needsStart && !wasStarted(),
    title,
    instance: instanceId(),
  });
  // the far end has its BYE also when the page just goes
  window.addEventListener('pagehide', () => void phone.stop());
  if (needsStart) rememberStart(phone);
  void followDevices(desk, phone);
  return phone;
}

/** The chosen devices are settings of the desk service; the phone has them before any view is open. */
async function followDevices(desk: DeskClient, phone: Phone): Promise<void> {
  const apply = async (): Promise<void> => {
    const { preferences } = await desk.settings.get();
    await phone.command({ type: 'headset', headset: preferences.headset });
    await phone.command({ type: 'devices', ...soundOf(preferences) });
  };
  for (;;) {
    try {
      await apply();
      for await (const { topic } of await desk.session.changes()) if (topic === 'settings') await apply();
    } catch {
      // the desk service is away: what was applied stays
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
