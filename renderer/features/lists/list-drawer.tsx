/** The drawer beside the table: adds an entry, or edits, extends and removes one. Agents read it and are told why not more. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow } from '../../../core/contract/features.ts';
import type { ListDraft, ListEntry, ListKind } from '../../../core/list/list-entry.ts';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { formatLeft, formatWhen } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Choice } from '../kit/choice.tsx';
import { useCommand } from '../kit/command.ts';
import { DrawerClose, DrawerFrame } from '../kit/drawer-frame.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { Field, FieldGroup, Switch } from '../kit/field.tsx';
import { useInvalidWords } from '../kit/invalid-words.ts';
import { ListChip } from '../kit/list-chip.tsx';
import { expiryOf, firstDate, type ExpiryChoice } from './expiry.ts';
import { ImpactBox } from './impact-box.tsx';
import { MatchFields } from './match-fields.tsx';
import { readMatch, toInput, type MatchInput } from './match-text.ts';
import { isCustomerEntry } from './customer-entry.ts';
import { MaskedField, useReveal } from '../kit/masked-field.tsx';
import { useMask } from '../../state/unmask.ts';

interface ListDrawerProps {
  /** null = a new entry */
  readonly row: ListRow | null;
  /** what a new entry starts with */
  readonly number: string;
  readonly kind: ListKind;
  readonly onClose: () => void;
  readonly onSaved: (saved: ListEntry, before: ListRow | null) => void;
  readonly onRemoved: (row: ListRow) => void;
}

