/** What the call is doing: words, sound, and the big timer. Amber on hold, red when the sound is wrong. */
import { Pause, Phone, PhoneOff, Volume2, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { refusalOf } from './call-words.ts';
import { useNow } from '../../state/clock.ts';
import { formatDuration } from '../../ui/format.ts';

type Tone = 'live' | 'held' | 'bad' | 'idle';

function toneOf({ call, trouble }: PhoneCall): Tone {
  if (call.state !== 'ended' && trouble) return 'bad';
  if (call.state === 'live') return call.held ? 'held' : 'live';
  return 'idle';
}

type Ended = Extract<PhoneCall['call'], { state: 'ended' }>;

/** Why it is over; where nobody was reached, why not. */
function endWords({ direction, transfer }: PhoneCall, { by, outcome, status }: Ended) {
  if (transfer?.state === 'done') return 'endedBy.transferred' as const;
  if (direction === 'in' || outcome === 'answered' || by === 'agent') return `endedBy.${by}` as const;
  return `refused.${refusalOf(status)}` as const;
}

interface CallStatusProps {
  readonly call: PhoneCall;
  /** what stands under the timer */
  readonly below: ReactNode;
}

export function CallStatus({ call, below }: CallStatusProps) {
  const { t } = useTranslation('call');
  const now = useNow();
  const tone = toneOf(call);
  const state = call.call;
  // signalling and sound have ways of their own: with the line gone, the voices mostly go on
  const isLineLost = call.trouble === 'signalling-lost';
  const title =
    tone === 'bad' && call.trouble
      ? isLineLost && call.hearing
        ? t('stillHeard')
        : t(`trouble.${call.trouble}`)
      : state.state === 'live' && state.held
        ? t('state.held')
        : state.state === 'dialling' && state.far !== 'calling'
          ? t('state.early')
          : state.state === 'live' && call.conference
            ? t('state.conference')
            : t(`state.${state.state}`);
  const elapsed = state.state === 'ended' ? state.talkedFor : now - state.since;
  const Icon = tone === 'held' ? Pause : state.state === 'ended' ? PhoneOff : Phone;
  return (
    <div className={`lw-status lw-status-${tone}`}>
      <div className="lw-status-words" role="status">
        <strong>
          {tone === 'live' ? <i className="lw-dot" aria-hidden="true" /> : <Icon size={16} aria-hidden="true" />}{' '}
          {title}
        </strong>
        {tone === 'live' && (
          <span className={call.hearing ? 'lw-heard' : ''}>
            {call.hearing ? <Volume2 size={16} aria-hidden="true" /> : <VolumeX size={16} aria-hidden="true" />}{' '}
            {t(call.hearing ? 'sound.hearing' : 'sound.silent')}
          </span>
        )}
        {tone === 'bad' && (
          <span>{isLineLost ? t(call.hearing ? 'lineText.heard' : 'lineText.silent') : t('troubleText')}</span>
        )}
        {state.state === 'ended' && <span>{t(endWords(call, state))}</span>}
      </div>
      <div className="lw-status-right">
        <time className="lw-status-timer">{formatDuration(elapsed)}</time>
        {below}
      </div>
    </div>
  );
}
