/** What each command of the phone contract asks of which part of the phone. Decides nothing itself; rejects with a PhoneError. */
import type { StoreApi } from 'zustand/vanilla';
import type { PhoneCommand, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { AgentDuty } from './agent-duty.ts';
import type { Calls } from './calls.ts';
import type { HeadsetKeys } from './headset-keys.ts';
import type { LineChoice } from './line-choice.ts';
import type { LineHold } from './line-hold.ts';
import { PhoneError } from './phone-error.ts';
import type { PhoneSound } from './phone-sound.ts';
import type { Recordings } from './recordings.ts';

interface PhoneParts {
  readonly store: StoreApi<PhoneSnapshot>;
  readonly calls: Calls;
  readonly duty: AgentDuty;
  readonly headset: HeadsetKeys;
  readonly hold: LineHold;
  readonly lines: LineChoice;
  readonly recordings: Recordings;
  readonly sound: PhoneSound;
  /** sound, microphone, line */
  readonly start: () => void;
}

export async function obey(command: PhoneCommand, parts: PhoneParts): Promise<void> {
  const { store, calls, hold, lines } = parts;
  switch (command.type) {
    case 'start':
      parts.start();
      return;
    case 'take-line':
      parts.start();
      hold.take();
      return;
    case 'retry':
      hold.retryNow();
      lines.line?.retry();
      return;
    case 'network-changed':
    case 'resumed':
      hold.retryNow();
      lines.line?.networkChanged();
      return;
    case 'devices':
      calls.setVolume(command.speakerVolume);
      await parts.sound.choose(command);
      return;
    case 'headset':
      parts.headset.choose(command.headset);
      return;
    case 'agent':
      parts.duty.wish(command.wish);
      return;
    case 'end-conference':
      calls.endConference();
      return;
    case 'consult':
    case 'dial': {
      const { line, account } = lines;
      if (line === null || account === null || line.state.state !== 'registered')
        throw new PhoneError('not-registered', store.getState().line.state);
      const consultFor = command.type === 'consult' ? command.call : undefined;
      await calls.dial(command.number, line.userAgent, account.domain, account.line, consultFor);
      return;
    }
    case 'dismiss-notice':
      store.setState({ notice: null });
      return;
    case 'record':
      parts.recordings.command(command.call, command.wish);
      return;
    case 'answer':
    case 'decline':
    case 'reject-nuisance':
    case 'hang-up':
    case 'mute':
    case 'hold':
    case 'dtmf':
    case 'transfer':
    case 'complete-transfer':
    case 'conference':
      await calls.command(command);
      return;
    default:
      command satisfies never;
  }
}
