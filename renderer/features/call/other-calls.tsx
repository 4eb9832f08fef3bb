/** Held calls beside the one in focus: a line each, with the way back to it. */
import { Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { usePhone } from '../../state/phone.ts';
import { useCallCommands } from '../../state/use-calls.ts';

export function OtherCalls({ call }: { call: PhoneCall }) {
  const { t } = useTranslation('call');
  const commands = useCallCommands();
  const phone = usePhone();
  const held = phone?.calls.filter((each) => each.id !== call.id && each.call.state === 'live' && each.call.held) ?? [];
  if (held.length === 0) return null;
  const resume = (other: PhoneCall): void => {
    if (call.call.state === 'live' && !call.call.held) commands.hold(call);
    commands.hold(other);
  };
  return (
    <ul className="lw-others" aria-label={t('others')}>
      {held.map((other) => (
        <li key={other.id}>
          <Pause size={16} aria-hidden="true" />
          <span>
            {t('heldCall', { name: other.card?.contact?.name ?? other.card?.number.display ?? other.shown.display })}
          </span>
          <button type="button" className="lw-button lw-button-small" onClick={() => resume(other)}>
            {t('switchTo')}
          </button>
        </li>
      ))}
    </ul>
  );
}
