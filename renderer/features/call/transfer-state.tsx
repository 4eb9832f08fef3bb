/** How a transfer goes, in words: asked, ringing there, done, or why not, and that the caller is back. */
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { refusalOf } from './call-words.ts';

export function TransferState({ call }: { call: PhoneCall }) {
  const { t } = useTranslation('call');
  const { transfer } = call;
  if (transfer === null) return null;
  const { state, to } = transfer;
  const isBack = state === 'failed' && call.call.state === 'live';
  return (
    <p className="lw-transfer-state" data-state={state} role="status">
      {state === 'failed'
        ? t('transfer.failed', { to, why: t(`refused.${refusalOf(transfer.status)}`) })
        : t(`transfer.${state}`, { to })}
      {isBack && ` ${t('transfer.back')}`}
    </p>
  );
}
