/** Mute, hold, keypad, transfer and recording: 84 px buttons with their keys; on = filled. Only what works in the call's state is there. */
import { CirclePlay, Grid3x3, Mic, MicOff, Pause, PhoneForwarded, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { RecordControl } from '../recording/record-control.tsx';

interface ControlProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly hotkey: string;
  readonly on: boolean;
  readonly press: () => void;
}

function Control({ icon: Icon, label, hotkey, on, press }: ControlProps) {
  return (
    <button type="button" className="lw-control" aria-pressed={on} onClick={press}>
      <Icon size={20} strokeWidth={2} aria-hidden="true" />
      <span>{label}</span>
      <Keycap>{hotkey}</Keycap>
    </button>
  );
}

interface ControlsProps {
  readonly call: PhoneCall;
  readonly keypad: boolean;
  readonly onKeypad: () => void;
  readonly transfer: boolean;
  /** null: this call is itself the question before a transfer */
  readonly onTransfer: (() => void) | null;
}

export function Controls({ call, keypad, onKeypad, transfer, onTransfer }: ControlsProps) {
  const { t } = useTranslation('call');
  const commands = useCallCommands();
  if (call.call.state !== 'live') return null;
  const { held } = call.call;
  return (
    <div className="lw-controls">
      <Control
        icon={call.muted ? MicOff : Mic}
        label={t(call.muted ? 'control.muted' : 'control.mute')}
        hotkey="M"
        on={call.muted}
        press={() => commands.mute(call)}
      />
      <Control
        icon={held ? CirclePlay : Pause}
        label={t(held ? 'control.resume' : 'control.hold')}
        hotkey="H"
        on={held}
        press={() => commands.hold(call)}
      />
      <Control
        icon={Grid3x3}
        label={t(keypad ? 'control.keypadOpen' : 'control.keypad')}
        hotkey="K"
        on={keypad}
        press={onKeypad}
      />
      {onTransfer && (
        <Control icon={PhoneForwarded} label={t('control.transfer')} hotkey="T" on={transfer} press={onTransfer} />
      )}
      <RecordControl call={call} />
    </div>
  );
}
