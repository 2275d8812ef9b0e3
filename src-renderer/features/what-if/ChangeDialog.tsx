import type { ReactNode } from 'react';
import type { Baseline } from '../../charts/fan-series.ts';
import type { ChangeInput } from '../../charts/planned.ts';
import { ChangeForm } from '../../forms/ChangeForm.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

/** A planned change in a dialog of its own. */
export function ChangeDialog({
  baseline,
  change,
  onKeep,
  onClose,
}: {
  readonly baseline: Baseline;
  readonly change: ChangeInput | undefined;
  readonly onKeep: (change: ChangeInput) => void;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Dialog
      onClose={onClose}
      size={520}
      title={change === undefined ? 'Add a planned change' : `Change ${change.name}`}
    >
      <ChangeForm
        currency={baseline.currency}
        startMonth={baseline.startMonth}
        shares={baseline.shares}
        change={change}
        onKeep={onKeep}
        onCancel={onClose}
      />
    </Dialog>
  );
}
