/** The 420 × 540 card of one ringing call. Built once, then changed in place: fixed heights, nothing jumps. */
import type { PhoneCall } from '../../core/contract/phone.ts';
import type { RiskBand } from '../../core/judge/verdict.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { fill } from '../i18n/fill.ts';
import { formatShortDuration } from '../ui/format.ts';
import type { OnCardAction } from './card-action.ts';
import { faceOf, sourceWords, verdictWords, type CardFace } from './card-face.ts';
import type { IconName } from './card-icons.ts';
import { cardWords } from './card-words.ts';
import { setText, type Builder } from './dom.ts';

/** Which of the four is filled; keys and places never change. */
const weightOf: Readonly<Record<RiskBand, 'answer' | 'escalate' | 'nuisance'>> = {
  trusted: 'answer',
  normal: 'answer',
  unknown: 'answer',
  suspect: 'escalate',
  nuisance: 'nuisance',
};

/** What else the card must know: handed to a supervisor already, a live call to hold first, other calls that wait unseen. */
export interface Beside {
  readonly escalated: boolean;
  readonly holdFirst: boolean;
  readonly others: number;
  /** somebody holds the key that shows customers' whole numbers */
  readonly unmasked: boolean;
}

export interface RingingCard {
  readonly root: HTMLElement;
  update(call: PhoneCall, now: number, beside: Beside): void;
}

