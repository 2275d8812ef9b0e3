import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePreferences } from '../../session/preferences.tsx';
import type { AlertAnswer } from './AlertsPage.tsx';

/** Acknowledges all open alerts of the list at once, with one name and one note. */
export function BulkAcknowledge({ alerts }: { readonly alerts: readonly AlertAnswer[] }): ReactNode {
  const { preferences, change } = usePreferences();
  const [isAsking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const acknowledge = useMutation(
    useQueries().alerts.acknowledgeMany.mutationOptions({
      onSuccess: ({ data }) => {
        setAsking(false);
        sayDone(`${countText(data.length, 'alert', 'alerts')} acknowledged.`);
      },
      onError: sayFailed,
    }),
  );
  return (
    <>
      <Button variant="default" disabled={alerts.length === 0} onClick={() => setAsking(true)}>
        Acknowledge all
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`Acknowledge ${countText(alerts.length, 'alert', 'alerts')}`}
      >
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            acknowledge.mutate({
              alertIds: alerts.map(({ id }) => id),
              by: preferences.person,
              ...(note === '' ? {} : { note }),
            });
          }}
        >
          <TextInput
            label="Your name"
            required
            value={preferences.person}
            onChange={(event) => change({ person: event.currentTarget.value })}
          />
          <Textarea
            label="Note"
            autosize
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <FormFoot submit="Acknowledge" isBusy={acknowledge.isPending} onCancel={() => setAsking(false)} />
        </form>
      </Modal>
    </>
  );
}
