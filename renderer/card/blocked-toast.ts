/** A call that screening rejected: says so, why, and offers the undo; folds after 8 s unless hovered or focused. */
import type { PhoneCall } from '../../core/contract/phone.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { fill } from '../i18n/fill.ts';
import { reasonText, traceText } from '../i18n/reason-text.ts';
import { formatClockSeconds } from '../ui/format.ts';
import { undoBlockDays, type OnCardAction } from './card-action.ts';
import { faceOf } from './card-face.ts';
import { cardWords } from './card-words.ts';
import type { Builder } from './dom.ts';

export const toastMs = 8_000;

export interface BlockedToast {
  readonly root: HTMLElement;
  readonly call: PhoneCall;
  undo(): void;
  why(): void;
  /** false when its time is over; time stands still while it is hovered or focused */
  tick(now: number): boolean;
}

/** The rule, list entry or strongest factor behind a rejection, in words. */
function causeOf(call: PhoneCall, locale: Locale): string {
  const verdict = call.card?.verdict;
  const decided = verdict?.trace.find((step) => step.hit);
  if (decided) return traceText(locale, decided);
  const strongest = verdict?.factors[0];
  return strongest ? reasonText(locale, strongest) : '';
}

export function makeBlockedToast(
  b: Builder,
  locale: Locale,
  call: PhoneCall,
  now: number,
  onAction: OnCardAction,
): BlockedToast {
  const words = cardWords[locale];
  const face = faceOf(call, locale, now);
  const risk = call.card?.verdict.risk;
  const time = b.el('time', '', formatClockSeconds(call.invitedAt));
  const status =
    call.call.state === 'ended' ? (call.call.status ?? call.card?.verdict.status) : call.card?.verdict.status;
  const undo = (): void => onAction({ type: 'undo-block', call: call.id });
  const why = (): void => onAction({ type: 'why', call: call.id, number: call.number ?? '' });
  const undoButton = b.el(
    'button',
    'lwc-button lwc-filled lwc-ask',
    b.icon('undo', 16, 2),
    b.el('span', '', fill(words.card.undoBlock, { days: undoBlockDays })),
    b.el('kbd', 'lwc-key', 'U'),
  );
  const whyButton = b.el('button', 'lwc-button', b.el('span', '', words.card.why), b.el('kbd', 'lwc-key', 'W'));
  for (const [button, act] of [
    [undoButton, undo],
    [whyButton, why],
  ] as const) {
    button.type = 'button';
    button.addEventListener('click', act);
  }
  const bar = b.el('i', '');
  const cause = causeOf(call, locale);
  const root = b.el(
    'section',
    'lwc-toast',
    b.el(
      'div',
      'lwc-toast-head',
      b.el('span', 'lwc-toast-shape', b.risk('nuisance', 24)),
      b.el('b', '', words.card.blocked),
      b.el(
        'span',
        'lwc-toast-risk',
        risk ? `${words.common.risk[risk.band]} ` : '',
        b.el('strong', '', risk ? String(risk.score) : ''),
      ),
      time,
    ),
    b.el('div', 'lwc-toast-number', face.number),
    b.el(
      'div',
      'lwc-toast-note',
      fill(words.card.blockedNote, { place: face.name || face.place, status: status ?? '' }),
    ),
    b.el('div', 'lwc-toast-reason', b.icon('rule', 16), b.el('span', '', cause)),
    b.el('div', 'lwc-toast-actions', undoButton, whyButton),
    b.el('div', 'lwc-toast-bar', bar),
  );
  root.setAttribute('role', 'status');
  let left = toastMs;
  let last = now;
  return {
    root,
    call,
    undo,
    why,
    tick(at) {
      if (!root.matches(':hover') && !root.contains(root.ownerDocument.activeElement)) left -= at - last;
      last = at;
      bar.style.transform = `scaleX(${Math.max(0, left / toastMs)})`;
      return left > 0;
    },
  };
}

/** Several blocked in a row fold into one line. */
export function makeMoreBlocked(
  b: Builder,
  locale: Locale,
  onAction: OnCardAction,
): { readonly root: HTMLElement; update(count: number): void } {
  const words = cardWords[locale];
  const text = b.el('b', '');
  const review = b.el('button', 'lwc-button', b.el('span', '', words.card.review));
  review.type = 'button';
  review.addEventListener('click', () => onAction({ type: 'review' }));
  const root = b.el(
    'section',
    'lwc-toast lwc-more',
    b.el('span', 'lwc-toast-shape', b.risk('nuisance', 24)),
    text,
    review,
  );
  root.setAttribute('role', 'status');
  return {
    root,
    update(count) {
      text.textContent = fill(words.card.moreBlocked, { count });
    },
  };
}
