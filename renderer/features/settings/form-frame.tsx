/** The frame of a settings form that is saved as a whole: title, what is unsaved, restore and save; Ctrl Enter saves. Keeps no draft. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/panel.tsx';
import { inField } from '../kit/in-field.ts';

interface FormFrameProps {
  readonly title: string;
  readonly meta?: ReactNode;
  /** of the form; takes the whole width where it has no neighbour */
  readonly isWide?: boolean;
  readonly panelClass?: string;
  /** something was changed and not saved */
  readonly isChanged: boolean;
  readonly canSave: boolean;
  readonly onSave: () => void;
  readonly onRestore: () => void;
  readonly children: ReactNode;
}

export function FormFrame(props: FormFrameProps) {
  const { t } = useTranslation(['settings', 'common']);
  const { title, meta, isWide = true, panelClass, isChanged, canSave, onSave, onRestore } = props;
  return (
    <form
      className={isWide ? 'set-wide set-form-frame' : 'set-form-frame'}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      onKeyDown={inField({ send: onSave })}
    >
      <Panel
        title={title}
        {...(meta === undefined ? {} : { meta })}
        {...(panelClass === undefined ? {} : { className: panelClass })}
        foot={
          <div className="kit-foot">
            <span className="kit-meta">{t(isChanged ? 'unsaved' : 'unchanged')}</span>
            <span className="kit-gap" />
            <button type="button" className="lw-button" disabled={!isChanged} onClick={onRestore}>
              {t('restore')}
            </button>
            <button type="submit" className="lw-button lw-button-primary" disabled={!canSave}>
              {t('common:save')}
            </button>
          </div>
        }
      >
        <div className="set-form">{props.children}</div>
      </Panel>
    </form>
  );
}
