/** The recordings of one call on its page in the history: to be heard, or why there is nothing to hear. */
import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import type { Recording } from '../../../core/recording/recording.ts';
import { useDeskData } from '../../state/desk-data.ts';
import type { Feedback } from '../kit/feedback.tsx';
import { RecordingPlayer } from './recording-player.tsx';
import './recording.css';

type Against = 'removed' | 'removed-by-person' | 'elsewhere' | 'notYours';

function reasonAgainst({ removedAt, removedWhy, bytes, mayPlay }: Recording): Against | null {
  if (removedAt !== null) return removedWhy === 'person' ? 'removed-by-person' : 'removed';
  if (bytes === null) return 'elsewhere';
  return mayPlay ? null : 'notYours';
}

export function RecordingsOfCall({ row, feedback }: { row: HistoryRow; feedback: Feedback }) {
  const { t } = useTranslation('recording');
  const { data } = useDeskData(
    ['calls'],
    (desk, signal) => (row.recorded ? desk.recordings.ofCall({ call: row.call }, { signal }) : Promise.resolve([])),
    [row.call, row.recorded],
  );
  const recordings = data ?? [];
  if (!row.recorded || recordings.length === 0) return null;
  const playable = recordings.find((recording) => reasonAgainst(recording) === null);
  return (
    <section className="rec-section" aria-label={t('title')}>
      <h3>{t('title')}</h3>
      {recordings.map((recording) => {
        if (row.outcome === 'live' && recording.endedAt === null)
          return (
            <p key={recording.id} className="kit-meta">
              {t('goesOn')}
            </p>
          );
        const against = reasonAgainst(recording);
        return against === null ? (
          <RecordingPlayer
            key={recording.id}
            recording={recording}
            feedback={feedback}
            hasKey={recording.id === playable?.id}
          />
        ) : (
          <p key={recording.id} className="kit-meta">
            {t(`against.${against}`)}
          </p>
        );
      })}
    </section>
  );
}
