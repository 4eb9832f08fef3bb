/**
 * What a headset's keys mean for the calls of this moment, and what its lamps must show. Pure but for what it remembers of the
 * keys' states; sends nothing.
 *
 * A headset keeps a state of its own ("off hook") and tells changes of it, whoever made them: the same report is a key press
 * or the headset's answer to our lamp. So a hook switch that agrees with the lamp is an answer, one that does not is a wish.
 */
import type { PhoneCall, PhoneCommand } from '../../../core/contract/phone.ts';
import type { Key, KeyField, Lamp } from './report-layout.ts';

export type Lamps = Readonly<Record<Lamp, boolean>>;
export const dark: Lamps = { 'off-hook': false, ring: false, mute: false, hold: false };

/** Some headsets send 1 and 0 for one press, up to 50 ms apart: nobody hangs up so soon after answering. */
const bounceMs = 500;

const ringing = (calls: readonly PhoneCall[]): PhoneCall | undefined =>
  calls.find(({ direction, call }) => direction === 'in' && call.state === 'ringing');
const talking = (calls: readonly PhoneCall[]): PhoneCall | undefined =>
  calls.find(({ call }) => call.state === 'live' && !call.held);
const onTheWay = (calls: readonly PhoneCall[]): PhoneCall | undefined =>
  calls.find(({ call }) => call.state === 'answering' || call.state === 'dialling');
const held = (calls: readonly PhoneCall[]): PhoneCall | undefined =>
  calls.findLast(({ call }) => call.state === 'live' && call.held);

/** A held call is "on hook and on hold" for a headset: its hook key takes it back. */
export function lampsFor(calls: readonly PhoneCall[]): Lamps {
  const active = talking(calls) ?? onTheWay(calls);
  return {
    'off-hook': active !== undefined,
    ring: ringing(calls) !== undefined,
    mute: active?.muted === true,
    hold: held(calls) !== undefined,
  };
}

export interface Pressed {
  readonly command: PhoneCommand | null;
  /** the headset believes what is not so: tell it the lamps again */
  readonly mustTellLamps: boolean;
}

const nothing: Pressed = { command: null, mustTellLamps: false };

export class KeyLogic {
  readonly #states = new Map<KeyField, boolean>();
  #wentOffHookAt = Number.NEGATIVE_INFINITY;

  /** `lamps` as they were last told to the headset. */
  pressed(field: KeyField, isOn: boolean, calls: readonly PhoneCall[], lamps: Lamps, now: number): Pressed {
    const was = this.#states.get(field) ?? false;
    this.#states.set(field, isOn);
    if (was === isOn) return nothing;
    // a key that springs back means something only when it goes down
    if (!field.isSwitch && !isOn) return nothing;
    return this.#meaning(field, isOn, calls, lamps, now);
  }

  #meaning(
    { key, isSwitch }: { readonly key: Key; readonly isSwitch: boolean },
    isOn: boolean,
    calls: readonly PhoneCall[],
    lamps: Lamps,
    now: number,
  ): Pressed {
    switch (key) {
      case 'hook': {
        const wantsOffHook = isSwitch ? isOn : !lamps['off-hook'];
        if (wantsOffHook === lamps['off-hook']) return nothing;
        if (wantsOffHook) {
          this.#wentOffHookAt = now;
          return orTell(pickUp(calls));
        }
        if (now - this.#wentOffHookAt < bounceMs) return { command: null, mustTellLamps: true };
        return orTell(hangUp(calls));
      }
      case 'mute': {
        const call = talking(calls) ?? onTheWay(calls);
        const muted = isSwitch ? isOn : call?.muted !== true;
        if (call === undefined || call.call.state === 'answering') return { command: null, mustTellLamps: true };
        return muted === call.muted
          ? nothing
          : { command: { type: 'mute', call: call.id, muted }, mustTellLamps: false };
      }
      case 'flash':
        return orTell(swap(calls));
      case 'reject': {
        const call = ringing(calls);
        return orTell(call === undefined ? null : { type: 'decline', call: call.id });
      }
      default:
        return key satisfies never;
    }
  }
}

const orTell = (command: PhoneCommand | null): Pressed => ({ command, mustTellLamps: command === null });

function pickUp(calls: readonly PhoneCall[]): PhoneCommand | null {
  const answered = ringing(calls);
  if (answered !== undefined) return { type: 'answer', call: answered.id };
  const resumed = held(calls);
  return resumed === undefined ? null : { type: 'hold', call: resumed.id, held: false };
}

function hangUp(calls: readonly PhoneCall[]): PhoneCommand | null {
  const call = talking(calls) ?? onTheWay(calls);
  return call === undefined ? null : { type: 'hang-up', call: call.id };
}

/** Takes the next caller and holds this one; without another, holds this one or takes it back. */
function swap(calls: readonly PhoneCall[]): PhoneCommand | null {
  const next = pickUp(calls);
  if (next !== null) return next;
  const call = talking(calls);
  return call === undefined ? null : { type: 'hold', call: call.id, held: true };
}
