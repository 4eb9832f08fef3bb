/** Says that the desk made itself not ready, after calls missed in a row, with the way back. */
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/services.ts';
import { usePhone } from '../../state/phone.ts';
import { Banner } from '../../ui/banner.tsx';

/** null: there is nothing to say. */
export function useAgentNotice() {
  const { t } = useTranslation('agent');
  const { phone: view } = useServices();
  const phone = usePhone();
  const state = phone?.agent;
  if (state?.now.mode !== 'not-ready' || state.now.why !== 'missed') return null;
  return (
    <Banner
      key="agent"
      kind="warning"
      title={t('missedTitle', { count: state.missed })}
      text={t('missedText')}
      action={
        <button
          type="button"
          className="lw-button"
          onClick={() => void view.send({ type: 'agent', wish: { kind: 'ready' } }).catch(() => undefined)}
        >
          {t('backToReady')}
        </button>
      }
    />
  );
}
