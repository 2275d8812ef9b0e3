import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Modal } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { sayDone } from '../../session/notices.ts';
import { Failure } from '../../ui/States.tsx';
import { BudgetForm } from './BudgetForm.tsx';
import { draftOf } from './budget-draft.ts';

interface NewBudgetProps {
  readonly parent: BudgetAnswer | undefined;
  readonly all: readonly BudgetAnswer[];
  /** With the id of the new budget, where there is one. */
  readonly onClose: (createdId?: string) => void;
}

/** Creates a budget. A rule that it would break is said above the form, with the two names and the figure. */
export function BudgetDialog({ isOpen, ...props }: NewBudgetProps & { readonly isOpen: boolean }): ReactNode {
  const { parent, onClose } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={() => onClose()}
      size={720}
      title={parent === undefined ? 'New budget' : `New budget under ${parent.name}`}
    >
      <NewBudget {...props} />
    </Modal>
  );
}

function NewBudget({ parent, all, onClose }: NewBudgetProps): ReactNode {
  const [draft, setDraft] = useState(() => draftOf(undefined, parent));
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
    <div className="stack">
      <Failure error={create.error} />
      <BudgetForm
        budget={undefined}
        draft={draft}
        onDraft={setDraft}
        all={all}
        isBusy={create.isPending}
        submitLabel="Create"
        onSubmit={(fields) => create.mutate(fields)}
        onCancel={() => onClose()}
      />
    </div>
  );
}
