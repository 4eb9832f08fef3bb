/** Opens and closes the floating card; there only where the browser can float a window. */
import { PictureInPicture2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { useLocale } from '../i18n/use-locale.ts';
import { useSettings } from '../state/preferences.ts';
import { useCallCommands } from '../state/use-calls.ts';
import { runCardAction } from './card-actions.ts';
import { canFloat, floatWindow, openFloat } from './float-window.ts';

export function FloatButton() {
  const { t } = useTranslation(['home', 'frame']);
  const { phoneNow: phone, shell } = useServices();
  const locale = useLocale();
  const commands = useCallCommands();
  const settings = useSettings();
  const open = useStore(floatWindow, (state) => state.window);
  if (shell || !canFloat()) return null;
  const toggle = (): void => {
    if (open) {
      open.close();
      return;
    }
    void openFloat({
      phone,
      store: commands.store,
      locale,
      theme: settings?.preferences.theme ?? 'system',
      title: t('frame:product'),
      idleWords: t('floatIdle'),
      onAction: (action) => runCardAction(action, commands, phone, locale),
    }).catch(() => undefined);
  };
  return (
    <button
      type="button"
      className="lw-button lw-button-small"
      title={t('floatHint')}
      aria-pressed={open !== null}
      onClick={toggle}
    >
      <PictureInPicture2 size={16} aria-hidden="true" /> {t(open ? 'floatClose' : 'float')}
    </button>
  );
}
