/** Whose keys answer, hang up and mute: a headset is allowed by a click here, and forgotten by another. Reads no reports itself. */
import { Headset } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PreferencesPatch } from '../../../core/settings/settings.ts';
import type { HeadsetChoice } from '../../../core/settings/sound.ts';
import { useServices } from '../../app/services.ts';
import { usePhone } from '../../state/phone.ts';
import { useCommand } from '../kit/command.ts';
import { askForHeadset } from './ask-for-headset.ts';

interface HeadsetKeysProps {
  readonly chosen: HeadsetChoice | null;
  readonly save: (patch: PreferencesPatch) => Promise<boolean>;
}

export function HeadsetKeys({ chosen, save }: HeadsetKeysProps) {
  const { t } = useTranslation('settings');
  const { phone } = useServices();
  const shown = usePhone()?.headset ?? null;
  const asking = useCommand();
  const isSupported = 'hid' in navigator;

  const use = async (headset: HeadsetChoice | null): Promise<void> => {
    if (await save({ headset })) await phone.send({ type: 'headset', headset }).catch(() => undefined);
  };
  const ask = (): void =>
    void asking.run(async () => {
      const headset = await askForHeadset();
      // closed without a choice: what was chosen before stays
      if (headset !== null) await use(headset);
    });

  return (
    <section className="set-part" aria-label={t('headset.title')}>
      <h3 className="set-h3">{t('headset.title')}</h3>
      <p className="set-about">{t(isSupported ? 'headset.about' : 'headset.unsupported')}</p>
      {chosen !== null && (
        <p className={shown?.state === 'ready' || shown?.state === 'opening' ? undefined : 'set-warn'} role="status">
          {t('headset.status', {
            name: chosen.name === '' ? t('headset.unnamed') : chosen.name,
            state: t(`headset.state.${shown?.state ?? 'opening'}`),
          })}
        </p>
      )}
      {isSupported && (
        <div className="set-try">
          <button type="button" className="lw-button" disabled={asking.busy} onClick={ask}>
            <Headset size={16} aria-hidden="true" />
            {t(chosen === null ? 'headset.choose' : 'headset.chooseOther')}
          </button>
          {chosen !== null && (
            <button type="button" className="lw-button" onClick={() => void use(null)}>
              {t('headset.forget')}
            </button>
          )}
          {asking.failure && <span className="set-level-wrong">{t('headset.refused')}</span>}
        </div>
      )}
    </section>
  );
}
