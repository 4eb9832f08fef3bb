/**
 * The card in the page, painted straight from the phone's snapshots without waiting for React: the ringing card (over the
 * workspace's left column, or beside another page), waiting calls, and blocked calls with their undo.
 */
import { useEffect, useRef } from 'react';
import { useRoute } from '../app/route.ts';
import { useServices } from '../app/services.ts';
import { cardModelOf, type CardModel } from '../card/card-model.ts';
import { mountCard, type MountedCard } from '../card/mount-card.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { unmasked } from '../state/unmask.ts';
import { useCallCommands } from '../state/use-calls.ts';
import { useKeys } from '../ui/keys.ts';
import { runCardAction } from './card-actions.ts';
import './card-host.css';

type Part = (model: CardModel) => CardModel;

const ringingOnly: Part = (model) => ({ ...model, waiting: [], blocked: [] });
const restOnly: Part = (model) => ({ ...model, ringing: null });
const nothingRinging: Part = (model) => ({ ...model, ringing: null, waiting: [], blocked: [] });

/** Mounts a card that follows the phone; answers the mounted card for keys. */
function useFollowingCard(
  part: Part,
  toasts: boolean,
): { root: React.RefObject<HTMLDivElement | null>; card: React.RefObject<MountedCard | null> } {
  const { phoneNow: phone } = useServices();
  const commands = useCallCommands();
  const locale = useLocale();
  const root = useRef<HTMLDivElement>(null);
  const card = useRef<MountedCard>(null);
  useEffect(() => {
    if (!root.current) return undefined;
    const mounted = mountCard(root.current, {
      locale,
      toasts,
      onAction: (action) => runCardAction(action, commands, phone, locale),
    });
    card.current = mounted;
    const paint = (): void => {
      const snapshot = phone.getSnapshot();
      const model = snapshot && part(cardModelOf(snapshot, commands.store.getState().escalated));
      mounted.update(model && { ...model, unmasked: unmasked.getState() });
    };
    paint();
    const stopPhone = phone.subscribe(paint);
    const stopStore = commands.store.subscribe((now, before) => {
      if (now.escalated !== before.escalated) paint();
    });
    const stopUnmasked = unmasked.subscribe(paint);
    return () => {
      stopUnmasked();
      stopPhone();
      stopStore();
      mounted.destroy();
      card.current = null;
    };
  }, [phone, commands, locale, part, toasts]);
  return { root, card };
}

export function CardHost() {
  const { shell } = useServices();
  const { page } = useRoute();
  const isHome = page === 'home';
  // Electron has a card window; in its main window the card is part of the workspace only
  const ringing = useFollowingCard(isHome || !shell ? ringingOnly : nothingRinging, false);
  const rest = useFollowingCard(restOnly, true);
  useKeys(
    {
      KeyU: () => rest.card.current?.undoTop() ?? false,
      KeyW: () => rest.card.current?.whyTop() ?? false,
    },
    { order: 5 },
  );
  return (
    <>
      <div className="lw-card-ringing" data-place={isHome ? 'desk' : 'aside'} ref={ringing.root} />
      <div className="lw-card-rest" ref={rest.root} />
    </>
  );
}
