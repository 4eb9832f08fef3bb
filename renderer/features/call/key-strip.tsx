/** The strip at the foot: the number row of the keyboard as tags, then escalate and the two ways to end. */
import { Ban, Check, PhoneOff, Siren } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { tags } from '../../../core/tag/tag.ts';
import { useCallCommands, useWorkspace } from '../../state/use-calls.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useLayout } from '../../ui/use-layout.ts';
import type { CallActions } from './use-call-actions.ts';

interface KeyStripProps {
  readonly call: PhoneCall;
  readonly actions: CallActions;
  readonly keypad: boolean;
  /** the incoming card beside it has the ends */
  readonly tagsOnly: boolean;
}

function Tags({ call, keypad }: { call: PhoneCall; keypad: boolean }) {
  const { t } = useTranslation(['call', 'common']);
  const commands = useCallCommands();
  const tagged = useWorkspace((workspace) => workspace.tagged.get(call.id));
  return (
    <div className="lw-strip-tags" role="group" aria-label={t('tags')}>
      {tags.map((tag, index) => {
        const isOn = tagged?.some((each) => each.tag === tag) === true;
        return (
          <button
            key={tag}
            type="button"
            className={`lw-strip-tag lw-strip-tag-${tag}`}
            aria-pressed={isOn}
            disabled={keypad}
            onClick={() => void commands.tag(call, tag)}
          >
            <span className="lw-strip-key">
              <Keycap>{String((index + 1) % 10)}</Keycap>
              {isOn && <Check size={16} strokeWidth={2.5} aria-hidden="true" />}
            </span>
            <span className="lw-strip-name">{t(`common:tag.${tag}`)}</span>
          </button>
        );
      })}
      {keypad && (
        <p className="lw-strip-off" role="status">
          {t('tagOff')}
        </p>
      )}
    </div>
  );
}

export function KeyStrip({ call, actions, keypad, tagsOnly }: KeyStripProps) {
  const { t } = useTranslation('call');
  const isNarrow = useLayout() === 'narrow';
  const isEscalated = useWorkspace((workspace) => workspace.escalated.has(call.id));
  const { state } = call.call;
  const isOver = state === 'ended';
  return (
    <footer className="lw-strip" data-keypad={keypad || undefined}>
      <Tags call={call} keypad={keypad} />
      {!tagsOnly && (
        <div className="lw-strip-ends">
          <button type="button" className="lw-end" onClick={actions.escalate} disabled={isEscalated}>
            <Siren size={20} strokeWidth={2} aria-hidden="true" />
            <span>{t(isEscalated ? 'escalated' : isNarrow ? 'helpShort' : isOver ? 'escalate' : 'help')}</span>
            <Keycap>⇧F8</Keycap>
          </button>
          {!isOver && call.direction === 'in' && (
            <button type="button" className="lw-end lw-end-nuisance" onClick={actions.nuisance}>
              <Ban size={20} strokeWidth={2} aria-hidden="true" />
              <span>{t(isNarrow ? 'endNuisanceShort' : 'endNuisance')}</span>
              <Keycap>⇧F9</Keycap>
            </button>
          )}
          {isOver ? (
            <button type="button" className="lw-end" onClick={actions.leave}>
              <Check size={20} strokeWidth={2} aria-hidden="true" />
              <span>{t('leave')}</span>
              <Keycap>Esc</Keycap>
            </button>
          ) : (
            <button type="button" className="lw-end lw-end-stop" onClick={actions.end}>
              <PhoneOff size={20} strokeWidth={2} aria-hidden="true" />
              <span>{t(state === 'dialling' ? 'cancelCall' : 'hangUp')}</span>
              <Keycap>F9</Keycap>
            </button>
          )}
        </div>
      )}
    </footer>
  );
}
