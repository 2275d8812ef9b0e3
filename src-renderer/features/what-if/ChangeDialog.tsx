import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import type { Baseline } from '../../charts/fan-series.ts';
import type { ChangeInput } from '../../charts/planned.ts';
import { ChangeForm } from '../../forms/ChangeForm.tsx';
import { useFocusBack } from '../../ui/use-focus-back.ts';

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
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={
        <span className="title">
          {change === undefined ? 'Add a planned change' : `Change ${change.name}`}
        </span>
      }
    >
      <ChangeForm
        currency={baseline.currency}
        startMonth={baseline.startMonth}
        shares={baseline.shares}
        change={change}
        onKeep={onKeep}
        onCancel={onClose}
      />
    </Modal>
  );
}
