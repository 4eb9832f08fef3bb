/** Settings of looks: theme, language, and starting with the system. Each holds at once. */
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../core/contract/admin.ts';
import type { Locale, Preferences } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { Banner } from '../../ui/banner.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Choice } from '../kit/choice.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { FieldGroup, Switch } from '../kit/field.tsx';
import { isLocked, useSavePreference } from './use-save.ts';

/** Shared with the first run. */
export function LooksFields({ settings }: { settings: Settings }) {
  const { t } = useTranslation('settings');
  const { preferences, locked } = settings;
  const { command, save } = useSavePreference();
  const isThemeLocked = isLocked(locked, 'preferences.theme');
  const isLocaleLocked = isLocked(locked, 'preferences.locale');
  return (
    <>
      {(isThemeLocked || isLocaleLocked) && <Banner kind="info" title={t('lockedLooks')} text={t('lockedText')} />}
      {/* each language in its own words: whoever cannot read the page must find theirs */}
      <FieldGroup label={t('language')}>
        <Choice<Locale>
          wide
          label={t('language')}
          value={preferences.locale}
          disabled={isLocaleLocked}
          options={[
            { value: 'zh-CN', label: '简体中文' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(locale) => void save({ locale })}
        />
      </FieldGroup>
      <FieldGroup label={t('theme')}>
        <Choice<Preferences['theme']>
          wide
          label={t('theme')}
          value={preferences.theme}
          disabled={isThemeLocked}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`themes.${value}`) }))}
          onChange={(theme) => void save({ theme })}
        />
      </FieldGroup>
      {command.failure && <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />}
    </>
  );
}

export function AppearanceSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation('settings');
  const { hello } = useServices();
  const { command, save } = useSavePreference();
  return (
    <Panel title={t('section.appearance')} className="set-wide">
      <div className="set-form">
        <LooksFields settings={settings} />
        {hello.host === 'electron' && (
          <Switch
            label={t('startAtLogin')}
            hint={t('startAtLoginHint')}
            checked={settings.preferences.startAtLogin}
            disabled={isLocked(settings.locked, 'preferences.startAtLogin')}
            onChange={(startAtLogin) => void save({ startAtLogin })}
          />
        )}
        {command.failure && <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />}
      </div>
    </Panel>
  );
}
