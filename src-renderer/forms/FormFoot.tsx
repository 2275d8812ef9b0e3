import type { ReactNode } from 'react';
import { Button } from '@mantine/core';

/** Ends a form: the button that sends it, what else can be done with it, and the way out without it. */
export function FormFoot({
  submit,
  isBusy = false,
  isDisabled = false,
  onCancel,
  children,
}: {
  /** What the button that sends the form says. */
  readonly submit: string;
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  /** Undefined where nothing is left by it. */
  readonly onCancel?: (() => void) | undefined;
  /** Further buttons, between sending and leaving. */
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="row">
      <Button type="submit" loading={isBusy} disabled={isDisabled}>
        {submit}
      </Button>
      {children}
      {onCancel === undefined ? null : (
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
