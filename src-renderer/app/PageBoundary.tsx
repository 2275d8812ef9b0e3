import { Component, type ReactNode } from 'react';
import { ErrorState } from '../ui/States.tsx';

interface State {
  readonly error: unknown;
}

/** Keeps the frame standing when a page fails, and offers to draw it again. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
