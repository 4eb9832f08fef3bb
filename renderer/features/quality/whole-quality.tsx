/** How a call sounded that is over: one line, and what it is made of behind it. */
import { useTranslation } from 'react-i18next';
import { meanMos, type CallQuality, type WayWhole } from '../../../core/quality/call-quality.ts';
import { formatDuration } from '../../ui/format.ts';
import { QualityBadge } from './quality-badge.tsx';
import { QualityTable } from './quality-table.tsx';
import './quality.css';

function Way({ label, way, missing }: { label: string; way: WayWhole | null; missing: string }) {
  const { t } = useTranslation('quality');
  if (way === null) {
    return (
      <tr>
        <th scope="row">{label}</th>
        <td colSpan={3}>{missing}</td>
      </tr>
    );
  }
  const cells = [
    ['mos', way.mos.mean.toFixed(1), way.mos.worst.toFixed(1)],
    [
      'loss',
      t('percent', { value: way.lossPercent.mean.toFixed(1) }),
      t('percent', { value: way.lossPercent.worst.toFixed(1) }),
    ],
    ['jitter', t('ms', { value: Math.round(way.jitterMs.mean) }), t('ms', { value: Math.round(way.jitterMs.worst) })],
  ] as const;
  return (
    <tr>
      <th scope="row">{label}</th>
      {cells.map(([name, mean, worst]) => (
        <td key={name}>
          {mean} <small>{t('worst', { value: worst })}</small>
        </td>
      ))}
    </tr>
  );
}

export function WholeQuality({ quality }: { quality: CallQuality }) {
  const { t } = useTranslation(['quality', 'common']);
  const mos = meanMos(quality);
  if (mos === null) return null;
  return (
    <details className="lw-quality-whole">
      <summary>
        <b>{t('whole')}</b>
        <QualityBadge mos={mos} />
        <span className="lw-quality-codec">
          {[quality.codec, t('seconds', { span: formatDuration(quality.seconds * 1000) })]
            .filter((part) => part !== '')
            .join(t('common:dot'))}
        </span>
      </summary>
      <QualityTable>
        <Way label={t('heard')} way={quality.heard} missing={t('notMeasured')} />
        <Way label={t('sent')} way={quality.sent} missing={t('notReported')} />
      </QualityTable>
      <p className="lw-quality-meta">
        <span>
          {t('roundTrip')}{' '}
          {quality.roundTripMs === null
            ? t('notMeasured')
            : t('withWorst', {
                value: t('ms', { value: Math.round(quality.roundTripMs.mean) }),
                worst: t('ms', { value: Math.round(quality.roundTripMs.worst) }),
              })}
        </span>
        <span>{t('scale')}</span>
      </p>
    </details>
  );
}
