/** The line's state in the top bar: dot, hotline, and words whenever it is not simply registered. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { LineState } from '../../core/contract/phone.ts';
import { useNow } from '../state/clock.ts';
import { usePhone } from '../state/phone.ts';

export function lineTone(line: LineState | null): 'go' | 'wait' | 'stop' {
  switch (line?.state) {
    case 'registered':
      return 'go';
    case 'refused':
    case 'no-desk':
      return 'stop';
    default:
      return 'wait';
  }
}

export function lineWords(t: TFunction<'frame'>, line: LineState, now: number): string {
  if (line.state === 'registered' && line.proof === 'unproved') return t('line.unproved');
  if (line.state !== 'retrying') return t(`line.${line.state}`);
  const seconds = Math.max(0, Math.ceil((line.nextAt - now) / 1000));
  return t('line.retrying', { attempt: line.attempt, seconds });
}

export function LineLight() {
  const { t } = useTranslation('frame');
  const phone = usePhone();
  const now = useNow();
  if (!phone) return <span className="lw-line lw-line-wait" />;
  const isPractice = phone.lineKind === 'practice';
  const isPlain = phone.line.state === 'registered' && phone.line.proof !== 'unproved';
  const tone = phone.line.state === 'registered' && !isPlain ? 'wait' : lineTone(phone.line);
  const name = isPractice ? t('practiceLine') : phone.hotline;
  return (
    <span className={`lw-line lw-line-${tone}`} role="status">
      <i aria-hidden="true" />
      {name !== '' && <b>{name}</b>}
      {!isPractice && name !== '' && isPlain && <span>{t('hotlineName')}</span>}
      {!isPlain && <span className="lw-line-words">{lineWords(t, phone.line, now)}</span>}
      {isPlain && <span className="lw-sr">{t('line.registered')}</span>}
    </span>
  );
}
