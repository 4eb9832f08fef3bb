/** The workspace between calls: the line's truth, today, recent calls, practice, what is worth a look. */
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/services.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { usePhone } from '../../state/phone.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { FloatButton } from '../../shell/float-button.tsx';
import { DialButton } from '../dial/dial-button.tsx';
import './home.css';
import { LineHeadline } from './line-headline.tsx';
import { PracticePanel } from './practice-panel.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { TodayNumbers } from './today.tsx';
import { WorthALook } from './worth-a-look.tsx';

const shownRows = 30;

function KeyHints() {
  const { t } = useTranslation('home');
  const hints = [
    ['F8', t('keys.answer')],
    ['F9', t('keys.reject')],
    ['⇧F9', t('keys.nuisance')],
    ['Ctrl K', t('keys.commands')],
  ] as const;
  return (
    <dl className="lw-hints">
      {hints.map(([key, words]) => (
        <div key={key}>
          <dt>
            <Keycap>{key}</Keycap>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Idle() {
  const { hello } = useServices();
  const phone = usePhone();
  const { data } = useDeskData(
    ['calls', 'tags', 'contacts'],
    (desk, signal) => desk.calls.history({ limit: shownRows }, { signal }),
    [],
  );
  const rows = data?.rows ?? [];
  const isPractice = (phone?.lineKind ?? hello.line) === 'practice';
  const last = rows.find((row) => row.direction === 'in');
  return (
    <div className="lw-home">
      <div className="lw-home-head">
        {phone ? <LineHeadline phone={phone} lastCallAt={last?.at ?? null} /> : <span />}
        <div className="lw-home-keys">
          <KeyHints />
          <div className="lw-home-buttons">
            <DialButton hotkey="P" />
            <FloatButton />
          </div>
        </div>
      </div>
      <div className="lw-home-left">
        <TodayNumbers />
        <RecentCalls rows={rows} practice={isPractice} />
      </div>
      <div className="lw-home-right">
        {isPractice && <PracticePanel ready={phone?.line.state === 'registered'} />}
        <WorthALook rows={rows} />
      </div>
    </div>
  );
}
