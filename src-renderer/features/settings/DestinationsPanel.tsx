import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { Destination } from '#shared/contract/destinations.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { LineTools } from '../../ui/LineTools.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { DestinationForm } from './DestinationForm.tsx';

type DestinationState = Outputs['alerts']['destinations']['data'][number];

/** Where alerts are sent beside the inbox, and how that goes. Without an entry nothing leaves this machine. */
export function DestinationsPanel({
  destinations,
}: {
  readonly destinations: readonly Destination[];
}): ReactNode {
  const queries = useQueries();
  const [editedId, setEditedId] = useState<string>();
  const edited = destinations.find(({ id }) => id === editedId);
  const close = (): void => setEditedId(undefined);
  const namesBut = (one: Destination | undefined): string[] =>
    destinations.filter((other) => other !== one).map(({ id }) => id);
  const states = useQuery(queries.alerts.destinations.queryOptions({ input: {}, refetchInterval: 5000 }));
  const save = useMutation(queries.settings.set.mutationOptions({ onError: sayFailed }));
  const test = useMutation(
    queries.alerts.testDestination.mutationOptions({
      onSuccess: ({ data }) => {
        if (data.failure === null) sayDone(`${data.target} took the test message.`);
        void states.refetch();
      },
      onError: sayFailed,
    }),
  );
  return (
    <Panel
      title="Destinations of alerts"
      label="Only the message of an alert is sent; without an entry nothing leaves this machine"
      className="span-12"
    >
      <div className="stack">
        <ul className="stack tight">
          {destinations.map((destination) => (
            <DestinationLine
              key={destination.id}
              destination={destination}
              state={states.data?.data.find(({ id }) => id === destination.id)}
              isTesting={test.isPending}
              onSwitch={() =>
                save.mutate({
                  destinations: destinations.map((one) =>
                    one === destination ? { ...one, enabled: !one.enabled } : one,
                  ),
                })
              }
              onEdit={() => setEditedId(destination.id)}
              onTest={() => test.mutate({ id: destination.id })}
              onRemove={() =>
                save.mutate({ destinations: destinations.filter((one) => one !== destination) })
              }
            />
          ))}
        </ul>
        <DestinationForm
          taken={namesBut(undefined)}
          isBusy={save.isPending}
          onKeep={(made) => save.mutateAsync({ destinations: [...destinations, made] })}
        />
        {edited === undefined ? null : (
          <Dialog onClose={close} size={560} title={`Change the destination ${edited.id}`}>
            <DestinationForm
              stored={edited}
              taken={namesBut(edited)}
              isBusy={save.isPending}
              onKeep={(changed) =>
                save
                  .mutateAsync({ destinations: destinations.map((one) => (one === edited ? changed : one)) })
                  .then(close)
              }
              onClose={close}
            />
          </Dialog>
        )}
      </div>
    </Panel>
  );
}

function DestinationLine({
  destination: { id, kind, enabled, minimumSeverity },
  state,
  isTesting,
  onSwitch,
  onEdit,
  onTest,
  onRemove,
}: {
  readonly destination: Destination;
  /** How sending goes; undefined until that is read. */
  readonly state: DestinationState | undefined;
  readonly isTesting: boolean;
  /** Stops sending there, or goes on with it. */
  readonly onSwitch: () => void;
  readonly onEdit: () => void;
  readonly onTest: () => void;
  readonly onRemove: () => void;
}): ReactNode {
  return (
    <li className="stack tight">
      <span className="row spread">
        <span>
          {id}: {kind} to {state?.target ?? 'its address'}, from {minimumSeverity}
          {enabled ? '' : ', switched off'}
          {state === undefined ? '' : `; ${countText(state.sent, 'message', 'messages')} sent`}
        </span>
        <span className="row">
          <Button variant="default" onClick={onSwitch}>
            {enabled ? 'Switch off' : 'Switch on'}
          </Button>
          <Button variant="default" loading={isTesting} onClick={onTest}>
            Test
          </Button>
          <LineTools name={id} onEdit={onEdit} onRemove={onRemove} />
        </span>
      </span>
      {state === undefined || state.failure === null ? null : (
        <span role="alert" className="adverse">
          Fails: {state.failure}; {countText(state.waiting, 'message waits', 'messages wait')},{' '}
          {state.givenUp} given up.
        </span>
      )}
    </li>
  );
}
