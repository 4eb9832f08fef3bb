/** The React tree of the main window: providers, the first run, the frame. Gets everything by props; makes no link itself. */
import { ConfigProvider, App as AntdApp } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import i18next from 'i18next';
import { Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { antdThemes } from '../ui/antd-theme.ts';
import { setBareKeys } from '../ui/keys.ts';
import { followTheme, resolveTheme, type ThemeName } from '../ui/theme-css.ts';
import { followChanges, useDeskData } from '../state/desk-data.ts';
import { SettingsContext } from '../state/preferences.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { CallKeys } from '../features/call/call-keys.tsx';
import { Dialler } from '../features/dial/dialler.tsx';
import { CardHost } from '../shell/card-host.tsx';
import { ViewDuties } from '../shell/view-duties.tsx';
import { readLook, rememberLook } from '../shell/look-memory.ts';
import { Frame } from './frame.tsx';
import { FirstRun } from './pages.tsx';
import { ServicesContext, useServices, type Services } from './services.ts';

/** The nonce that this very response allows for styles; antd puts it on what it injects. */
function pageNonce(): string | undefined {
  const meta = document.querySelector('meta[property="csp-nonce"]');
  const nonce = meta instanceof HTMLMetaElement ? meta.nonce || meta.getAttribute('nonce') : null;
  return nonce ?? undefined;
}

function Providers({ children }: { children: (firstRun: boolean) => ReactNode }) {
  const { desk } = useServices();
  const locale = useLocale();
  const { data: settings, loading } = useDeskData(
    ['settings'],
    (client, signal) => client.settings.get(undefined, { signal }),
    [],
  );
  const themeSetting = settings?.preferences.theme ?? readLook().theme;
  const [theme, setTheme] = useState<ThemeName>(() => resolveTheme(themeSetting, window));

  useEffect(() => {
    const stop = new AbortController();
    void followChanges(desk, stop.signal);
    return () => stop.abort();
  }, [desk]);
  useEffect(() => followTheme(document, themeSetting, setTheme), [themeSetting]);
  const wantedLocale = settings?.preferences.locale;
  useEffect(() => {
    if (!wantedLocale) return;
    if (wantedLocale !== i18next.language) void i18next.changeLanguage(wantedLocale);
    rememberLook({ locale: wantedLocale, theme: themeSetting });
  }, [wantedLocale, themeSetting]);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const bareKeys = settings?.preferences.bareKeys ?? true;
  useEffect(() => setBareKeys(bareKeys), [bareKeys]);

  const nonce = useMemo(pageNonce, []);
  return (
    <SettingsContext value={settings}>
      <ConfigProvider
        theme={antdThemes[theme]}
        locale={locale === 'en' ? enUS : zhCN}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
        {...(nonce === undefined ? {} : { csp: { nonce } })}
      >
        <AntdApp component={false}>
          {/* neither page flashes up before the other */}
          {settings === null && loading ? null : children(settings !== null && !settings.preferences.firstRunDone)}
        </AntdApp>
      </ConfigProvider>
    </SettingsContext>
  );
}

export function App({ services }: { services: Services }) {
  return (
    <ServicesContext value={services}>
      <Providers>
        {(firstRun) => (
          <>
            {firstRun && FirstRun ? (
              <Suspense fallback={null}>
                <FirstRun params={{}} />
              </Suspense>
            ) : (
              <Frame />
            )}
            {/* calls come first on every page, the first run included */}
            <CallKeys />
            <Dialler />
            <CardHost />
            <ViewDuties />
          </>
        )}
      </Providers>
    </ServicesContext>
  );
}
