/** The frame around every page: rail 64, top bar 48, banners, content. Knows pages only by the registry. */
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../ui/shape-icon.tsx';
import type { DeskClient } from '../desk-link/desk-client.ts';
import { useDeskData } from '../state/desk-data.ts';
import { useUnmaskKey } from '../state/unmask.ts';
import { AgentControl } from '../features/agent/agent-control.tsx';
import { useMissedCount } from '../features/history/missed.ts';
import { Banner } from '../ui/banner.tsx';
import { Banners } from './banners.tsx';
import { LineLight } from './line-light.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { Palette } from './palette.tsx';
import { pages } from './pages.tsx';
import { navigate, useRoute } from './route.ts';
import { useServices } from './services.ts';
import { VoicemailLight } from './voicemail-light.tsx';

/** Open escalations, for people who decide them. */
function useOpenCount(): number {
  const { hello } = useServices();
  const decides = hello.person.role !== 'agent';
  const { data } = useDeskData(
    ['escalations'],
    async (desk, signal) => (decides ? (await desk.escalations.all({ view: 'inbox' }, { signal })).length : 0),
    [decides],
  );
  return data ?? 0;
}

function Rail() {
  const { t } = useTranslation('frame');
  const { page: current } = useRoute();
  const open = useOpenCount();
  const missed = useMissedCount(current === 'history');
  return (
    <nav className="lw-rail" aria-label={t('nav')}>
      <span className="lw-rail-mark" title={t('product')}>
        <Mark size={24} />
      </span>
      {pages.map(({ id, icon: Icon, atFoot }) => (
        <button
          key={id}
          type="button"
          className={`lw-rail-item${atFoot === true ? ' lw-rail-foot' : ''}`}
          aria-current={current === id ? 'page' : undefined}
          onClick={() => navigate(id)}
        >
          <span className="lw-rail-icon">
            <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
            {id === 'history' && missed > 0 && (
              <b className="lw-rail-badge" aria-label={t('missed', { count: missed })}>
                {missed > 99 ? '99+' : missed}
              </b>
            )}
            {id === 'inbox' && open > 0 && (
              <b className="lw-rail-badge" aria-label={t('badge', { count: open })}>
                {open > 99 ? '99+' : open}
              </b>
            )}
          </span>
          {t(`pages.${id}`)}
        </button>
      ))}
    </nav>
  );
}

function Person() {
  const { t } = useTranslation();
  const { person } = useServices().hello;
  return (
    <span className="lw-person" title={t(`role.${person.role}`)}>
      <i aria-hidden="true">{[...person.name][0] ?? ''}</i>
      <span className="lw-person-name">{person.name}</span>
      <span className="lw-person-meta">{person.role === 'agent' ? person.extension : t(`role.${person.role}`)}</span>
    </span>
  );
}

function reportPage(desk: DeskClient, page: string, error: Error): void {
  const message = (error.stack ?? error.message).slice(0, 2000);
  // a log that cannot be reached must not become the next error
  desk.admin.log({ level: 'error', source: `page ${page}`.slice(0, 32), message }).catch(() => undefined);
}

/** Content of the open page; a page that throws takes only itself down. */
function Content() {
  const { t } = useTranslation('frame');
  const { desk } = useServices();
  const { page: id, params } = useRoute();
  const page = pages.find((each) => each.id === id) ?? pages[0];
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  // after a change of page, reading and tabbing go on in the content
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [id]);
  if (!page) return null;
  const View = page.view;
  return (
    <main id="content" className="lw-content" tabIndex={-1} ref={main} aria-label={t(`pages.${page.id}`)}>
      <PageBoundary
        key={id}
        report={(error) => reportPage(desk, id, error)}
        fallback={(again, detail) => (
          <Banner
            kind="error"
            title={t('banner.pageFailed')}
            text={t('banner.pageFailedText')}
            detail={detail}
            action={
              <button type="button" className="lw-button" onClick={again}>
                {t('banner.reopen')}
              </button>
            }
          />
        )}
      >
        <Suspense fallback={null}>
          <View params={params} />
        </Suspense>
      </PageBoundary>
    </main>
  );
}

export function Frame() {
  const { t } = useTranslation('frame');
  useUnmaskKey();
  return (
    <div className="lw-frame">
      <a className="lw-skip" href="#content">
        {t('skip')}
      </a>
      <Rail />
      <header className="lw-top">
        <LineLight />
        <AgentControl />
        <VoicemailLight />
        <span className="lw-top-gap" />
        <Palette />
        <Person />
      </header>
      <Banners />
      <Content />
    </div>
  );
}
