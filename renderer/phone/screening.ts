/**
 * Asks the desk service who is calling, for at most 150 ms before the call rings as "not yet judged 尚未判定".
 * Must never delay or lose a call: no answer, a late answer and an error all let it ring.
 */
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { ScreenInput } from '../../core/contract/calls.ts';
import { within, type Clock } from './clock.ts';
import type { PhoneDesk } from './phone-desk.ts';

export const screeningLimitMs = 150;
/** After this a late answer is asked for again rather than waited for. */
const lateLimitMs = 5000;

export interface ScreeningOptions {
  readonly desk: Pick<PhoneDesk, 'screen'>;
  readonly clock: Clock;
  /** in time */
  readonly onVerdict: (card: CallerCard) => void;
  /** no verdict in time: ring now */
  readonly onTimeUp: () => void;
  /** the verdict after the time was up: the card is updated in place */
  readonly onLate: (card: CallerCard) => void;
  readonly onProblem: (message: string) => void;
}

export function screenCall(input: ScreenInput, options: ScreeningOptions): void {
  let isTimeUp = false;
  const timeUp = (): void => {
    if (isTimeUp) return;
    isTimeUp = true;
    options.onTimeUp();
  };
  const cancel = options.clock.after(screeningLimitMs, timeUp);
  const settle = (card: CallerCard): void => {
    cancel();
    if (isTimeUp) options.onLate(card);
    else options.onVerdict(card);
  };
  within(options.clock, lateLimitMs, ask(options.desk, input)).then(settle, (error: unknown) => {
    cancel();
    options.onProblem(`call ${input.call} not screened: ${String(error)}`);
    timeUp();
  });
}

/** A link that throws instead of rejecting must not stop the ringing either. */
async function ask(desk: Pick<PhoneDesk, 'screen'>, input: ScreenInput): Promise<CallerCard> {
  return await desk.screen(input);
}
