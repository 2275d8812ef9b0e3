import type { ReactNode } from 'react';
import { Button } from '@mantine/core';

/** Ends a form over something stored: saves what was changed, or puts it back. */
export function UnsavedFoot({
  submit = 'Save',
  isChanged,
  isBusy,
  isRefused = false,
  onDiscard,
  children,
}: {
  /** What the button that sends the form says. */
  readonly submit?: string;
  readonly isChanged: boolean;
  readonly isBusy: boolean;
  /** Whether it cannot be saved as it stands. */
  readonly isRefused?: boolean;
  readonly onDiscard: () => void;
  /** Further buttons. */
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="row">
      <Button type="submit" variant="default" disabled={!isChanged || isRefused} loading={isBusy}>
        {submit}
      </Button>
      {isChanged ? (
        <Button variant="default" onClick={onDiscard}>
          Discard the changes
        </Button>
      ) : null}
      {children}
      {isChanged ? <span className="quiet">Not saved yet.</span> : null}
    </div>
  );
}
