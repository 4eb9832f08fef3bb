/** Which sound the calls of this moment ask for (look.md: wood and soft bell, by risk band). Pure. */
import type { PhoneCall } from '../../core/contract/phone.ts';

export type RingSound = 'trusted' | 'normal' | 'suspect' | 'knock';
export interface RingChoice {
  readonly sound: RingSound;
  /** the ringing call that it is for: another call begins its sound anew */
  readonly call: string;
  readonly loops: boolean;
  /** of the ring volume */
  readonly gain: number;
}

export function chooseRing(calls: readonly PhoneCall[]): RingChoice | null {
  const ringing = calls.filter(({ call, direction }) => direction === 'in' && call.state === 'ringing');
  const newest = ringing.at(-1);
  if (newest === undefined) return null;
  // In a call the ring would go into the headset: one soft knock says that somebody waits.
  const isTalking = calls.some(
    ({ call }) => call.state === 'live' || call.state === 'answering' || call.state === 'dialling',
  );
  if (isTalking) return { sound: 'knock', call: newest.id, loops: false, gain: 0.35 };
  const first = ringing.find((call) => soundOf(call) !== 'knock') ?? newest;
  const sound = soundOf(first);
  return { sound, call: first.id, loops: sound !== 'knock', gain: 1 };
}

function soundOf({ card }: PhoneCall): RingSound {
  if (card === null) return 'normal';
  const { action, warn, risk } = card.verdict;
  if (action === 'vip') return 'trusted';
  switch (risk.band) {
    case 'trusted':
      return warn ? 'suspect' : 'trusted';
    case 'normal':
    case 'unknown':
      return 'normal';
    case 'suspect':
      return 'suspect';
    case 'nuisance':
      return 'knock';
    default:
      return risk.band satisfies never;
  }
}
