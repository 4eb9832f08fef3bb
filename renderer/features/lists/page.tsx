/** Lists: who is blocked, watched or let through, as a table; a drawer that pushes adds, edits, extends and removes. */
import { Clock, ListFilter, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListRow } from '../../../core/contract/features.ts';
import type { ListDraft, ListEntry, ListKind } from '../../../core/list/list-entry.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import type { PageProps } from '../../app/pages.tsx';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { failureOf } from '../../state/failure.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatLeft } from '../../ui/format.ts';
import { useKeys } from '../../ui/keys.ts';
import { NumberText } from '../../ui/number-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Choice } from '../kit/choice.tsx';
import { DeskGrid, type GridColumn } from '../kit/desk-grid.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { FeedbackSlot, useFeedback } from '../kit/feedback.tsx';
import { ListChip } from '../kit/list-chip.tsx';
import { SearchBox } from '../kit/search-box.tsx';
import { useSettled } from '../kit/settled.ts';
import '../kit/kit.css';
import { endsSoon } from './expiry.ts';
import { ListDrawer } from './list-drawer.tsx';
import './lists.css';
import { reachOf } from './match-text.ts';
import { isCustomerEntry } from './customer-entry.ts';
import { useMask, useMasking } from '../../state/unmask.ts';
import { ExportButton } from '../kit/export-button.tsx';
import { listTable } from './list-export.ts';

type Open = { readonly id: string } | { readonly number: string } | null;

function openFrom(params: PageProps['params']): Open {
  if (params['entry'] !== undefined) return { id: params['entry'] };
  if (params['number'] !== undefined) return { number: parseNumber(params['number']).display || params['number'] };
  return null;
}

function shownOf({ match }: ListRow): string {
  const { shown, shownTo } = reachOf(match);
  if (shownTo === null) return shown;
  // what both ends share is said once, so that a range is never cut short
  const isShared = shownTo.slice(0, -4) === shown.slice(0, -4);
  return `${shown} – ${isShared ? shownTo.slice(-4) : shownTo}`;
}

const toDraft = ({ id, kind, match, vip, reason, expiresAt }: ListRow): ListDraft => ({
  id,
  kind,
  match,
  vip,
  reason,
  expiresAt,
});

