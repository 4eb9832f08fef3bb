/** Contacts: where customers' names come from. A table with search; a drawer edits one or imports many. */
import { Contact as ContactIcon, FileUp, Plus, Search, Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../core/contact/contact.ts';
import type { PageProps } from '../../app/pages.tsx';
import { useServices } from '../../app/services.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { failureOf } from '../../state/failure.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.ts';
import { NumberText } from '../../ui/number-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DeskGrid, type GridColumn } from '../kit/desk-grid.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { FeedbackSlot, useFeedback } from '../kit/feedback.tsx';
import { SearchBox } from '../kit/search-box.tsx';
import { useSettled } from '../kit/settled.ts';
import '../kit/kit.css';
import { ContactDrawer } from './contact-drawer.tsx';
import './contacts.css';
import { ImportPanel } from './import-panel.tsx';
import { useMasking } from '../../state/unmask.ts';

type Row = Contact & { readonly displays: readonly string[] };
type Open = { readonly what: 'contact'; readonly contact: Row | null } | { readonly what: 'import' } | null;

export default function ContactsPage(_: PageProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const { desk, hello } = useServices();
  const isMasking = useMasking();
  const [text, setText] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const feedback = useFeedback();
  const settled = useSettled(text, 150);
  const read = useDeskData(
    ['contacts'],
    (client, signal) => client.contacts.all({ text: settled.trim() }, { signal }),
    [settled],
  );
  const rows = read.data?.rows ?? [];
  const total = read.data?.total ?? 0;
  const openId = open?.what === 'contact' ? (open.contact?.id ?? null) : null;
  const add = (): void => setOpen({ what: 'contact', contact: null });
  useKeys({ Escape: () => setOpen(null) }, { when: open !== null });
  useKeys({ KeyN: add }, { when: open === null });
  const titleOf = ({ name, company }: Contact): string => name || company;
  const decides = hello.person.role !== 'agent';
  const fieldsOf = ({ name, company, vip, numbers, source }: Contact) => ({ name, company, vip, numbers, source });

  const columns: GridColumn<Row>[] = [
    {
      id: 'name',
      title: t('column.name'),
      track: 'minmax(128px,1fr)',
      cell: (row) => (
        <span className="cont-name" title={row.name}>
          {row.vip && <Star size={14} aria-label={t('common:list.vip')} />}
          {row.name || t('common:none')}
        </span>
      ),
    },
    {
      id: 'company',
      title: t('column.company'),
      track: 'minmax(110px,1.2fr)',
      from: 480,
      cell: (row) => <span title={row.company}>{row.company || t('common:none')}</span>,
    },
    {
      id: 'numbers',
      title: t('column.numbers'),
      track: 'minmax(190px,1.2fr)',
      cell: (row) => (
        <span>
          <NumberText number={{ kind: 'mobile', display: row.displays[0] ?? row.numbers[0] ?? '' }} customer />
          {row.displays.length > 1 && (
            <span className="kit-meta"> {t('moreNumbers', { count: row.displays.length - 1 })}</span>
          )}
        </span>
      ),
    },
    {
      id: 'source',
      title: t('column.source'),
      track: '90px',
      from: 620,
      cell: (row) => <span className="kit-meta">{t(`source.${row.source}`)}</span>,
    },
  ];
  const buttons = (
    <>
      {decides && (
        <button type="button" className="lw-button" onClick={() => setOpen({ what: 'import' })}>
          <FileUp size={16} aria-hidden="true" />
          {t('import.short')}
        </button>
      )}
      <button type="button" className="lw-button lw-button-primary" onClick={add}>
        <Plus size={16} aria-hidden="true" />
        {t('addShort')}
      </button>
    </>
  );
  const empty =
    read.data === null ? (
      read.error === null && <p className="cont-wait">{t('common:loading')}</p>
    ) : text !== '' ? (
      <EmptyState
        icon={Search}
        title={t('none.search', { text })}
        action={
          <button type="button" className="lw-button" onClick={() => setText('')}>
            {t('none.all')}
          </button>
        }
      />
    ) : (
      <EmptyState
        icon={ContactIcon}
        title={t('none.title')}
        text={t('none.text')}
        action={<div className="kit-row">{buttons}</div>}
      />
    );

  return (
    <div className="cont" data-open={open !== null}>
      <h1 className="lw-sr">{t('title')}</h1>
      <Panel
        label={t('title')}
        className="cont-table"
        foot={
          <div className="kit-foot">
            <FeedbackSlot feedback={feedback} idle={isMasking ? t('masked') : decides ? t('foot') : t('footAgent')} />
            <span className="kit-meta">
              {rows.length < total ? t('amountOf', { shown: rows.length, total }) : t('amount', { count: total })}
            </span>
          </div>
        }
      >
        <div className="kit-bar">
          <SearchBox label={t('search')} value={text} onChange={setText} />
          <span className="kit-gap" />
          {buttons}
        </div>
        {read.error !== null && (
          <div className="kit-read-failure">
            <FailureBanner isRead title={t('readFailed')} failure={failureOf(read.error)} onRetry={read.reload} />
          </div>
        )}
        <DeskGrid
          label={t('title')}
          rows={rows}
          total={total}
          rowId={(row) => row.id}
          rowHeight={42}
          columns={columns}
          openId={openId}
          onOpen={(contact) => setOpen({ what: 'contact', contact })}
          empty={empty}
        />
      </Panel>
      {open?.what === 'import' && <ImportPanel onClose={() => setOpen(null)} />}
      {open?.what === 'contact' && (
        <ContactDrawer
          key={open.contact?.id ?? 'new'}
          contact={open.contact}
          onClose={() => setOpen(null)}
          onSaved={(saved, before) => {
            const words = t(before ? 'said.changed' : 'said.saved', { name: titleOf(saved) });
            if (before) feedback.say(words, () => desk.contacts.set({ id: before.id, ...fieldsOf(before) }));
            else if (decides) feedback.say(words, () => desk.contacts.remove({ id: saved.id }));
            else feedback.say(words);
            setOpen(null);
          }}
          onRemoved={(contact) => {
            feedback.say(t('said.removed', { name: titleOf(contact) }), () => desk.contacts.set(fieldsOf(contact)));
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}