export function makeRingingCard(
  b: Builder,
  locale: Locale,
  guarded: () => boolean,
  onAction: OnCardAction,
): RingingCard {
  const words = cardWords[locale];
  let current: PhoneCall | null = null;
  let isHolding = false;

  const shape = b.el('span', 'lwc-shape');
  const word = b.el('span', 'lwc-word');
  const score = b.el('span', 'lwc-word lwc-score');
  const verdict = b.el('span', '');
  const timerText = b.el('span', '');
  const timer = b.el('span', '', b.icon('incoming', 16), timerText);
  const facts = b.el('div', 'lwc-facts', verdict, timer);
  const mark = b.el('b', '');
  const gauge = b.el('div', 'lwc-gauge', b.el('i', ''), b.el('i', ''), b.el('i', ''), b.el('i', ''), mark);
  gauge.setAttribute('aria-hidden', 'true');
  const head = b.el('div', 'lwc-head', shape, word, score, facts, gauge);

  const number = b.el('div', 'lwc-number');
  const headline = b.el('b', '');
  const subline = b.el('span', '');
  const headlineRow = b.el('div', 'lwc-headline', headline, subline);
  const place = b.el('b', '');
  const carrier = b.el('span', '');
  const placeRow = b.el('div', 'lwc-place', place, carrier);
  const chips = b.el('div', 'lwc-chips');
  const lastText = b.el('span', '');
  const last = b.el('div', 'lwc-last', b.icon('history', 16), lastText);
  const identity = b.el('div', 'lwc-identity', number, headlineRow, placeRow, chips, last);

  const reasonRows = b.el('div', '');
  const pendingAge = b.el('em', '');
  const pending = b.el(
    'div',
    'lwc-reason',
    b.el('i', '', b.icon('spinner', 14, 2)),
    b.el('span', '', words.card.judging),
    pendingAge,
  );
  pending.dataset['pending'] = '';
  const source = b.el('div', 'lwc-source');
  const reasons = b.el('div', 'lwc-reasons', reasonRows, pending, source);

  const button = (
    icon: IconName,
    label: string,
    key: string,
    tone: string,
    act: (call: string) => void,
  ): HTMLButtonElement => {
    const text = b.el('span', '', label);
    const element = b.el('button', `lwc-button`, b.icon(icon, 20, 2), text, b.el('kbd', 'lwc-key', key));
    element.type = 'button';
    element.dataset['tone'] = tone;
    // "F8" reads as part of the name otherwise
    element.setAttribute('aria-keyshortcuts', key.replace('⇧', 'Shift+'));
    element.addEventListener('click', () => {
      if (current && !guarded()) act(current.id);
    });
    return element;
  };
  const answer = button('answer', words.card.answer, 'F8', 'lwc-go', (call) =>
    onAction({ type: isHolding ? 'hold-and-answer' : 'answer', call }),
  );
  const reject = button('reject', words.card.reject, 'F9', 'lwc-stop', (call) => onAction({ type: 'decline', call }));
  const escalate = button('escalate', words.card.escalate, '⇧F8', 'lwc-ask', (call) =>
    onAction({ type: 'escalate', call }),
  );
  const nuisance = button('nuisance', words.card.nuisance, '⇧F9', 'lwc-stop', (call) =>
    onAction({ type: 'reject-nuisance', call }),
  );
  const buttons = { answer, escalate, nuisance };
  const actions = b.el('div', 'lwc-actions', answer, reject, escalate, nuisance);

  // said once a call and again when its risk changes, never with each tick of the timer
  const said = b.el('p', 'lwc-said');
  said.setAttribute('role', 'alert');
  const root = b.el('section', 'lwc-card', said, head, identity, reasons, actions);
  root.setAttribute('role', 'alertdialog');
  root.setAttribute('aria-label', words.card.incomingCall);

  function relabel(element: HTMLButtonElement, label: string, key: string): void {
    const [text, cap] = [element.querySelector('span'), element.querySelector('kbd')];
    if (text) setText(text, label);
    if (cap) setText(cap, key);
    element.setAttribute('aria-keyshortcuts', key.replace(' ', '+'));
  }

  let shownBand: RiskBand | 'pending' | null = null;
  let shownFace = '';

  function paintBand(call: PhoneCall): void {
    const band = call.card?.verdict.risk.band ?? 'pending';
    if (band !== shownBand) {
      shownBand = band;
      root.className = `lwc-card lwc-${band}`;
      shape.replaceChildren(band === 'pending' ? b.icon('spinner', 32, 2.5) : b.risk(band, 40));
      setText(word, words.common.risk[band]);
      gauge.hidden = band === 'pending';
      const heavy = band === 'pending' ? 'answer' : weightOf[band];
      for (const [name, element] of Object.entries(buttons)) {
        element.className = name === heavy ? `lwc-button lwc-filled ${element.dataset['tone'] ?? ''}` : 'lwc-button';
      }
    }
    const risk = call.card?.verdict.risk;
    setText(score, risk ? String(risk.score) : '');
    mark.style.left = `${Math.min(99, Math.max(1, risk?.score ?? 0))}%`;
  }

  function paintFace(face: CardFace): void {
    const key = JSON.stringify(face);
    if (key === shownFace) return;
    const isLate = shownFace !== '' && root.isConnected;
    shownFace = key;
    setText(number, face.number);
    number.toggleAttribute('data-long', face.number.length > 17 && face.number.length <= 30);
    number.toggleAttribute('data-longer', face.number.length > 30);
    setText(headline, face.headline);
    headline.title = face.headline;
    setText(subline, face.subline);
    subline.title = face.subline;
    setText(place, face.place);
    setText(carrier, face.carrier);
    chips.replaceChildren(
      ...face.chips.map((chip) =>
        b.el(
          'span',
          `lwc-chip lwc-chip-${chip.kind}`,
          b.icon(chip.kind === 'block' ? 'nuisance' : chip.kind, 14),
          chip.text,
        ),
      ),
    );
    setText(lastText, face.last);
    last.hidden = face.last === '';
    const before = new Set([...reasonRows.children].map((row) => row.textContent));
    reasonRows.replaceChildren(
      ...face.reasons.map((reason) => {
        const row = b.el(
          'div',
          'lwc-reason',
          b.el('i', '', b.icon(reason.weight > 0 ? 'up' : reason.weight < 0 ? 'down' : 'none', 14, 2)),
          b.el('span', '', reason.text),
          b.el('b', '', reason.signed),
        );
        row.dataset['sign'] = String(Math.sign(reason.weight));
        if (isLate && !before.has(row.textContent)) row.classList.add('lwc-flash');
        return row;
      }),
    );
  }

  return {
    root,
    update(call, now, { escalated, holdFirst, others, unmasked }) {
      current = call;
      paintBand(call);
      paintFace(faceOf(call, locale, now, unmasked));
      const { previousScore } = call;
      const isUpdated = call.card !== null && previousScore !== null && previousScore !== call.card.verdict.risk.score;
      setText(
        verdict,
        isUpdated
          ? fill(words.card.updated, { score: previousScore })
          : fill(words.card.verdict, {
              action: call.card ? verdictWords(words, call.card.verdict) : words.common.action.ring,
            }),
      );
      const isAnswering = call.call.state === 'answering';
      setText(
        timerText,
        isAnswering
          ? words.card.connecting
          : fill(words.card.ringing, { time: formatShortDuration(now - call.invitedAt) }),
      );
      const { risk } = call.card?.verdict ?? {};
      const spoken = risk ? `${words.common.risk[risk.band]} ${risk.score}` : words.common.risk.pending;
      setText(
        said,
        [words.card.incomingCall, spoken, number.textContent, headline.textContent].filter(Boolean).join(', '),
      );
      pending.hidden = call.card !== null;
      if (!call.card)
        setText(pendingAge, fill(words.card.pending, { seconds: ((now - call.invitedAt) / 1000).toFixed(1) }));
      const source1 = sourceWords(words, locale, call.card, now);
      setText(source, others > 0 ? `${fill(words.card.others, { count: others })} ・ ${source1}` : source1);
      if (holdFirst !== isHolding) {
        isHolding = holdFirst;
        relabel(answer, holdFirst ? words.card.holdAndAnswer : words.card.answer, holdFirst ? 'Alt F8' : 'F8');
        relabel(reject, words.card.reject, holdFirst ? 'Alt F9' : 'F9');
        // the keys of these two belong to the live call then
        for (const element of [escalate, nuisance]) element.querySelector('kbd')?.toggleAttribute('hidden', holdFirst);
      }
      for (const element of [answer, reject, nuisance]) element.disabled = isAnswering;
      escalate.disabled = escalated;
      const label = escalate.querySelector('span');
      if (label) setText(label, escalated ? words.card.escalated : words.card.escalate);
    },
  };
}
