/** Hands the call on: a number, then straight there (blind) or ask first; Esc goes back. Stands where the keypad stands. */
import { PhoneForwarded, UserRoundSearch } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';

export function TransferPanel({ call, close }: { call: PhoneCall; close: () => void }) {
  const { t } = useTranslation('call');
  const commands = useCallCommands();
  const [number, setNumber] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const typed = number.trim();
  useEffect(() => field.current?.focus(), []);
  useKeys({ Escape: close }, { order: 20 });
  const act = (ask: boolean): void => {
    if (typed === '') return;
    void (ask ? commands.consult(call.id, typed) : commands.transfer(call.id, typed)).then((done) => {
      if (done) close();
    });
  };
  return (
    <section className="lw-transfer" aria-label={t('transfer.label')}>
      <label htmlFor={id}>{t('transfer.to')}</label>
      <input
        ref={field}
        id={id}
        className="lw-transfer-to"
        inputMode="tel"
        autoComplete="off"
        maxLength={64}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.key !== 'Enter') return;
          event.preventDefault();
          act(!event.ctrlKey);
        }}
      />
      <div className="lw-transfer-ways">
        <button type="button" className="lw-button lw-button-primary" disabled={typed === ''} onClick={() => act(true)}>
          <UserRoundSearch size={16} aria-hidden="true" />
          {t('transfer.ask')} <Keycap>↵</Keycap>
        </button>
        <button type="button" className="lw-button" disabled={typed === ''} onClick={() => act(false)}>
          <PhoneForwarded size={16} aria-hidden="true" />
          {t('transfer.blind')} <Keycap>Ctrl ↵</Keycap>
        </button>
      </div>
      <p>
        {t('transfer.hint')} <Keycap>Esc</Keycap> {t('transfer.close')}
      </p>
    </section>
  );
}
