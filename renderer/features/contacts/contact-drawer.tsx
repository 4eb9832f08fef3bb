/** Adds or edits one contact: name, company, VIP, numbers; or removes it with an undo. */
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../core/contact/contact.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import { useServices } from '../../app/services.ts';
import { useCommand } from '../kit/command.ts';
import { DrawerFrame } from '../kit/drawer-frame.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { Field, Switch } from '../kit/field.tsx';
import { useInvalidWords } from '../kit/invalid-words.ts';
import { MaskedField, useReveal } from '../kit/masked-field.tsx';

interface ContactDrawerProps {
  readonly contact: Contact | null;
  readonly onClose: () => void;
  readonly onSaved: (saved: Contact, before: Contact | null) => void;
  readonly onRemoved: (contact: Contact) => void;
}

/** A line keeps its id while others come and go, so that focus stays where it was. */
interface NumberLine {
  readonly id: number;
  readonly text: string;
  /** stood in the contact already */
  readonly isKnown?: boolean;
}

const mostNumbers = 20;
const isNumber = (text: string): boolean => !['malformed', 'hidden'].includes(parseNumber(text).kind);

export function ContactDrawer({ contact, onClose, onSaved, onRemoved }: ContactDrawerProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const { desk, hello } = useServices();
  const decides = hello.person.role !== 'agent';
  const [name, setName] = useState(contact?.name ?? '');
  const [company, setCompany] = useState(contact?.company ?? '');
  const [vip, setVip] = useState(contact?.vip ?? false);
  const [numbers, setNumbers] = useState<readonly NumberLine[]>(() =>
    (contact?.numbers ?? ['']).map((key, id) => ({
      id,
      text: key === '' ? '' : parseNumber(key).display || key,
      isKnown: key !== '',
    })),
  );
  const { isHidden, reveal } = useReveal();
  const [tried, setTried] = useState(false);
  const command = useCommand();
  const invalid = useInvalidWords('contacts', command.failure);
  const written = numbers.map(({ text }) => text.trim()).filter((text) => text !== '');
  const isNamed = name.trim() !== '' || company.trim() !== '';
  const isGood = isNamed && written.length > 0 && written.every(isNumber);

  const save = async (): Promise<void> => {
    setTried(true);
    if (!isGood) return;
    let saved: Contact | null = null;
    const ok = await command.run(async () => {
      saved = await desk.contacts.set({
        ...(contact ? { id: contact.id } : {}),
        name: name.trim(),
        company: company.trim(),
        vip,
        numbers: [...new Set(written.map((text) => parseNumber(text).key))],
        source: contact?.source ?? 'manual',
      });
    });
    if (ok && saved) onSaved(saved, contact);
  };
  const remove = async (): Promise<void> => {
    if (contact && (await command.run(() => desk.contacts.remove({ id: contact.id })))) onRemoved(contact);
  };
  const numberError = (text: string, index: number): string | null => {
    if (text.trim() !== '' && !isNumber(text) && tried) return t('invalid.number');
    if (index === 0 && tried && written.length === 0) return t('invalid.no-number');
    return invalid.at(`numbers.${index}`);
  };

  return (
    <DrawerFrame
      title={contact ? t('edit') : t('add')}
      formClass="cont-drawer-form"
      panelClass="cont-drawer"
      busy={command.busy}
      remove={contact && decides ? { words: t('remove'), run: () => void remove() } : null}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className="cont-form">
        <Field
          label={t('field.name')}
          error={invalid.at('name') ?? (tried && !isNamed ? t('invalid.name-missing') : null)}
        >
          {(ids) => (
            <input
              {...ids}
              className="kit-input"
              autoComplete="off"
              maxLength={128}
              autoFocus
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('field.company')} error={invalid.at('company')}>
          {(ids) => (
            <input
              {...ids}
              className="kit-input"
              autoComplete="off"
              maxLength={128}
              value={company}
              onChange={(event) => setCompany(event.target.value)}
            />
          )}
        </Field>
        {numbers.map(({ id, text, isKnown }, index) =>
          isHidden && isKnown === true ? (
            <MaskedField
              key={id}
              label={numbers.length === 1 ? t('field.number') : t('field.numberOf', { index: index + 1 })}
              display={text}
              reveal={reveal}
            />
          ) : (
            <Field
              key={id}
              label={numbers.length === 1 ? t('field.number') : t('field.numberOf', { index: index + 1 })}
              hint={isNumber(text) && parseNumber(text).display !== text.trim() ? parseNumber(text).display : null}
              error={numberError(text, index)}
            >
              {(ids) => (
                <span className="cont-number">
                  <input
                    {...ids}
                    className="kit-input"
                    inputMode="tel"
                    autoComplete="off"
                    maxLength={40}
                    value={text}
                    onChange={(event) =>
                      setNumbers(numbers.map((each) => (each.id === id ? { id, text: event.target.value } : each)))
                    }
                  />
                  {numbers.length > 1 && (
                    <button
                      type="button"
                      className="kit-icon-button"
                      aria-label={t('field.dropNumber', { index: index + 1 })}
                      onClick={() => setNumbers(numbers.filter((each) => each.id !== id))}
                    >
                      <X size={16} aria-hidden="true" />
                    </button>
                  )}
                </span>
              )}
            </Field>
          ),
        )}
        {numbers.length < mostNumbers && (
          <button
            type="button"
            className="lw-link cont-more"
            onClick={() =>
              setNumbers([...numbers, { id: Math.max(-1, ...numbers.map((each) => each.id)) + 1, text: '' }])
            }
          >
            <Plus size={16} aria-hidden="true" />
            {t('field.addNumber')}
          </button>
        )}
        <Switch
          label={t('field.vip')}
          hint={decides ? t('field.vipHint') : t('field.vipLocked')}
          checked={vip}
          disabled={!decides}
          onChange={setVip}
        />
        {command.failure && !invalid.isAt(['name', 'company', 'numbers']) && (
          <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />
        )}
      </div>
    </DrawerFrame>
  );
}
