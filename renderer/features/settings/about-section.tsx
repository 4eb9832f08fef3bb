/** Which version this is, on what it runs, and the notices of the programs in it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../core/contract/admin.ts';
import { useServices } from '../../app/services.ts';
import { Mark } from '../../ui/shape-icon.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';

export function AboutSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation(['settings', 'common', 'frame']);
  const { desk, hello, shell } = useServices();
  const command = useCommand();
  const [notices, setNotices] = useState<string | null>(null);
  const facts: readonly (readonly [string, string])[] = [
    [t('about.version'), hello.version],
    [t('about.host'), t(`about.hosts.${hello.host}`)],
    ...(shell
      ? [[t('about.shell'), `Electron ${shell.versions.electron}, Chromium ${shell.versions.chrome}`] as const]
      : []),
    [t('about.person'), `${settings.person.name}${t('common:dot')}${t(`common:role.${settings.person.role}`)}`],
    [t('about.desk'), hello.desk],
    [t('about.profile'), settings.profile],
  ];
  return (
    <Panel title={t('section.about')} className="set-wide">
      <div className="set-form">
        <div className="set-mark">
          <Mark size={40} />
          <strong>{[...new Set([t('frame:product'), 'Linewarden'])].join(' ')}</strong>
        </div>
        <dl className="set-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <h3 className="set-h3">{t('about.notices')}</h3>
        <p className="set-about">{t('about.noticesText')}</p>
        {notices === null ? (
          <button
            type="button"
            className="lw-button"
            disabled={command.busy}
            onClick={() => void command.run(async () => setNotices((await desk.admin.notices()).text))}
          >
            {t('about.showNotices')}
          </button>
        ) : (
          <textarea
            className="kit-input set-notices"
            readOnly
            rows={16}
            aria-label={t('about.notices')}
            value={notices}
          />
        )}
        {command.failure && (
          <FailureBanner title={t('about.noNotices')} failure={command.failure} onRetry={command.retry} />
        )}
      </div>
    </Panel>
  );
}
