/** The slot for what is wrong with this desk, between the top bar and the page: most severe first, at most two. */
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAgentNotice } from '../features/agent/agent-notice.tsx';
import { usePhone } from '../state/phone.ts';
import { Banner } from '../ui/banner.tsx';
import { useDeskWarning } from './desk-warnings.tsx';
import { useRoute } from './route.ts';
import { useServices } from './services.ts';

/** Tells the stylesheet its height: what lies over the page (the card) must lie under the banners. */
function Slot({ children }: { children: ReactNode }) {
  const slot = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = slot.current;
    if (!element) return undefined;
    const root = document.documentElement.style;
    const measure = (): void => root.setProperty('--banners', `${element.offsetHeight}px`);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => {
      observer.disconnect();
      root.removeProperty('--banners');
    };
  }, []);
  return (
    <div className="lw-banners" ref={slot}>
      {children}
    </div>
  );
}

export function Banners() {
  const { t } = useTranslation('frame');
  const { deskUp, phone: view } = useServices();
  const { page } = useRoute();
  const phone = usePhone();
  const warning = useDeskWarning();
  const agentNotice = useAgentNotice();
  const banners = [];
  if (!deskUp) {
    const unsent = phone?.unsent ?? 0;
    banners.push(
      <Banner
        key="desk"
        kind="error"
        title={t('banner.noDesk')}
        text={
          unsent > 0 ? `${t('banner.noDeskText')} ${t('banner.unsent', { count: unsent })}` : t('banner.noDeskText')
        }
      />,
    );
  }
  if (phone?.microphone === 'denied' || phone?.microphone === 'none') {
    const id = phone.microphone === 'denied' ? 'microphoneDenied' : 'noMicrophone';
    banners.push(<Banner key="microphone" kind="error" title={t(`banner.${id}`)} text={t(`banner.${id}Text`)} />);
  }
  // without any microphone that is what is said
  const away = phone?.missingDevices ?? [];
  if (away.length > 0 && phone?.microphone !== 'none' && phone?.microphone !== 'denied') {
    const devices = away.map(({ role, name }) => {
      const words = t(`banner.deviceRole.${role}`);
      return name === '' ? words : t('banner.deviceNamed', { role: words, name });
    });
    banners.push(
      <Banner
        key="devices"
        kind="warning"
        title={t('banner.devicesAway', { devices: devices.join(t('banner.between')) })}
        text={t('banner.devicesAwayText')}
      />,
    );
  }
  if (phone?.notice) {
    const { calls } = phone.notice;
    banners.push(
      <Banner
        key="came-back"
        kind="warning"
        title={t('banner.cameBack', { count: calls.length })}
        text={t('banner.cameBackText', { calls: calls.join(' ・ ') })}
        action={
          <button
            type="button"
            className="lw-button"
            onClick={() => void view.send({ type: 'dismiss-notice' }).catch(() => undefined)}
          >
            {t('banner.understood')}
          </button>
        }
      />,
    );
  }
  // between calls the workspace's own headline says it
  if (agentNotice && (page !== 'home' || phone?.calls.length !== 0)) banners.push(agentNotice);
  if (warning) banners.push(warning);
  return banners.length > 0 ? <Slot>{banners.slice(0, 2)}</Slot> : null;
}
