/** The note of this call: N goes there, Ctrl Enter saves, leaving the field saves too. A failed save keeps the text. */
import { PenLine } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';
import { notes, setDraft } from './note-drafts.ts';
import { useStore } from 'zustand';

const maxLength = 4000;

export function NoteField({ call }: { call: PhoneCall }) {
  const { t } = useTranslation('call');
  const commands = useCallCommands();
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useStore(notes, (state) => state.get(call.id));
  const [saving, setSaving] = useState(false);
  useKeys({ KeyN: () => field.current?.focus() }, { order: 10 });
  const text = draft?.text ?? '';
  const isDirty = draft !== undefined && draft.text !== draft.saved;
  const save = async (): Promise<void> => {
    if (!isDirty || saving) return;
    setSaving(true);
    if (await commands.note(call, text)) setDraft(call.id, { text, saved: text });
    setSaving(false);
  };
  return (
    <div className="lw-note">
      <label>
        <PenLine size={16} aria-hidden="true" />
        <span className="lw-sr">{t('note.label')}</span>
        <textarea
          ref={field}
          rows={1}
          value={text}
          maxLength={maxLength}
          placeholder={t('note.placeholder')}
          onChange={(event) => setDraft(call.id, { text: event.target.value, saved: draft?.saved ?? '' })}
          onBlur={() => void save()}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape' || (event.key === 'Enter' && event.ctrlKey)) {
              event.preventDefault();
              event.currentTarget.blur();
            }
          }}
        />
        <Keycap>N</Keycap>
      </label>
      <small>{isDirty ? t('note.hint') : draft && text !== '' ? t('note.saved') : ''}</small>
    </div>
  );
}
