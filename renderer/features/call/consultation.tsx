/** In a call that asks about another: hand that one over, talk all three, or go back to it. */
import { PhoneForwarded, Undo2, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { usePhone } from '../../state/phone.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';
import { useMask } from '../../state/unmask.ts';
import { nameOf } from './name-of.ts';

/** The call that this one asks about, while both live. */
export function useAskedAbout(call: PhoneCall): PhoneCall | null {
  const phone = usePhone();
  if (call.consultFor === null || call.call.state === 'ended') return null;
  return phone?.calls.find(({ id, call: { state } }) => id === call.consultFor && state === 'live') ?? null;
}

export function Consultation({ call, about }: { call: PhoneCall; about: PhoneCall }) {
  const { t } = useTranslation('call');
  const commands = useCallCommands();
  const mask = useMask();
  const isLive = call.call.state === 'live';
  const isUnderWay = about.transfer?.state === 'asked' || about.transfer?.state === 'ringing';
  const complete = (): void => commands.completeTransfer(about.id);
  const confer = (): void => commands.confer(call.id, !call.conference);
  useKeys({ KeyT: complete }, { order: 20, when: !isUnderWay });
  return (
    <section className="lw-consult" aria-label={t('consult.label')}>
      <p>{t(isLive ? 'consult.live' : 'consult.ringing', { name: nameOf(about, mask) })}</p>
      <div className="lw-transfer-ways">
        <button type="button" className="lw-button lw-button-primary" disabled={isUnderWay} onClick={complete}>
          <PhoneForwarded size={16} aria-hidden="true" />
          {t('consult.complete')} <Keycap>T</Keycap>
        </button>
        {isLive && (
          <button type="button" className="lw-button" aria-pressed={call.conference} onClick={confer}>
            <Users size={16} aria-hidden="true" />
            {t(call.conference ? 'consult.split' : 'consult.confer')} <Keycap>J</Keycap>
          </button>
        )}
        {!call.conference && (
          <button type="button" className="lw-button" onClick={() => commands.hangUp(call.id)}>
            <Undo2 size={16} aria-hidden="true" />
            {t('consult.back')} <Keycap>F9</Keycap>
          </button>
        )}
      </div>
    </section>
  );
}
