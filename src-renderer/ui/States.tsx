import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { failureOf } from '../client/failure.ts';

/** Nothing is here: says why and what to do. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}): ReactNode {
  return (
    <div className="state">
      <p className="title">{title}</p>
      {children === undefined ? null : <div className="state-text">{children}</div>}
      {actions === undefined ? null : <div className="state-actions">{actions}</div>}
    </div>
  );
}

/** Something failed: the backend's own sentence and a way to try again. */
export function ErrorState({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}): ReactNode {
  return (
    <div className="state" role="alert">
      <p className="title">This could not be read</p>
      <p className="state-text">{failureOf(error).message}</p>
      {onRetry === undefined ? null : (
        <div className="state-actions">
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}

/** Why something was refused, in the backend's own sentence, beside what was asked; nothing where nothing failed. */
export function Failure({ error }: { readonly error: unknown }): ReactNode {
  if (error === null || error === undefined) return null;
  return (
    <p role="alert" className="adverse">
      {failureOf(error).message}
    </p>
  );
}

/** Waiting: a quiet word at the place of what will come, so that nothing jumps. */
export function Waiting({ what, height }: { readonly what: string; readonly height?: number }): ReactNode {
  return (
    <div
      className="state waiting"
      role="status"
      style={height === undefined ? undefined : { minHeight: height }}
    >
      Reading {what}…
    </div>
  );
}

interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly refetch: () => unknown;
}

/** Draws an answer once it is there; until then that it is waited for, and where it fails why. */
export function Answered<Data>({
  query,
  what,
  height,
  children,
}: {
  readonly query: Asked<Data>;
  readonly what: string;
  readonly height?: number;
  readonly children: (data: Data) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return height === undefined ? <Waiting what={what} /> : <Waiting what={what} height={height} />;
}
