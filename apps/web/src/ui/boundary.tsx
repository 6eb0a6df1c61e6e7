import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, type ReactNode, Suspense } from 'react';
import { Problem } from './problem.tsx';

interface CatchProps {
  onReset: () => void;
  silent: boolean;
  className: string | undefined;
  children: ReactNode;
}

class Catch extends Component<CatchProps, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    if (this.props.silent) return null;
    const retry = () => {
      this.props.onReset();
      this.setState({ error: null });
    };
    return (
      <Problem
        error={this.state.error}
        onRetry={retry}
        {...(this.props.className && { className: this.props.className })}
      />
    );
  }
}

interface Props {
  /** A skeleton of the real shape. */
  loading: ReactNode;
  /** Where the problem stands when there is one. */
  className?: string;
  /** For what one can do without: it is left out when it fails. */
  silent?: boolean;
  children: ReactNode;
}

/** Gives a part of a page its own loading and its own error, so that one slow answer doesn't hold up the others. */
export function Boundary({ loading, className, silent = false, children }: Props) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catch onReset={reset} className={className} silent={silent}>
          <Suspense fallback={loading}>{children}</Suspense>
        </Catch>
      )}
    </QueryErrorResetBoundary>
  );
}
