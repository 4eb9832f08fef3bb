/** What a live call's quality is made of: both ways, round trip, codec, and what to do about it. */
import { useTranslation } from 'react-i18next';
import { qualityLevel, type QualityNow, type WayNow } from '../../../core/quality/call-quality.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';
import { QualityTable } from './quality-table.tsx';

function Way({ name, way }: { name: string; way: WayNow | null }) {
  const { t } = useTranslation('quality');
  return (
    <tr>
      <th scope="row">{name}</th>
      {way === null ? (
        <td colSpan={3}>{t('notReported')}</td>
      ) : (
        <>
          <td>{way.mos.toFixed(1)}</td>
          <td>{t('percent', { value: way.lossPercent.toFixed(1) })}</td>
          <td>{t('ms', { value: Math.round(way.jitterMs) })}</td>
        </>
      )}
    </tr>
  );
}

export function QualityDetails({ quality, close }: { quality: QualityNow | null; close: () => void }) {
  const { t } = useTranslation('quality');
  useKeys({ Escape: close }, { order: 20 });
  return (
    <section className="lw-quality-details" aria-label={t('title')}>
      {quality === null ? (
        <p>{t('notMeasured')}</p>
      ) : (
        <>
          <p>{t(`advice.${qualityLevel(quality.mos)}`)}</p>
          <QualityTable>
            <Way name={t('heard')} way={quality.heard} />
            <Way name={t('sent')} way={quality.sent} />
          </QualityTable>
          <p className="lw-quality-meta">
            <span>
              {t('roundTrip')}{' '}
              {quality.roundTripMs === null ? t('notMeasured') : t('ms', { value: quality.roundTripMs })}
            </span>
            <span>
              {t('codec')} {quality.codec}
            </span>
            <span>{t('scale')}</span>
          </p>
        </>
      )}
      <p className="lw-quality-meta">
        <span>
          <Keycap>Esc</Keycap> {t('close')}
        </span>
      </p>
    </section>
  );
}
