/**
 * Mounts the card into any element of any document: the card window, the page, a floating window. Plain DOM on CSS
 * variables, painted in one frame; keeps no state but what is on screen. It never takes focus.
 */
import type { Locale } from '../../core/settings/settings.ts';
import { adoptCss, followTheme, themeCss, type ThemeSetting } from '../ui/theme-css.ts';
import { makeBlockedToast, makeMoreBlocked, type BlockedToast } from './blocked-toast.ts';
import { guardMs, type OnCardAction } from './card-action.ts';
import cardCss from './card.css?inline';
import type { CardModel } from './card-model.ts';
import { Builder } from './dom.ts';
import { makeRingingCard } from './ringing-card.ts';
import { makeWaitingStrip, type WaitingStrip } from './waiting-strip.ts';

export interface CardOptions {
  readonly onAction: OnCardAction;
  readonly locale: Locale;
  /** absent: the document is painted by somebody else */
  readonly theme?: ThemeSetting;
  /** the card fills its window: no shadow, no rounding */
  readonly fill?: boolean;
  /** blocked calls are announced here */
  readonly toasts?: boolean;
  /** called when something comes on screen or the last thing goes */
  readonly onVisible?: (visible: boolean) => void;
}

export interface MountedCard {
  update(model: CardModel | null): void;
  /** U and W act on the toast on top; false when there is none */
  undoTop(): boolean;
  whyTop(): boolean;
  readonly visible: boolean;
  destroy(): void;
}

const withCss = new WeakSet<Document>();
const maxToasts = 2;

/**
 * Tells the bench (and DevTools) when a card with its verdict was on screen: a task posted from the animation frame runs when
 * that very frame has been painted.
 */
function markPainted(view: Window, call: string): void {
  view.requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      performance.mark('linewarden:card-painted', { detail: { call } });
      port1.close();
    });
    port1.start();
    port2.postMessage(null);
  });
}

export function mountCard(root: HTMLElement, options: CardOptions): MountedCard {
  const doc = root.ownerDocument;
  const view = doc.defaultView ?? window;
  if (!withCss.has(doc)) {
    withCss.add(doc);
    adoptCss(doc, `${themeCss}\n${cardCss}`);
  }
  const stopTheme = options.theme === undefined ? null : followTheme(doc, options.theme);
  const b = new Builder(doc);
  root.classList.add('lwc');
  if (options.fill === true) root.dataset['fill'] = '';
  const stack = b.el('div', 'lwc-stack');
  root.append(stack);

  let shownSince = 0;
  let shownCall: string | null = null;
  const guarded = (): boolean => performance.now() - shownSince < guardMs;
  const card = makeRingingCard(b, options.locale, guarded, options.onAction);
  card.root.hidden = true;
  stack.append(card.root);
  const strips = new Map<string, { strip: WaitingStrip; since: number }>();
  const toasts: BlockedToast[] = [];
  const seenBlocked = new Set<string>();
  const more = makeMoreBlocked(b, options.locale, (action) => {
    fold();
    options.onAction(action);
  });
  let moreCount = 0;
  let moreUntil = 0;
  let model: CardModel | null = null;
  let isVisible = false;
  let painted: string | null = null;
  let timer: number | undefined;

  function fold(): void {
    moreCount = 0;
    more.root.remove();
  }

  function dropToast(toast: BlockedToast): void {
    const index = toasts.indexOf(toast);
    if (index >= 0) toasts.splice(index, 1);
    toast.root.remove();
  }

  function paintToasts(now: number): void {
    if (options.toasts !== true || !model) return;
    for (const call of model.blocked) {
      if (seenBlocked.has(call.id)) continue;
      seenBlocked.add(call.id);
      if (toasts.length >= maxToasts) {
        moreCount += 1;
        moreUntil = now + 8_000;
        more.update(moreCount);
        stack.append(more.root);
        continue;
      }
      const toast = makeBlockedToast(b, options.locale, call, now, (action) => {
        dropToast(toast);
        options.onAction(action);
        settle();
      });
      toasts.push(toast);
      stack.append(toast.root);
    }
    // ids of calls that the snapshot forgot need not be remembered
    if (seenBlocked.size > 200) {
      const still = new Set(model.blocked.map((call) => call.id));
      for (const id of seenBlocked) if (!still.has(id)) seenBlocked.delete(id);
    }
    for (const toast of [...toasts]) if (!toast.tick(now)) dropToast(toast);
    if (moreCount > 0 && now > moreUntil && !more.root.matches(':hover')) fold();
  }

  function paintStrips(now: number): void {
    // a window of the card's size has no room for strips: the card itself says how many wait
    const waiting = options.fill === true ? [] : (model?.waiting ?? []);
    for (const [id, { strip }] of strips) {
      if (waiting.some((call) => call.id === id)) continue;
      strip.root.remove();
      strips.delete(id);
    }
    waiting.forEach((call, index) => {
      let entry = strips.get(call.id);
      if (!entry) {
        const since = performance.now();
        const strip = makeWaitingStrip(b, options.locale, () => performance.now() - since < guardMs, options.onAction);
        entry = { strip, since };
        strips.set(call.id, entry);
        stack.insertBefore(strip.root, toasts[0]?.root ?? null);
      }
      entry.strip.update(call, now, {
        live: model?.live === true,
        keyed: index === 0,
        unmasked: model?.unmasked === true,
      });
    });
  }

  function settle(): void {
    const visible = !card.root.hidden || strips.size > 0 || toasts.length > 0 || moreCount > 0;
    if (visible !== isVisible) {
      isVisible = visible;
      options.onVisible?.(visible);
    }
    if (visible) timer ??= view.setInterval(tick, 100);
    else {
      view.clearInterval(timer);
      timer = undefined;
    }
  }

  function paint(now: number): void {
    const ringing = model?.ringing ?? null;
    const isNews = ringing !== null && ringing.card !== null && painted !== ringing.id;
    if (isNews) performance.mark('linewarden:card-told', { detail: { call: ringing.id } });
    card.root.hidden = ringing === null;
    if (ringing) {
      if (shownCall !== ringing.id) shownSince = performance.now();
      card.update(ringing, now, {
        escalated: model?.escalated.has(ringing.id) === true,
        holdFirst: model?.holdFirst === true,
        others: options.fill === true ? (model?.waiting.length ?? 0) : 0,
        unmasked: model?.unmasked === true,
      });
    }
    shownCall = ringing?.id ?? null;
    paintStrips(now);
    paintToasts(now);
    settle();
    if (isNews) {
      painted = ringing.id;
      markPainted(view, ringing.id);
    }
  }

  // timers and fold-away only; a snapshot paints at once
  let ticks = 0;
  function tick(): void {
    ticks += 1;
    const isCounting = model?.ringing?.card === null || toasts.length > 0;
    if (isCounting || ticks % 5 === 0) paint(Date.now());
  }

  return {
    update(next) {
      model = next;
      paint(Date.now());
    },
    undoTop() {
      toasts[0]?.undo();
      return toasts.length > 0;
    },
    whyTop() {
      toasts[0]?.why();
      return toasts.length > 0;
    },
    get visible() {
      return isVisible;
    },
    destroy() {
      view.clearInterval(timer);
      stopTheme?.();
      stack.remove();
    },
  };
}
