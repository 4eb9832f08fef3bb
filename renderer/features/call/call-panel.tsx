/** The left panel of the workspace: risk, who, state, controls, why, feedback. Heights are fixed; nothing jumps. */
import { ArrowDown, ArrowUp, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { formatDate } from '../../ui/format.ts';
import { NumberText } from '../../ui/number-text.tsx';
import { RiskBadge, RiskGauge } from '../../ui/risk-badge.tsx';
import { useKeys } from '../../ui/keys.ts';
import { QualityDetails } from '../quality/quality-details.tsx';
import { QualityLight } from '../quality/quality-light.tsx';
import { RecordingNote } from '../recording/recording-note.tsx';
import { CallStatus } from './call-status.tsx';
import { Consultation, useAskedAbout } from './consultation.tsx';
import { Controls } from './controls.tsx';
import { FeedbackSlot } from './feedback-slot.tsx';
import { Keypad } from './keypad.tsx';
import { TransferPanel } from './transfer-panel.tsx';
import { TransferState } from './transfer-state.tsx';
import { WhyList } from './why-list.tsx';
import { isCustomer } from '../../../core/call/customer.ts';

function RiskHead({ call }: { call: PhoneCall }) {
  const { t } = useTranslation(['call', 'common']);
  const risk = call.card?.verdict.risk;
  if (!risk) {
    return (
      <header className="lw-call-risk lw-hatch">
        <LoaderCircle size={28} className="lw-spin" aria-hidden="true" />
        <span className="lw-risk-24">{t('common:risk.pending')}</span>
      </header>
    );
  }
  const { previousScore } = call;
  const Moved = previousScore !== null && risk.score < previousScore ? ArrowDown : ArrowUp;
  return (
    <header className={`lw-call-risk lw-band-${risk.band}`}>
      <RiskBadge risk={risk} size={24} />
      {previousScore !== null && previousScore !== risk.score && (
        <span className="lw-call-updated">
          <Moved size={16} strokeWidth={1.75} aria-hidden="true" /> {t('updated', { score: previousScore })}
        </span>
      )}
      <RiskGauge score={risk.score} band={risk.band} />
    </header>
  );
}

function Identity({ call }: { call: PhoneCall }) {
  const { t } = useTranslation(['call', 'common']);
  const locale = useLocale();
  const now = useNow();
  const { card } = call;
  const claimed = card?.claimedName ?? call.shown.claimedName;
  const list = card?.list;
  const customer = card !== null && isCustomer(card);
  const number =
    card?.number ?? ({ kind: call.shown.display === '' ? 'hidden' : 'mobile', display: call.shown.display } as const);
  return (
    <div className="lw-call-who">
      <NumberText number={number} customer={customer} size={32} />
      {card?.contact ? (
        <p className="lw-call-name">
          <b>{card.contact.name}</b> <span>{card.contact.company}</span>
        </p>
      ) : (
        claimed !== '' && <p className="lw-call-claims">{t('claims', { name: claimed })}</p>
      )}
      {card ? (
        <p className="lw-call-place">
          <b>{card.place?.[locale] ?? t('common:number.noPlace')}</b>
          {card.carrier && <span>{t(`common:carrier.${card.carrier}`)}</span>}
          <span className={`lw-chip lw-chip-${list?.kind ?? 'none'}`}>
            {list
              ? `${t(`common:list.${list.kind}`)}${list.expiresAt === null ? '' : ` ・ ${formatDate(list.expiresAt, now, locale)}`}`
              : t('common:list.none')}
          </span>
        </p>
      ) : (
        <p className="lw-call-place">
          <span>{t('judging')}</span>
        </p>
      )}
    </div>
  );
}

interface CallPanelProps {
  readonly call: PhoneCall;
  readonly keypad: boolean;
  readonly setKeypad: (open: boolean) => void;
  readonly transfer: boolean;
  readonly setTransfer: (open: boolean) => void;
  /** narrow: "why" has a tab of its own */
  readonly withWhy: boolean;
}

export function CallPanel({ call, keypad, setKeypad, transfer, setTransfer, withWhy }: CallPanelProps) {
  const { t } = useTranslation('call');
  const isLive = call.call.state === 'live';
  const about = useAskedAbout(call);
  const [qualityOf, setQualityOf] = useState<string | null>(null);
  const quality = isLive && qualityOf === call.id && !keypad && !transfer;
  const toggleQuality = (): void => {
    setQualityOf(quality ? null : call.id);
    setKeypad(false);
    setTransfer(false);
  };
  useKeys(isLive ? { KeyQ: toggleQuality } : {}, { order: 10 });
  return (
    <section className="lw-panel lw-call" aria-label={t('panel')}>
      <RiskHead call={call} />
      <Identity call={call} />
      <CallStatus call={call} below={<QualityLight call={call} open={quality} onToggle={toggleQuality} />} />
      <TransferState call={call} />
      <Controls
        call={call}
        keypad={keypad}
        onKeypad={() => setKeypad(!keypad)}
        transfer={transfer}
        onTransfer={about === null ? () => setTransfer(!transfer) : null}
      />
      {/* below the controls: what it says must not move the one just pressed */}
      <RecordingNote call={call} />
      {about !== null && <Consultation call={call} about={about} />}
      {transfer && isLive && about === null && <TransferPanel call={call} close={() => setTransfer(false)} />}
      {keypad && isLive && <Keypad call={call.id} close={() => setKeypad(false)} />}
      {quality && <QualityDetails quality={call.quality} close={toggleQuality} />}
      {withWhy && (
        <div className="lw-call-why">
          {call.card && !keypad && !transfer && !quality && <WhyList call={call.id} card={call.card} />}
        </div>
      )}
      <FeedbackSlot call={call} />
    </section>
  );
}
