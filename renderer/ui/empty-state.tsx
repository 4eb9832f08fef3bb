/** An empty place that says what happened, what it means and, where there is one, the one thing to do. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="lw-empty">
      <Icon size={32} strokeWidth={1.5} aria-hidden="true" />
      <strong>{title}</strong>
      {text !== undefined && <span>{text}</span>}
      {action}
    </div>
  );
}
