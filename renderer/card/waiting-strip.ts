/** A call that rings beside another one: one strip, which does not take F8 and F9. */
import type { PhoneCall } from '../../core/contract/phone.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { fill } from '../i18n/fill.ts';
import { formatShortDuration } from '../ui/format.ts';
import type { OnCardAction } from './card-action.ts';
import { faceOf } from './card-face.ts';
import { cardWords } from './card-words.ts';
import { setText, type Builder } from './dom.ts';

export interface StripBeside {
  /** there is a call to put on hold first */
  readonly live: boolean;
  /** only the first strip has keys */
  readonly keyed: boolean;
  /** somebody holds the key that shows customers' whole numbers */
  readonly unmasked: boolean;
}

export interface WaitingStrip {
  readonly root: HTMLElement;
  update(call: PhoneCall, now: number, beside: StripBeside): void;
}

export function makeWaitingStrip(
  b: Builder,
  locale: Locale,
  guarded: () => boolean,
  onAction: OnCardAction,
): WaitingStrip {
  const words = cardWords[locale];
  let current: PhoneCall | null = null;
  let isLive = false;
  const shape = b.el('span', 'lwc-strip-shape');
  const name = b.el('b', '');
  const number = b.el('span', '');
  const first = b.el('p', '', name, ' ', number);
  const risk = b.el('span', '');
  const score = b.el('strong', '');
  const rest = b.el('span', '');
  const second = b.el('p', '', risk, ' ', score, rest);
  const answerText = b.el('span', '');
  const answerKey = b.el('kbd', 'lwc-key', 'Alt F8');
  const rejectKey = b.el('kbd', 'lwc-key', 'Alt F9');
  const answer = b.el('button', 'lwc-button', b.icon('hold', 16, 2), answerText, answerKey);
  const reject = b.el('button', 'lwc-button', b.icon('reject', 16, 2), b.el('span', '', words.card.reject), rejectKey);
  for (const element of [answer, reject]) element.type = 'button';
  answer.addEventListener('click', () => {
    if (current && !guarded()) onAction({ type: isLive ? 'hold-and-answer' : 'answer', call: current.id });
  });
  reject.addEventListener('click', () => {
    if (current && !guarded()) onAction({ type: 'decline', call: current.id });
  });
  const root = b.el(
    'section',
    'lwc-strip',
    b.el('div', 'lwc-strip-head', shape, b.el('div', 'lwc-strip-words', first, second)),
    b.el('div', 'lwc-strip-actions', answer, reject),
  );
  root.setAttribute('aria-label', words.card.incomingCall);
  let shownBand = '';
  return {
    root,
    update(call, now, { live, keyed, unmasked }) {
      current = call;
      isLive = live;
      const band = call.card?.verdict.risk.band ?? null;
      if (shownBand !== String(band)) {
        shownBand = String(band);
        root.className = `lwc-strip lwc-${band ?? 'pending'}`;
        shape.replaceChildren(band ? b.risk(band, 28) : b.icon('spinner', 24, 2));
      }
      const face = faceOf(call, locale, now, unmasked);
      setText(name, face.name || face.number);
      setText(number, face.name ? face.number : '');
      setText(risk, band ? words.common.risk[band] : words.common.risk.pending);
      setText(score, call.card ? String(call.card.verdict.risk.score) : '');
      const wait = fill(words.card.waiting, { time: formatShortDuration(now - call.invitedAt) });
      setText(rest, [face.subline || face.place, wait].map((part) => (part ? ` ・ ${part}` : '')).join(''));
      setText(answerText, live ? words.card.holdAndAnswer : words.card.answerFirst);
      answerKey.hidden = !keyed;
      rejectKey.hidden = !keyed;
    },
  };
}
