/** Waits for the desk service's greeting, then shows the app with what it said; an outdated page loads itself again. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Hello } from '../../core/contract/session.ts';
import { makeCallCommands } from '../state/call-commands.ts';
import { paintFirst } from '../state/paint-first.ts';
import { CallsContext } from '../state/use-calls.ts';
import { makeWorkspace } from '../state/workspace.ts';
import { Mark } from '../ui/shape-icon.tsx';
import { App } from './app.tsx';
import type { Host } from './boot-host.ts';
import type { Services } from './services.ts';

/** Nothing for the first second: a flash of "connecting" on every start would only worry people. */
const quietMs = 1000;

function Connecting() {
  const { t } = useTranslation('frame');
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="lw-connecting" role="status">
      {late && (
        <>
          <Mark size={56} />
          <h1>{t('connecting')}</h1>
          <p>{t('connectingText')}</p>
        </>
      )}
    </div>
  );
}

const reloadKey = 'linewarden.reloaded-at';

/** At most once in 10 s: two versions that never agree must not reload for ever. */
function reloadOnce(): void {
  const last = Number(sessionStorage.getItem(reloadKey) ?? 0);
  if (Date.now() - last < 10_000) return;
  sessionStorage.setItem(reloadKey, String(Date.now()));
  window.location.reload();
}

export function Root({ host }: { host: Host }) {
  const link = useStore(host.link.state);
  // the last greeting stays while the link is down: the page goes on working with the phone
  const last = useRef<Hello | null>(null);
  if (link.state === 'connected') last.current = link.hello;
  const hello = last.current;
  const deskUp = link.state === 'connected';
  const phone = useMemo(() => paintFirst(host.phone), [host]);
  const commands = useMemo(
    () => makeCallCommands(host.link.desk, phone, makeWorkspace(), () => Date.now()),
    [host, phone],
  );
  useEffect(() => commands.follow(), [commands]);
  useEffect(() => {
    if (link.state === 'outdated') reloadOnce();
  }, [link.state]);
  const services = useMemo<Services | null>(
    () => hello && { desk: host.link.desk, phone, phoneNow: host.phone, shell: host.shell, hello, deskUp },
    [host, phone, hello, deskUp],
  );
  if (!services) return <Connecting />;
  return (
    <CallsContext value={commands}>
      <App services={services} />
    </CallsContext>
  );
}
