/** Before a script runs: one key opens the entry questions; the others can be started where the case is already plain. */
import { useTranslation } from 'react-i18next';
import { Keycap } from '../../ui/keycap.tsx';
import type { ScriptGuide } from './use-script.ts';

export function ScriptStart({ guide }: { guide: ScriptGuide }) {
  const { t } = useTranslation(['script', 'common']);
  const entry = guide.scripts.find((script) => script.id === 'entry') ?? guide.scripts[0];
  const first = entry?.steps.find((step) => step.id === entry.start);
  return (
    <div className="lw-script-start">
      <h3>{t('startTitle')}</h3>
      <p>{t('startText')}</p>
      <button type="button" className="lw-button lw-script-open" onClick={() => guide.open()}>
        {t('start')} <Keycap>S</Keycap>
      </button>
      {first && <blockquote>{first.say}</blockquote>}
      <p className="lw-script-others">{t('others')}</p>
      <div className="lw-script-list">
        {guide.scripts
          .filter((script) => script.id !== entry?.id)
          .map((script) => (
            <button
              key={script.id}
              type="button"
              className="lw-button lw-button-small"
              onClick={() => guide.open(script.id)}
            >
              {script.title}
            </button>
          ))}
      </div>
    </div>
  );
}
