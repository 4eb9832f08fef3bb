/** The frame of a drawer that adds or edits one thing beside its table: close, remove, cancel and save; Ctrl Enter sends, Esc leaves. */
import { Trash2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Keycap } from '../../ui/keycap.tsx';
import { Panel } from '../../ui/panel.tsx';
import { inField } from './in-field.ts';

/** Also for a drawer that can only be read. */
export function DrawerClose({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('common');
  return (
    <button type="button" className="kit-icon-button" onClick={onClose} aria-label={t('close')}>
      <X size={18} aria-hidden="true" />
    </button>
  );
}

interface DrawerFrameProps {
  readonly title: string;
  readonly formClass: string;
  readonly panelClass: string;
  readonly busy: boolean;
  /** null: there is nothing (yet) that could be removed */
  readonly remove: { readonly words: string; readonly run: () => void } | null;
  /** stands where the way to remove would stand */
  readonly footNote?: string;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function DrawerFrame(props: DrawerFrameProps) {
  const { t } = useTranslation('common');
  const { title, formClass, panelClass, busy, remove, footNote, onSave, onClose, children } = props;
  return (
    <form
      className={formClass}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={inField({ send: onSave, leave: onClose })}
    >
      <Panel
        title={title}
        meta={<DrawerClose onClose={onClose} />}
        className={panelClass}
        foot={
          <div className="kit-foot">
            {remove !== null && (
              <button type="button" className="lw-button kit-button-stop" disabled={busy} onClick={remove.run}>
                <Trash2 size={16} aria-hidden="true" />
                {remove.words}
              </button>
            )}
            {remove === null && footNote !== undefined && <span className="kit-meta">{footNote}</span>}
            <span className="kit-gap" />
            <button type="button" className="lw-button" onClick={onClose}>
              {t('cancel')}
            </button>
            <button type="submit" className="lw-button lw-button-primary" disabled={busy}>
              {t('save')}
              <Keycap>Ctrl ↵</Keycap>
            </button>
          </div>
        }
      >
        {children}
      </Panel>
    </form>
  );
}
