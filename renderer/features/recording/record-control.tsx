/** The recording's button among the controls of a call: what is recorded now, and what R does next. */
import { CircleDot, CirclePause, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import { Keycap } from '../../ui/keycap.tsx';
import './recording.css';

const icons = { ready: CircleDot, on: CircleDot, paused: CirclePause, stopped: CircleX } as const;

export function RecordControl({ call }: { call: PhoneCall }) {
  const { t } = useTranslation('recording');
  const commands = useCallCommands();
  const { recording } = call;
  if (recording === null) return null;
  const Icon = icons[recording.state];
  return (
    <button
      type="button"
      className="lw-control rec-control"
      data-state={recording.state}
      title={t(`next.${recording.state}`)}
      onClick={() => commands.record(call)}
    >
      <Icon size={20} strokeWidth={2} aria-hidden="true" />
      <span>{t(`control.${recording.state}`)}</span>
      <Keycap>R</Keycap>
    </button>
  );
}