export default function ListsPage({ params }: PageProps) {
  const { t } = useTranslation(['lists', 'common']);
  const { desk, hello } = useServices();
  const locale = useLocale();
  const now = useNow();
  const writes = hello.person.role !== 'agent';
  const isMasking = useMasking();
  const mask = useMask();
  const shownMatch = (entry: Pick<ListRow, 'kind' | 'match'>): string =>
    mask(reachOf(entry.match).shown, entry.kind === 'allow' && entry.match.type === 'exact');
  const [kind, setKind] = useState<ListKind | 'all'>('all');
  const [text, setText] = useState('');
  const [open, setOpen] = useState<Open>(() => openFrom(params));
  const [seen, setSeen] = useState(params);
  if (seen !== params) {
    setSeen(params);
    setOpen(openFrom(params));
  }
  const feedback = useFeedback();
  const settledText = useSettled(text, 150);
  const read = useDeskData(
    ['lists', 'calls', 'contacts'],
    (client, signal) => client.lists.all({ kind: kind === 'all' ? null : kind, text: settledText.trim() }, { signal }),
    [kind, settledText],
  );
  const rows = read.data?.rows ?? [];
  const counts = read.data?.counts;
  const openId = open && 'id' in open ? open.id : null;
  // the row keeps its drawer while it is removed from the table by somebody else or by a filter
  const [kept, setKept] = useState<ListRow | null>(null);
  const openRow =
    openId === null ? null : (rows.find(({ id }) => id === openId) ?? (kept?.id === openId ? kept : null));
  useKeys({ Escape: () => setOpen(null) }, { when: open !== null });
  useKeys({ KeyN: () => setOpen({ number: '' }) }, { when: writes && open === null });

  const say = (key: 'saved' | 'changed' | 'removed', shown: string, undo: () => Promise<unknown>): void => {
    feedback.say(t(`said.${key}`, { shown }), undo);
    setOpen(null);
  };
  const onSaved = (saved: ListEntry, before: ListRow | null): void => {
    say(before ? 'changed' : 'saved', shownMatch(saved), async () => {
      if (before?.id === saved.id) return desk.lists.set(toDraft(before));
      // an entry that matches something else is another entry, in whose place the old one was removed
      await desk.lists.remove({ id: saved.id, why: t('undoWhy') });
      return before ? desk.lists.restore({ id: before.id }) : undefined;
    });
  };

  const columns: GridColumn<ListRow>[] = [
    {
      id: 'kind',
      title: t('column.list'),
      track: locale === 'en' ? '150px' : '136px',
      cell: (row) => <ListChip kind={row.kind} vip={row.vip} />,
    },
    {
      id: 'number',
      title: t('column.number'),
      track: locale === 'en' ? 'minmax(226px,1.2fr)' : 'minmax(196px,1.2fr)',
      cell: (row) => (
        <>
          <NumberText number={{ kind: 'mobile', display: shownOf(row) }} customer={isCustomerEntry(row)} />{' '}
          <span className="kit-meta">{t(`match.${row.match.type}`)}</span>
        </>
      ),
    },
    { id: 'hits', title: t('column.hits'), track: '88px', align: 'right', from: 560, cell: (row) => row.hits30 },
    {
      id: 'reason',
      title: t('column.reason'),
      track: 'minmax(90px,1fr)',
      from: 620,
      cell: (row) => {
        const words = [row.contactName ?? '', row.reason].filter((part) => part !== '').join(t('common:dot'));
        return (
          <span className="lists-reason" title={words}>
            {words === '' ? t('common:none') : words}
          </span>
        );
      },
    },
    {
      id: 'author',
      title: t('column.author'),
      track: '112px',
      from: 740,
      cell: (row) => <span title={row.author}>{row.author === 'system' ? t('system') : row.author}</span>,
    },
    {
      id: 'expiry',
      title: t('column.expiry'),
      track: '112px',
      from: 420,
      cell: (row) => (
        <span className={endsSoon(row.expiresAt, now) ? 'lists-soon' : undefined}>
          {endsSoon(row.expiresAt, now) && <Clock size={14} aria-hidden="true" />}
          {formatLeft(row.expiresAt, now, locale)}
        </span>
      ),
    },
  ];
  const addButton = writes ? (
    <button type="button" className="lw-button lw-button-primary" onClick={() => setOpen({ number: '' })}>
      <Plus size={16} aria-hidden="true" />
      {t('addShort')}
    </button>
  ) : undefined;
  const isNarrowed = text !== '' || kind !== 'all';
  const empty =
    read.data === null ? (
      read.error === null && <p className="lists-wait">{t('common:loading')}</p>
    ) : isNarrowed ? (
      <EmptyState
        icon={Search}
        title={text === '' ? t('none.kind') : t('none.search', { text })}
        action={
          <button
            type="button"
            className="lw-button"
            onClick={() => {
              setText('');
              setKind('all');
            }}
          >
            {t('none.all')}
          </button>
        }
      />
    ) : (
      <EmptyState icon={ListFilter} title={t('none.title')} text={t('none.text')} action={addButton} />
    );

  return (
    <div className="lists" data-open={open !== null}>
      <h1 className="lw-sr">{t('title')}</h1>
      <Panel
        label={t('title')}
        className="lists-table"
        foot={
          <div className="kit-foot">
            <FeedbackSlot feedback={feedback} idle={writes ? t('foot') : t('readOnly')} />
            <ExportButton
              name="lists"
              feedback={feedback}
              unable={read.error !== null ? 'unread' : read.data !== null && rows.length === 0 ? 'empty' : null}
              gather={async () => listTable(rows, { t, isMasking })}
            />
            <span className="kit-meta">{t('amount', { count: rows.length })}</span>
          </div>
        }
      >
        <div className="kit-bar">
          <Choice<ListKind | 'all'>
            label={t('column.list')}
            value={kind}
            options={[
              { value: 'all', label: t('all'), count: counts ? counts.allow + counts.block + counts.watch : undefined },
              ...(['block', 'watch', 'allow'] as const).map((value) => ({
                value,
                label: t(`common:list.${value}`),
                count: counts?.[value],
              })),
            ]}
            onChange={setKind}
          />
          <span className="kit-gap" />
          <SearchBox label={t('search')} value={text} onChange={setText} />
          {addButton}
        </div>
        {read.error !== null && (
          <div className="kit-read-failure">
            <FailureBanner isRead title={t('readFailed')} failure={failureOf(read.error)} onRetry={read.reload} />
          </div>
        )}
        <DeskGrid
          label={t('title')}
          rows={rows}
          rowId={(row) => row.id}
          rowHeight={47}
          columns={columns}
          openId={openId}
          onOpen={(row) => {
            setKept(row);
            setOpen({ id: row.id });
          }}
          empty={empty}
        />
      </Panel>
      {open !== null && (openRow !== null || 'number' in open) && (writes || openRow !== null) && (
        <ListDrawer
          key={openRow?.id ?? `new ${'number' in open ? open.number : ''}`}
          row={openRow}
          number={'number' in open ? open.number : ''}
          kind={kind === 'all' ? 'block' : kind}
          onClose={() => setOpen(null)}
          onSaved={onSaved}
          onRemoved={(row) => say('removed', shownMatch(row), () => desk.lists.restore({ id: row.id }))}
        />
      )}
    </div>
  );
}
