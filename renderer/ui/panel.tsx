/** A white panel with an optional 44 px head: title left, meta or action right. */
import type { ReactNode } from 'react';

interface PanelProps {
  readonly title?: ReactNode;
  readonly meta?: ReactNode;
  readonly label?: string;
  readonly className?: string;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, meta, label, className, foot, children }: PanelProps) {
  return (
    <section
      className={`lw-panel ${className ?? ''}`}
      aria-label={label ?? (typeof title === 'string' ? title : undefined)}
    >
      {title !== undefined && (
        <header className="lw-panel-head">
          <h2>{title}</h2>
          {meta !== undefined && <div className="lw-panel-meta">{meta}</div>}
        </header>
      )}
      <div className="lw-panel-body">{children}</div>
      {foot !== undefined && <footer className="lw-panel-foot">{foot}</footer>}
    </section>
  );
}
