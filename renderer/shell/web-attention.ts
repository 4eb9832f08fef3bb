/**
 * How a browser tab draws attention while another program is in front: a system notification per ringing call, the
 * tab's title and its icon. No permission is asked here; without it, title and icon still change.
 */
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { cardWords } from '../card/card-words.ts';
import { isLive, isRinging } from '../card/card-model.ts';
import { faceOf } from '../card/card-face.ts';
import type { PhoneView } from '../app/services.ts';
import { fill } from '../i18n/fill.ts';
import { frame as en } from '../i18n/en/frame.ts';
import { frame as zhCN } from '../i18n/zh-CN/frame.ts';
import idleIcon from './icon-idle.svg?url';
import ringingIcon from './icon-ringing.svg?url';
import callIcon from './icon-call.svg?url';

const frameWords = { 'zh-CN': zhCN, en } as const;

function setIcon(href: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link && link.getAttribute('href') !== href) link.href = href;
}

/** Follows the phone; answers its stop. */
export function drawAttention(phone: PhoneView, locale: () => Locale): () => void {
  const shown = new Map<string, Notification>();

  function notify(snapshot: PhoneSnapshot): void {
    const ringing = snapshot.calls.filter(isRinging);
    for (const [id, notification] of shown) {
      if (ringing.some((call) => call.id === id)) continue;
      notification.close();
      shown.delete(id);
    }
    if (!document.hidden && document.hasFocus()) return;
    if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
    const words = frameWords[locale()].notify;
    for (const call of ringing) {
      // said once, with the verdict where it came in time
      if (shown.has(call.id) || (!call.card && Date.now() - call.invitedAt < 500)) continue;
      const face = faceOf(call, locale(), Date.now());
      const risk = call.card?.verdict.risk;
      const common = cardWords[locale()].common;
      const body = [
        risk ? fill(words.risk, { word: common.risk[risk.band], score: risk.score }) : common.risk.pending,
        face.headline,
        face.place,
      ];
      const notification = new Notification(fill(words.title, { name: face.name || face.number }), {
        body: body.filter(Boolean).join(' ・ '),
        tag: call.id,
        icon: ringingIcon,
        silent: true,
        requireInteraction: true,
      });
      notification.addEventListener('click', () => {
        window.focus();
        notification.close();
      });
      shown.set(call.id, notification);
    }
  }

  function paint(): void {
    const snapshot = phone.getSnapshot();
    if (!snapshot) return;
    const { product, notify: words } = frameWords[locale()];
    const ringing = snapshot.calls.find(isRinging);
    const live = snapshot.calls.find(isLive);
    if (ringing) {
      const face = faceOf(ringing, locale(), Date.now());
      document.title = fill(words.title, { name: face.name || face.number });
      setIcon(ringingIcon);
    } else if (live) {
      document.title = `${cardWords[locale()].common.outcome.live} - ${product}`;
      setIcon(callIcon);
    } else {
      document.title = product;
      setIcon(idleIcon);
    }
    notify(snapshot);
  }

  paint();
  const stop = phone.subscribe(paint);
  const onHidden = (): void => paint();
  document.addEventListener('visibilitychange', onHidden);
  return () => {
    stop();
    document.removeEventListener('visibilitychange', onHidden);
    for (const notification of shown.values()) notification.close();
  };
}

/** Asked for with the same click that starts the line: a browser wants a gesture for it. */
export function askForNotifications(): void {
  if (typeof Notification !== 'undefined' && Notification.permission === 'default')
    void Notification.requestPermission();
}
