/** The keypad: while it is open, digits are tones to the caller, not tags; Esc closes it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallCommands } from '../../state/use-calls.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys, type KeyBindings } from '../../ui/keys.ts';

const tones = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

export function Keypad({ call, close }: { call: string; close: () => void }) {
  const { t } = useTranslation('call');
  const commands = useCallCommands();
  const [sent, setSent] = useState('');
  const press = (tone: string): void => {
    commands.tones(call, tone);
    setSent((before) => (before + tone).slice(-24));
  };
  const keys: Record<string, KeyBindings[string]> = {
    Escape: close,
    KeyK: close,
    'Shift+Digit8': () => press('*'),
    'Shift+Digit3': () => press('#'),
    NumpadMultiply: () => press('*'),
  };
  for (const digit of '0123456789') keys[`Digit${digit}`] = keys[`Numpad${digit}`] = () => press(digit);
  useKeys(keys, { order: 20 });
  return (
    <section className="lw-keypad" aria-label={t('keypad.label')}>
      <output className="lw-keypad-sent" aria-label={t('keypad.sent')}>
        {sent}
        <i aria-hidden="true" />
      </output>
      <div className="lw-pad lw-keypad-keys">
        {tones.map((tone) => (
          <button key={tone} type="button" onClick={() => press(tone)} data-last={sent.endsWith(tone) || undefined}>
            {tone}
          </button>
        ))}
      </div>
      <p>
        <Keycap>Esc</Keycap> {t('keypad.close')}
      </p>
    </section>
  );
}
