import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { FormFoot } from '../../forms/FormFoot.tsx';
import type { ScenarioAnswer } from '../../session/baseline.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayDone } from '../../session/notices.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/States.tsx';
import { ScenarioFields } from './ScenarioFields.tsx';

/** Gives a scenario another name, and its notes; its levers stay as they are. */
export function RenameDialog({
  scenario,
  onClose,
}: {
  readonly scenario: ScenarioAnswer;
  readonly onClose: () => void;
}): ReactNode {
  const [name, setName] = useState(scenario.name);
  const [notes, setNotes] = useState(scenario.notes);
  const update = useMutation(
    useQueries().scenarios.update.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`${scenario.name} is ${data.name} now.`);
        onClose();
      },
    }),
  );
  return (
    <Dialog onClose={onClose} title={`Rename ${scenario.name}`}>
      <Form onSubmit={() => update.mutate({ id: scenario.id, name, notes })}>
        <Failure error={update.error} />
        <ScenarioFields
          name={name}
          notes={notes}
          placeholder={scenario.name}
          onName={setName}
          onNotes={setNotes}
        />
        <FormFoot submit="Rename" isBusy={update.isPending} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
