/** What the main window does beside showing pages: answers bring the workspace up, the tab draws attention, the card window is served. */
import i18next from 'i18next';
import { useEffect } from 'react';
import type { Locale } from '../../core/settings/settings.ts';
import { navigate } from '../app/route.ts';
import { useServices } from '../app/services.ts';
import { useCallCommands } from '../state/use-calls.ts';
import { runCardAction } from './card-actions.ts';
import { takeFromCard } from './card-relay.ts';
import { askForNotifications, drawAttention } from './web-attention.ts';

const localeNow = (): Locale => (i18next.language === 'en' ? 'en' : 'zh-CN');

export function ViewDuties() {
  const { phone, shell } = useServices();
  const commands = useCallCommands();

  // an answered or dialled call is what the agent works on now, whatever page was open
  useEffect(
    () =>
      commands.store.subscribe((now, before) => {
        const state = now.call?.call.state;
        const isTaken = state === 'answering' || state === 'live' || state === 'dialling';
        const was = before.call?.id === now.call?.id ? before.call?.call.state : undefined;
        if (isTaken && (was === undefined || was === 'ringing')) navigate('home');
      }),
    [commands],
  );

  useEffect(() => {
    if (shell) return undefined;
    let wasStarted = false;
    const stopAsking = phone.subscribe(() => {
      const line = phone.getSnapshot()?.line.state;
      if (!wasStarted && line !== undefined && line !== 'not-started') {
        wasStarted = true;
        askForNotifications();
      }
    });
    const stopAttention = drawAttention(phone, localeNow);
    return () => {
      stopAsking();
      stopAttention();
    };
  }, [phone, shell]);

  useEffect(
    () =>
      shell
        ? takeFromCard((action) => {
            // the card window sent 607 itself; the tag is what is left to do, and it needs the desk service
            runCardAction(action, commands, phone, localeNow());
          })
        : undefined,
    [shell, commands, phone],
  );

  return null;
}
