/** Catches a page that throws while rendering, so that the frame, the card and the call stay; offers to open it again. */
import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  readonly report: (error: Error) => void;
  readonly fallback: (again: () => void, detail: string) => ReactNode;
}

export class PageBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error): void {
    this.props.report(error);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return this.props.fallback(() => this.setState({ error: null }), error.message);
  }
}
