/** "Ring me": one of the practice line's scripted callers, chosen or at random. */
import { GraduationCap, Play } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { failureOf, type Failure } from '../../state/failure.ts';
import { Banner } from '../../ui/banner.tsx';

const anyone = '';

export function PracticePanel({ ready }: { ready: boolean }) {
  const { t } = useTranslation(['home', 'common']);
  const { desk } = useServices();
  const locale = useLocale();
  const id = useId();
  const { data } = useDeskData(['practice'], (client, signal) => client.practice.callers(undefined, { signal }), []);
  const callers = data ?? [];
  const [chosen, setChosen] = useState(anyone);
  const [isCalling, setIsCalling] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const caller = callers.find((each) => each.id === chosen);
  const ring = async (): Promise<void> => {
    const pick = caller ?? callers[Math.floor(Math.random() * callers.length)];
    if (!pick) return;
    setIsCalling(true);
    try {
      await desk.practice.ring({ caller: pick.id });
      setFailure(null);
    } catch (error) {
      setFailure(failureOf(error));
    }
    setIsCalling(false);
  };
  return (
    <section className="lw-panel lw-practice" aria-labelledby={`${id}-title`}>
      <div className="lw-panel-body">
        <span className="lw-practice-icon" aria-hidden="true">
          <GraduationCap size={24} strokeWidth={1.75} />
        </span>
        <h2 id={`${id}-title`}>{t('practice.title')}</h2>
        <p>{t('practice.text')}</p>
        <label htmlFor={id}>{t('practice.caller')}</label>
        <select id={id} value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value={anyone}>{t('practice.random')}</option>
          {callers.map((each) => (
            <option key={each.id} value={each.id}>
              {each.title[locale]}
            </option>
          ))}
        </select>
        <p className="lw-practice-about">{caller?.about[locale] ?? ''}</p>
        {!ready && <p className="lw-practice-about">{t('practice.notReady')}</p>}
        {failure && <Banner kind="error" title={t(`common:failure.${failure.key}`)} detail={failure.detail} />}
        <button
          type="button"
          className="lw-button lw-button-primary lw-practice-ring"
          disabled={!ready || isCalling || callers.length === 0}
          onClick={() => void ring()}
        >
          <Play size={16} strokeWidth={2} aria-hidden="true" /> {t(isCalling ? 'practice.ringing' : 'practice.ring')}
        </button>
      </div>
    </section>
  );
}
