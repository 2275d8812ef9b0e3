import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import type { ScenarioAnswer } from '../../session/baseline.ts';
import { useQueries } from '../../client/backend.tsx';
import { failureOf } from '../../client/failure.ts';
import { sayDone } from '../../session/notices.ts';

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
    <Modal
      opened
      onClose={onClose}
      title={<span className="title">Rename {scenario.name}</span>}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate({ id: scenario.id, name, notes });
        }}
      >
        {update.isError ? (
          <p role="alert" className="adverse">
            {failureOf(update.error).message}
          </p>
        ) : null}
        <TextInput
          label="Name"
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label="Notes, printed in the report"
          autosize
          minRows={2}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <div className="row">
          <Button type="submit" loading={update.isPending}>
            Rename
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Modal>
  );
}
