import { Component, type ReactNode } from 'react';
import { ErrorState } from '../ui/States.tsx';

interface State {
  readonly error: unknown;
}

interface Props {
  /** Which page of which budget: at another one a failure is forgotten. */
  readonly place: string;
  readonly children: ReactNode;
}

/** Keeps the frame standing when a page fails, and offers to draw it again. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidUpdate({ place }: Props): void {
    if (place !== this.props.place && this.state.error !== undefined) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
