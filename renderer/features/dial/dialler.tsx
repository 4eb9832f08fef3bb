/** The dialler: type, paste or press a number, or redial; Enter calls, Esc closes. Mounted once, by the app. */
import { Phone, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import { failureOf, type Failure } from '../../state/failure.ts';
import { useServices } from '../../app/services.ts';
import { usePhone } from '../../state/phone.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import './dial.css';
import { dialStore, openDialler } from './dial-store.ts';
import { useMask } from '../../state/unmask.ts';
import { isCustomerRow } from '../history/history-columns.tsx';

const pad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const redialRows = 5;

/** The numbers dialled last, each once. */
function lastDialled(rows: readonly HistoryRow[]): HistoryRow[] {
  const seen = new Set<string>();
  return rows
    .filter(({ direction, number }) => direction === 'out' && !seen.has(number.key) && seen.add(number.key))
    .slice(0, redialRows);
}

function Redial({ choose }: { choose: (row: HistoryRow) => void }) {
  const { t } = useTranslation('dial');
  const { data } = useDeskData(['calls'], (desk, signal) => desk.calls.history({ limit: 200 }, { signal }), []);
  const mask = useMask();
  const rows = lastDialled(data?.rows ?? []);
  if (rows.length === 0) return null;
  return (
    <section className="lw-dial-last" aria-label={t('last')}>
      <h3>{t('last')}</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.number.key}>
            <button type="button" onClick={() => choose(row)}>
              <b>{mask(row.number.display, isCustomerRow(row))}</b>
              <span>{row.contact?.name ?? ''}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What can be dialled again of a number in history: as people here dial it, without the country's own code. */
function dialable({ number }: Pick<HistoryRow, 'number'>): string | null {
  if (number.kind === 'hidden') return null;
  // an extension that has a name
  return number.kind === 'malformed' && !/^[A-Za-z][A-Za-z0-9._-]*$/.test(number.display) ? null : number.display;
}

export function Dialler() {
  const { t } = useTranslation(['dial', 'common']);
  const { phone: view } = useServices();
  const phone = usePhone();
  const { isOpen, number: offered, customer } = useStore(dialStore);
  const mask = useMask();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [number, setNumber] = useState('');
  /** a customer's number that stands masked in the field; typing makes another number of it */
  const [isOffered, setIsOffered] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const id = useId();
  const typed = number.trim();
  const shown = isOffered ? mask(number, customer) : number;
  const hasLine = phone?.line.state === 'registered';

  useEffect(() => {
    if (!isOpen) {
      dialog.current?.close();
      return;
    }
    setNumber(offered);
    setIsOffered(true);
    setFailure(null);
    if (dialog.current?.open !== true) dialog.current?.showModal();
    field.current?.focus();
  }, [isOpen, offered]);
  useKeys({ KeyP: () => openDialler() }, { order: 0 });

  const close = (): void => dialStore.setState({ isOpen: false, number: '', customer: false });
  const call = async (wanted: string): Promise<void> => {
    if (wanted === '' || isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      await view.send({ type: 'dial', number: wanted });
      close();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setIsBusy(false);
    }
  };
  const write = (text: string): void => {
    setIsOffered(false);
    setNumber(text.slice(0, 64));
  };
  const press = (key: string): void => {
    // what stands there masked cannot be added to
    write((shown === number ? number : '') + key);
    field.current?.focus();
  };
  return (
    <dialog
      ref={dialog}
      className="lw-dialog lw-dial"
      aria-label={t('title')}
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      {isOpen && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void call(typed);
          }}
        >
          <header>
            <h2>{t('title')}</h2>
            <button type="button" className="lw-dial-close" aria-label={t('common:close')} onClick={close}>
              <X size={16} aria-hidden="true" />
            </button>
          </header>
          <label htmlFor={id}>{t('number')}</label>
          <input
            ref={field}
            id={id}
            inputMode="tel"
            autoComplete="off"
            maxLength={64}
            value={shown}
            aria-describedby={`${id}-hint`}
            onChange={(event) =>
              write(shown === number ? event.target.value : ((event.nativeEvent as InputEvent).data ?? ''))
            }
          />
          <div className="lw-pad lw-dial-pad" role="group" aria-label={t('pad')}>
            {pad.map((key) => (
              <button key={key} type="button" onClick={() => press(key)}>
                {key}
              </button>
            ))}
          </div>
          {failure && <FailureBanner title={t('failed')} failure={failure} onRetry={() => void call(typed)} />}
          <p id={`${id}-hint`} className="lw-dial-hint">
            {t(hasLine ? 'hint' : 'noLine')}
          </p>
          <button type="submit" className="lw-button lw-dial-call" disabled={typed === '' || isBusy || !hasLine}>
            <Phone size={16} aria-hidden="true" />
            {t('call')} <Keycap>↵</Keycap>
          </button>
          <Redial
            choose={(row) => {
              const again = dialable(row);
              if (again === null) return;
              dialStore.setState({ number: again, customer: isCustomerRow(row) });
              void call(again);
            }}
          />
        </form>
      )}
    </dialog>
  );
}
