/** The truth about the line in one headline: can calls arrive, why not, and the one thing to do about it. */
import { useTranslation } from 'react-i18next';
import type { LineState, PhoneSnapshot } from '../../../core/contract/phone.ts';
import { lineTone } from '../../app/line-light.tsx';
import { navigate } from '../../app/route.ts';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useSettings } from '../../state/preferences.ts';
import { useNow } from '../../state/clock.ts';
import { formatAgo } from '../../ui/format.ts';
import { Mark } from '../../ui/shape-icon.tsx';
import { KeysNote } from './keys-note.tsx';

interface Headline {
  readonly title: string;
  readonly text: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void; readonly big?: boolean };
}

function useHeadline(phone: PhoneSnapshot, lastCallAt: number | null): Headline {
  const { t } = useTranslation('home');
  const { t: agentWords } = useTranslation('agent');
  const locale = useLocale();
  const now = useNow();
  const { phone: view, hello } = useServices();
  const policy = useSettings()?.policy ?? hello.policy;
  const send = (type: 'start' | 'take-line' | 'retry') => (): void => void view.send({ type }).catch(() => undefined);
  const line: LineState = phone.line;
  switch (line.state) {
    case 'not-started':
      return {
        title: t('startTitle'),
        text: t('startText'),
        action: { label: t('start'), run: send('start'), big: true },
      };
    case 'connecting':
      return { title: t('connecting'), text: t('connectingText') };
    case 'registered': {
      const isPractice = phone.lineKind === 'practice';
      const last = lastCallAt === null ? t('noCallYet') : t('lastCall', { ago: formatAgo(lastCallAt, now, locale) });
      const where = isPractice ? t('practiceRegistered') : t('registered', { hotline: phone.hotline });
      const { mode } = phone.agent.now;
      const hasMissed = phone.agent.now.mode === 'not-ready' && phone.agent.now.why === 'missed';
      // whoever practises is rung in any case: they asked for it
      if (mode !== 'ready' && !isPractice)
        return {
          title: hasMissed ? agentWords('missedTitle', { count: phone.agent.missed }) : agentWords(`away.${mode}`),
          text: hasMissed
            ? agentWords('missedText')
            : `${where} ・ ${agentWords(policy.vipRingsWhenNotReady ? 'awayVip' : 'awayAll')}`,
          action: {
            label: agentWords('backToReady'),
            run: () => void view.send({ type: 'agent', wish: { kind: 'ready' } }).catch(() => undefined),
          },
        };
      return { title: t(isPractice ? 'readyPractice' : 'ready'), text: `${where} ・ ${last}` };
    }
    case 'retrying': {
      const seconds = Math.max(0, Math.ceil((line.nextAt - now) / 1000));
      return {
        title: t('retrying'),
        text: t('retryingText', { trouble: t(`trouble.${line.trouble}`), attempt: line.attempt, seconds }),
        detail: line.detail,
        action: { label: t('retryNow'), run: send('retry') },
      };
    }
    case 'refused':
      return {
        title: t('refused'),
        text: t(`trouble.${line.trouble}`),
        detail: line.detail,
        action: { label: t('openSettings'), run: () => navigate('settings') },
      };
    case 'elsewhere':
      return {
        title: t('elsewhere'),
        text: t('elsewhereText', { by: line.by }),
        action: { label: t('takeOver'), run: send('take-line') },
      };
    case 'no-desk':
      return { title: t('noDesk'), text: t('noDeskText') };
    default:
      return line satisfies never;
  }
}

/** Green only where hotline calls ring. */
function toneOf({ line, lineKind, agent }: PhoneSnapshot): ReturnType<typeof lineTone> {
  const tone = lineTone(line);
  return tone === 'go' && lineKind !== 'practice' && agent.now.mode !== 'ready' ? 'wait' : tone;
}

export function LineHeadline({ phone, lastCallAt }: { phone: PhoneSnapshot; lastCallAt: number | null }) {
  const { t } = useTranslation(['home', 'common']);
  const headline = useHeadline(phone, lastCallAt);
  const { action, detail } = headline;
  return (
    <section className={`lw-headline lw-headline-${toneOf(phone)}`} role="status">
      <span className="lw-headline-mark" aria-hidden="true">
        <Mark size={56} />
      </span>
      <div className="lw-headline-words">
        <h1>{headline.title}</h1>
        <p>{headline.text}</p>
        {phone.line.state === 'registered' && <KeysNote />}
        {detail !== undefined && detail !== '' && (
          <details>
            <summary>{t('common:details')}</summary>
            <code>{detail}</code>
          </details>
        )}
      </div>
      {action && (
        <button
          type="button"
          className={`lw-button lw-button-primary${action.big === true ? ' lw-start' : ''}`}
          onClick={action.run}
        >
          {action.label}
        </button>
      )}
    </section>
  );
}
