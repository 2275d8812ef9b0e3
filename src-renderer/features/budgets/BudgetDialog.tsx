import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Modal } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { sayDone } from '../../session/notices.ts';
import { Failure } from '../../ui/States.tsx';
import { BudgetForm } from './BudgetForm.tsx';

/** Creates a budget. A rule that it would break is said above the form, with the two names and the figure. */
export function BudgetDialog({
  isOpen,
  parent,
  all,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly parent: BudgetAnswer | undefined;
  readonly all: readonly BudgetAnswer[];
  /** With the id of the new budget, where there is one. */
  readonly onClose: (createdId?: string) => void;
}): ReactNode {
  const create = useMutation(
    useQueries().budgets.create.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`${data.name} created.`);
        for (const warning of data.warnings ?? []) sayDone(warning);
        onClose(data.id);
      },
    }),
  );
  return (
    <Modal
      opened={isOpen}
      onClose={() => onClose()}
      size={720}
      title={parent === undefined ? 'New budget' : `New budget under ${parent.name}`}
    >
      <div className="stack">
        <Failure error={create.error} />
        <BudgetForm
          budget={undefined}
          parent={parent}
          all={all}
          isBusy={create.isPending}
          submitLabel="Create"
          onSubmit={(fields) => create.mutate(fields)}
          onCancel={() => onClose()}
        />
      </div>
    </Modal>
  );
}