export function ListDrawer({ row, number, kind: firstKind, onClose, onSaved, onRemoved }: ListDrawerProps) {
  const { t } = useTranslation(['lists', 'kit', 'common']);
  const { desk, hello } = useServices();
  const locale = useLocale();
  const now = useNow();
  const reads = hello.person.role === 'agent';
  const [kind, setKind] = useState<ListKind>(row?.kind ?? firstKind);
  const [input, setInput] = useState<MatchInput>(() =>
    row ? toInput(row.match) : { type: 'exact', text: number, to: '' },
  );
  const [vip, setVip] = useState(row?.vip ?? false);
  const [reason, setReason] = useState(row?.reason ?? '');
  const [expiry, setExpiry] = useState<{ choice: ExpiryChoice; date: string }>({
    choice: row ? 'keep' : '30d',
    date: '',
  });
  const [tried, setTried] = useState(false);
  const command = useCommand();
  const mask = useMask();
  const { isHidden, reveal } = useReveal();

  const reading = readMatch(input);
  const expiresAt = expiryOf(expiry, now, row?.expiresAt ?? null);
  // whoever is turned away must have been told apart for a reason
  const needsReason = kind === 'block' && reason.trim() === '';
  const invalid = useInvalidWords('lists', command.failure);
  const isPlaced = invalid.isAt(['match', 'reason', 'expiresAt']);
  const reasonError = invalid.at('reason') ?? (tried && needsReason ? t('invalid.reason-missing') : null);
  const expiryError = invalid.at('expiresAt') ?? (tried && expiresAt === undefined ? t('invalid.expiry-past') : null);
  const draft: ListDraft | null = reading.ok
    ? {
        ...(row ? { id: row.id } : {}),
        kind,
        match: reading.match,
        vip: kind === 'allow' && vip,
        reason: reason.trim(),
        expiresAt: expiresAt ?? null,
      }
    : null;

  const save = async (): Promise<void> => {
    setTried(true);
    if (!draft || needsReason || expiresAt === undefined) return;
    let saved: ListEntry | null = null;
    const ok = await command.run(async () => {
      saved = await desk.lists.set(draft);
    });
    if (ok && saved) onSaved(saved, row);
  };
  const remove = async (): Promise<void> => {
    if (row && (await command.run(() => desk.lists.remove({ id: row.id, why: t('removeWhy') })))) onRemoved(row);
  };
  if (reads && row) {
    return (
      <Panel title={t('entry')} meta={<DrawerClose onClose={onClose} />} className="lists-drawer">
        <dl className="lists-facts">
          <dt>{t('field.kind')}</dt>
          <dd>
            <ListChip kind={row.kind} vip={row.vip} />
          </dd>
          <dt>{t('column.number')}</dt>
          <dd>
            <span className="lw-number">{mask(row.display, isCustomerEntry(row))}</span> {t(`match.${row.match.type}`)}
          </dd>
          <dt>{t('field.reason')}</dt>
          <dd>{row.reason === '' ? t('common:none') : row.reason}</dd>
          <dt>{t('column.author')}</dt>
          <dd>
            {row.author} {formatWhen(row.createdAt, now, locale)}
          </dd>
          <dt>{t('field.expiry')}</dt>
          <dd>{formatLeft(row.expiresAt, now, locale)}</dd>
          <dt>{t('column.hits')}</dt>
          <dd>{row.hits30}</dd>
        </dl>
        <p className="lists-why kit-effect">{t('readOnly')}</p>
      </Panel>
    );
  }

  return (
    <DrawerFrame
      title={row ? t('edit') : t('add')}
      formClass="lists-drawer-form"
      panelClass="lists-drawer"
      busy={command.busy}
      remove={row ? { words: t('remove'), run: () => void remove() } : null}
      footNote={t('effective')}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className="lists-form">
        <FieldGroup label={t('field.kind')} hint={t(`kindEffect.${kind}`)}>
          <Choice<ListKind>
            wide
            label={t('field.kind')}
            value={kind}
            options={(['block', 'watch', 'allow'] as const).map((value) => ({
              value,
              label: t(`common:list.${value}`),
            }))}
            onChange={setKind}
          />
        </FieldGroup>
        {row !== null && isHidden && isCustomerEntry(row) ? (
          <MaskedField label={t('matchField.exact')} display={row.display} reveal={reveal} />
        ) : (
          <MatchFields
            input={input}
            reading={reading}
            error={invalid.at('match')}
            showProblem={tried}
            autoFocus={row === null && number === ''}
            onChange={(next) => {
              command.clear();
              setInput(next);
            }}
          />
        )}
        {kind === 'allow' && (
          <Switch label={t('field.vip')} hint={t('field.vipHint')} checked={vip} onChange={setVip} />
        )}
        <FieldGroup label={t('field.expiry')}>
          <Choice<ExpiryChoice>
            wide
            label={t('field.expiry')}
            value={expiry.choice}
            options={[
              ...(row ? [{ value: 'keep' as const, label: formatLeft(row.expiresAt, now, locale) }] : []),
              { value: '24h', label: t('kit:hours24') },
              { value: '7d', label: t('kit:days', { count: 7 }) },
              { value: '30d', label: t('kit:days', { count: 30 }) },
              ...(row?.expiresAt === null ? [] : [{ value: 'none' as const, label: t('kit:noEnd') }]),
              { value: 'custom', label: t('kit:custom') },
            ]}
            onChange={(choice) => setExpiry({ ...expiry, choice })}
          />
        </FieldGroup>
        {(expiry.choice === 'custom' || expiryError !== null) && (
          <Field label={t('kit:untilDate')} error={expiryError}>
            {(ids) => (
              <input
                {...ids}
                type="date"
                className="kit-input"
                min={firstDate(now)}
                value={expiry.date}
                onChange={(event) => setExpiry({ choice: 'custom', date: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label={t('field.reason')} hint={t('field.reasonHint')} error={reasonError}>
          {(ids) => (
            <textarea
              {...ids}
              className="kit-input"
              rows={2}
              maxLength={500}
              autoFocus={row === null && number !== ''}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {command.failure && !isPlaced && (
          <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />
        )}
        {draft && <ImpactBox draft={draft} />}
      </div>
    </DrawerFrame>
  );
}
