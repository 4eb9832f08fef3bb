/** Settings of keys: the four system-wide ones, recorded by pressing them, with a warning on clashes; bare keys; and all the others to read. */
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../core/contract/admin.ts';
import { keyActionSchema, type Preferences } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { Banner } from '../../ui/banner.tsx';
import { Keycap } from '../../ui/keycap.tsx';
import { Panel } from '../../ui/panel.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import type { Feedback } from '../kit/feedback.tsx';
import { Field, Switch } from '../kit/field.tsx';
import { acceleratorOf, capOf, clashOf } from './accelerator.ts';
import { isLocked, useSavePreference } from './use-save.ts';

export type KeysDraft = Preferences['keys'];

/** Key caps and the word of what they do (`keyDoes.<id>`). */
const others = [
  ['1–9 0', 'tag'],
  ['U', 'undo'],
  ['W', 'why'],
  ['N', 'note'],
  ['V', 'unmask'],
  ['M', 'mute'],
  ['H', 'hold'],
  ['K', 'keypad'],
  ['R', 'record'],
  ['L', 'listen'],
  ['Q', 'quality'],
  ['S', 'script'],
  ['A–E', 'branch'],
  ['X', 'exits'],
  ['← →', 'step'],
  ['Ctrl K', 'commands'],
  ['/', 'filter'],
  ['↑ ↓ Enter', 'lists'],
  ['Enter 1–5', 'decide'],
  ['Ctrl Enter', 'send'],
  ['Esc', 'close'],
] as const;

interface KeysSectionProps {
  readonly settings: Settings;
  readonly draft: KeysDraft | null;
  /** the system would not give this key */
  readonly refused: string | null;
  readonly feedback: Feedback;
  readonly onDraft: (draft: KeysDraft | null) => void;
}

export function KeysSection({ settings, draft, refused, feedback, onDraft }: KeysSectionProps) {
  const { t } = useTranslation(['settings', 'common']);
  const { hello } = useServices();
  const { preferences, locked } = settings;
  const { command, save } = useSavePreference();
  const keys = draft ?? preferences.keys;
  const keysLocked = isLocked(locked, 'preferences.keys');
  const twins = keyActionSchema.options.filter(
    (action) => keyActionSchema.options.filter((other) => keys[other] === keys[action]).length > 1,
  );
  const warning = (action: (typeof keyActionSchema.options)[number]): string | null => {
    if (twins.includes(action)) return t('keyTwice');
    const clash = clashOf(keys[action]);
    return clash === null ? null : t(`clash.${clash}`);
  };
  const isBad = twins.length > 0 || keyActionSchema.options.some((action) => clashOf(keys[action]) === 'bare');
  const store = (): void => {
    if (isBad || draft === null) return;
    void save({ keys: draft }).then((done) => {
      if (!done) return;
      onDraft(null);
      feedback.say(t('said.keys'), () => save({ keys: preferences.keys }));
    });
  };
  return (
    <Panel
      title={t('section.keys')}
      className="set-wide"
      foot={
        <div className="kit-foot">
          <span className="kit-meta">{draft ? t('unsaved') : t('keyHow')}</span>
          <span className="kit-gap" />
          <button type="button" className="lw-button" disabled={draft === null} onClick={() => onDraft(null)}>
            {t('restore')}
          </button>
          <button
            type="button"
            className="lw-button lw-button-primary"
            disabled={draft === null || isBad || command.busy || keysLocked}
            onClick={store}
          >
            {t('common:save')}
          </button>
        </div>
      }
    >
      <div className="set-form">
        {hello.host === 'web' && <Banner kind="info" title={t('keysWeb')} text={t('keysWebText')} />}
        {keysLocked && <Banner kind="info" title={t('lockedKeys')} text={t('lockedText')} />}
        {refused !== null && (
          <Banner kind="warning" title={t('keyRefused', { key: capOf(refused) })} text={t('keyRefusedText')} />
        )}
        <div className="set-keys">
          {keyActionSchema.options.map((action) => (
            <Field
              key={action}
              label={t(`keyAction.${action}`)}
              hint={
                warning(action) && (
                  <span className="set-clash">
                    <TriangleAlert size={14} aria-hidden="true" />
                    {warning(action)}
                  </span>
                )
              }
            >
              {(ids) => (
                <input
                  {...ids}
                  className="kit-input set-key"
                  readOnly
                  disabled={keysLocked}
                  value={capOf(keys[action])}
                  onKeyDown={(event) => {
                    if (event.key === 'Tab' || event.nativeEvent.isComposing) return;
                    const accelerator = acceleratorOf(event.nativeEvent);
                    if (accelerator === null) return;
                    event.preventDefault();
                    event.stopPropagation();
                    onDraft({ ...keys, [action]: accelerator });
                  }}
                />
              )}
            </Field>
          ))}
        </div>
        {command.failure && <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />}
        <Switch
          label={t('bareKeys')}
          hint={t('bareKeysHint')}
          checked={preferences.bareKeys}
          disabled={isLocked(locked, 'preferences.bareKeys')}
          onChange={(bareKeys) => void save({ bareKeys })}
        />
        <h3 className="set-h3">{t('allKeys')}</h3>
        <dl className="set-all-keys">
          {others.map(([caps, does]) => (
            <div key={does}>
              <dt>
                <Keycap>{caps}</Keycap>
              </dt>
              <dd>{t(`keyDoes.${does}`)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
