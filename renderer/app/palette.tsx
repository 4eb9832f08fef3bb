/** Ctrl K: go to a page, or look a number up in history. A native dialog: focus is kept inside and Esc closes it. */
import { Search } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../ui/keys.ts';
import { Keycap } from '../ui/keycap.tsx';
import { openDialler } from '../features/dial/dial-store.ts';
import { pages } from './pages.tsx';
import { navigate } from './route.ts';

interface Command {
  readonly id: string;
  readonly title: string;
  readonly run: () => void;
}

export function Palette() {
  const { t } = useTranslation('frame');
  const { t: dialWords } = useTranslation('dial');
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const open = (): void => {
    if (dialog.current?.open === true) return;
    setText('');
    setChosen(0);
    dialog.current?.showModal();
  };
  useKeys({ 'Ctrl+KeyK': open }, { order: 30 });

  const wanted = text.trim();
  const commands: Command[] = pages
    .map(({ id }) => ({ id, title: t(`pages.${id}`), run: () => navigate(id) }))
    .filter(({ title, id }) => `${title} ${id}`.toLowerCase().includes(wanted.toLowerCase()));
  if (wanted !== '' && pages.some(({ id }) => id === 'history')) {
    const find: Command = {
      id: 'find',
      title: t('palette.find', { text: wanted }),
      run: () => navigate('history', { text: wanted }),
    };
    // digits are looked for, words are commands first
    if (/^[\d+*\s-]+$/.test(wanted)) commands.unshift(find);
    else commands.push(find);
  }
  // what could be a number can also be called; the dialler shows it first
  if (/^(?=.*\d)[\d+*#\s()-]{2,}$/.test(wanted))
    commands.push({ id: 'dial', title: dialWords('callTo', { number: wanted }), run: () => openDialler(wanted) });
  else if (wanted !== '' && `${dialWords('title')} dial`.toLowerCase().includes(wanted.toLowerCase()))
    commands.push({ id: 'dial', title: dialWords('title'), run: () => openDialler() });
  if (wanted !== '' && `${t('palette.devices')} microphone 麦克风`.toLowerCase().includes(wanted.toLowerCase()))
    commands.push({
      id: 'devices',
      title: t('palette.devices'),
      run: () => navigate('settings', { section: 'devices' }),
    });
  const at = Math.min(chosen, commands.length - 1);
  const run = (command: Command | undefined): void => {
    if (!command) return;
    dialog.current?.close();
    command.run();
  };

  return (
    <>
      <button type="button" className="lw-search" onClick={open} aria-label={t('palette.label')}>
        <Search size={16} aria-hidden="true" />
        <span>{t('palette.open')}</span>
        <Keycap>Ctrl K</Keycap>
      </button>
      <dialog
        ref={dialog}
        className="lw-dialog lw-palette"
        aria-label={t('palette.label')}
        onClick={(event) => {
          if (event.target === dialog.current) dialog.current?.close();
        }}
      >
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
          aria-label={t('palette.label')}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value.slice(0, 64));
            setChosen(0);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'ArrowDown') setChosen((at + 1) % Math.max(1, commands.length));
            else if (event.key === 'ArrowUp') setChosen((at - 1 + commands.length) % Math.max(1, commands.length));
            else if (event.key === 'Enter') run(commands[at]);
            else return;
            event.preventDefault();
          }}
        />
        <ul id={listId} role="listbox" aria-label={t('palette.label')}>
          {commands.map((command, index) => (
            <li
              key={command.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              onMouseMove={() => setChosen(index)}
              onClick={() => run(command)}
            >
              {command.title}
            </li>
          ))}
          {commands.length === 0 && <li className="lw-palette-none">{t('palette.none')}</li>}
        </ul>
      </dialog>
    </>
  );
}
