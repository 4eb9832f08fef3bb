/** What the agent is available for, in the top bar; in a call it sets what comes after it. Arrows move, Space or Enter chooses. */
import { CircleDot, Coffee, CircleMinus, PenLine, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { breakReasons, type AgentWish, type BreakReason } from '../../../core/agent/agent-state.ts';
import { comesAfter } from '../../../core/agent/agent-transition.ts';
import type { PhoneCall, PhoneSnapshot } from '../../../core/contract/phone.ts';
import { useServices } from '../../app/services.ts';
import { useNow } from '../../state/clock.ts';
import { usePhone } from '../../state/phone.ts';
import { useSettings } from '../../state/preferences.ts';
import { formatDuration } from '../../ui/format.ts';
import './agent.css';

const kinds = ['ready', 'break', 'wrap-up', 'not-ready'] as const;
const icons: Readonly<Record<AgentWish['kind'], LucideIcon>> = {
  ready: CircleDot,
  break: Coffee,
  'wrap-up': PenLine,
  'not-ready': CircleMinus,
};

const isTaken = ({ call }: PhoneCall): boolean =>
  call.state === 'live' || call.state === 'answering' || call.state === 'dialling';

/** The reason that is in force or asked for; null where there is no break. */
function reasonOf({ agent }: PhoneSnapshot, inCall: boolean): BreakReason | null {
  if (inCall && agent.next !== null) return agent.next.kind === 'break' ? agent.next.reason : null;
  return agent.now.mode === 'break' ? agent.now.reason : null;
}

/** Time since it began, or what is left of a wrap-up; nothing while ready. */
function Timer({ phone }: { phone: PhoneSnapshot }) {
  const now = useNow();
  const { agent } = phone;
  if (agent.now.mode === 'ready') return null;
  const until = agent.now.mode === 'wrap-up' ? agent.now.until : null;
  const ms = until === null ? now - agent.now.since : Math.ceil((until - now) / 1000) * 1000;
  return <time className="lw-agent-time">{formatDuration(Math.max(0, ms))}</time>;
}

export function AgentControl() {
  const { t } = useTranslation('agent');
  const { phone: view, hello } = useServices();
  const phone = usePhone();
  const policy = useSettings()?.policy ?? hello.policy;
  const group = useRef<HTMLDivElement>(null);
  if (!phone || phone.lineKind === null || phone.line.state === 'elsewhere' || phone.line.state === 'not-started')
    return null;
  const inCall = phone.calls.some(isTaken);
  const chosen = inCall ? comesAfter(phone.agent, policy.wrapUpSeconds * 1000) : phone.agent.now.mode;
  const reason = reasonOf(phone, inCall);
  const ask = (wish: AgentWish): void => void view.send({ type: 'agent', wish }).catch(() => undefined);
  const choose = (kind: AgentWish['kind']): void =>
    ask(kind === 'break' ? { kind, reason: reason ?? 'rest' } : { kind });
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const buttons = [...(group.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (step === 0 || at < 0) return;
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div className="lw-agent" data-mode={chosen}>
      <div ref={group} className="lw-agent-modes" role="radiogroup" aria-label={t(inCall ? 'afterCallLabel' : 'label')}>
        {inCall && <span className="lw-agent-after">{t('afterCall')}</span>}
        {kinds.map((kind) => {
          const Icon = icons[kind];
          const isOn = kind === chosen;
          return (
            <button
              key={kind}
              type="button"
              role="radio"
              aria-checked={isOn}
              tabIndex={isOn ? 0 : -1}
              title={t(`mode.${kind}`)}
              onClick={() => choose(kind)}
              onKeyDown={move}
            >
              <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
              <span>{t(`short.${kind}`)}</span>
              {isOn && !inCall && <Timer phone={phone} />}
            </button>
          );
        })}
      </div>
      {phone.pbxTold === 'failed' && (
        <span className="lw-agent-untold" role="status" title={t('untoldHint')}>
          <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
          <span>{t('untold')}</span>
        </span>
      )}
      {reason !== null && (
        <select
          className="lw-agent-reason"
          aria-label={t('reasonLabel')}
          value={reason}
          onChange={(event) => {
            const wanted = breakReasons.find((each) => each === event.target.value);
            if (wanted) ask({ kind: 'break', reason: wanted });
          }}
        >
          {breakReasons.map((each) => (
            <option key={each} value={each}>
              {t(`reason.${each}`)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
