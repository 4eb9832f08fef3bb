/** Live calls beside the one in focus: a line each, with the ways back to it, into one conversation, or to its end. */
import { Pause, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { usePhone } from '../../state/phone.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import { useNow } from '../../state/clock.ts';
import { formatDuration } from '../../ui/format.ts';
import { useKeys } from '../../ui/keys.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useMask } from '../../state/unmask.ts';
import { nameOf } from './name-of.ts';

export function OtherCalls({ call }: { call: PhoneCall }) {
  const { t } = useTranslation('call');
  const commands = useCallCommands();
  const mask = useMask();
  const phone = usePhone();
  const now = useNow();
  const others = phone?.calls.filter((each) => each.id !== call.id && each.call.state === 'live') ?? [];
  const isRinging = phone?.calls.some((each) => each.direction === 'in' && each.call.state === 'ringing') === true;
  const isLive = call.call.state === 'live';
  const confer = (): void => commands.confer(call.id, !call.conference);
  useKeys({ KeyJ: confer }, { order: 10, when: isLive && others.length > 0 });
  if (others.length === 0) return null;
  return (
    <ul className="lw-others" aria-label={t('others')}>
      {others.map((other, index) => {
        // a waiting call has the keys first
        const isKeyed = index === 0 && !isRinging;
        return (
          <li key={other.id} data-conference={other.conference || undefined}>
            {other.conference ? <Users size={16} aria-hidden="true" /> : <Pause size={16} aria-hidden="true" />}
            <span>
              {t(other.conference ? 'conferenceCall' : 'heldCall', { name: nameOf(other, mask) })}{' '}
              <time>{formatDuration(now - other.call.since)}</time>
            </span>
            {!other.conference && (
              <button
                type="button"
                className="lw-button lw-button-small"
                onClick={() => commands.swap(other.id)}
                title={t('switchTitle')}
              >
                {t(call.call.state === 'live' && !call.call.held ? 'swap' : 'switchTo')}{' '}
                {isKeyed && <Keycap>Alt F8</Keycap>}
              </button>
            )}
            {isLive && call.consultFor === null && index === 0 && (
              <button
                type="button"
                className="lw-button lw-button-small"
                aria-pressed={other.conference}
                onClick={confer}
              >
                {t(other.conference ? 'consult.split' : 'consult.confer')} <Keycap>J</Keycap>
              </button>
            )}
            <button type="button" className="lw-button lw-button-small" onClick={() => commands.hangUp(other.id)}>
              {t('hangUp')} {isKeyed && <Keycap>Alt F9</Keycap>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
