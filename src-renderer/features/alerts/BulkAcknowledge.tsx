import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { isDay } from '#shared/domain/calendar.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { PersonField } from '../../forms/PersonField.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePreferences } from '../../session/preferences.tsx';
import type { AlertAnswer } from './AlertsPage.tsx';

/** What one request takes. */
const MOST_AT_ONCE = 10_000;

/** Acknowledges the open alerts that the list shows at once, with one name and one note. */
export function BulkAcknowledge({
  alerts: shown,
  isAll,
}: {
  readonly alerts: readonly AlertAnswer[];
  /** Whether the list shows all there are. */
  readonly isAll: boolean;
}): ReactNode {
  const alerts = shown.slice(0, MOST_AT_ONCE);
  const { preferences } = usePreferences();
  const [isAsking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const [until, setUntil] = useState('');
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
        {isAll ? 'Acknowledge all' : 'Acknowledge those shown'}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`Acknowledge ${countText(alerts.length, 'alert', 'alerts')}`}
      >
        <Form
          onSubmit={() =>
            acknowledge.mutate({
              alertIds: alerts.map(({ id }) => id),
              by: preferences.person,
              ...(note === '' ? {} : { note }),
              ...(isDay(until) ? { snoozeUntil: until } : {}),
            })
          }
        >
          <PersonField />
          <Textarea
            label="Note"
            autosize
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label="Quiet until"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
          <FormFoot submit="Acknowledge" isBusy={acknowledge.isPending} onCancel={() => setAsking(false)} />
        </Form>
      </Modal>
    </>
  );
}
