import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import type { Destination } from '#shared/contract/destinations.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { SEVERITIES, type Severity } from '#shared/domain/alert.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Panel } from '../../ui/Panel.tsx';

type DestinationState = Outputs['alerts']['destinations']['data'][number];

const KINDS = [
  { value: 'webhook', label: 'Webhook' },
  { value: 'email', label: 'E-mail' },
] as const;

interface Draft {
  readonly kind: Destination['kind'];
  readonly minimumSeverity: Severity;
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly from: string;
  readonly to: string;
}

const EMPTY: Draft = {
  kind: 'webhook',
  minimumSeverity: 'warning',
  url: '',
  host: '',
  port: 587,
  user: '',
  password: '',
  from: '',
  to: '',
};

/** Where alerts are sent beside the inbox, and how that goes. Without an entry nothing leaves this machine. */
export function DestinationsPanel({
  destinations,
}: {
  readonly destinations: readonly Destination[];
}): ReactNode {
  const queries = useQueries();
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
              onTest={() => test.mutate({ id: destination.id })}
              onRemove={() =>
                save.mutate({ destinations: destinations.filter((one) => one !== destination) })
              }
            />
          ))}
        </ul>
        <AddDestination
          isBusy={save.isPending}
          onAdd={(made) => save.mutateAsync({ destinations: [...destinations, made] })}
          taken={destinations.map(({ id }) => id)}
        />
      </div>
    </Panel>
  );
}

function DestinationLine({
  destination: { id, kind, enabled, minimumSeverity },
  state,
  isTesting,
  onSwitch,
  onTest,
  onRemove,
}: {
  readonly destination: Destination;
  /** How sending goes; undefined until that is read. */
  readonly state: DestinationState | undefined;
  readonly isTesting: boolean;
  /** Stops sending there, or goes on with it. */
  readonly onSwitch: () => void;
  readonly onTest: () => void;
  readonly onRemove: () => void;
}): ReactNode {
  return (
    <li className="stack tight">
      <span className="row spread">
        <span>
          {kind} {state?.target ?? id}, from {minimumSeverity}
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
          <ActionIcon aria-label={`Remove ${state?.target ?? id}`} onClick={onRemove}>
            <X size={14} />
          </ActionIcon>
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

function AddDestination({
  taken,
  isBusy,
  onAdd,
}: {
  readonly taken: readonly string[];
  readonly isBusy: boolean;
  readonly onAdd: (destination: Destination) => Promise<unknown>;
}): ReactNode {
  const [draft, setDraft] = useState(EMPTY);
  const put = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  return (
    <Form
      onSubmit={() => {
        void onAdd(destinationOf(draft, taken)).then(
          () => setDraft(EMPTY),
          () => undefined,
        );
      }}
    >
      <div className="field-grid">
        <Select
          label="Kind"
          data={[...KINDS]}
          value={draft.kind}
          onChange={(kind) => put({ kind: kind ?? 'webhook' })}
        />
        <Select
          label="From severity"
          data={[...SEVERITIES]}
          value={draft.minimumSeverity}
          onChange={(severity) => put({ minimumSeverity: severity ?? 'warning' })}
        />
        {draft.kind === 'webhook' ? (
          <TextField
            label="Address"
            type="url"
            isRequired
            value={draft.url}
            onChange={(url) => put({ url })}
          />
        ) : (
          <MailFields draft={draft} put={put} />
        )}
      </div>
      <div>
        <Button type="submit" variant="default" loading={isBusy}>
          Add
        </Button>
      </div>
    </Form>
  );
}

/** By which server a mail is sent, as whom, to whom. */
function MailFields({
  draft,
  put,
}: {
  readonly draft: Draft;
  readonly put: (part: Partial<Draft>) => void;
}): ReactNode {
  return (
    <>
      <TextField label="Mail server" isRequired value={draft.host} onChange={(host) => put({ host })} />
      <NumberInput
        label="Port"
        min={1}
        max={65535}
        value={draft.port}
        onChange={(port) => put({ port: Number(port) || 587 })}
      />
      <TextField label="User" value={draft.user} onChange={(user) => put({ user })} />
      <TextField
        label="Password"
        type="password"
        value={draft.password}
        onChange={(password) => put({ password })}
      />
      <TextField label="From" type="email" isRequired value={draft.from} onChange={(from) => put({ from })} />
      <TextField label="To" isRequired value={draft.to} onChange={(to) => put({ to })} />
    </>
  );
}

function TextField({
  label,
  value,
  onChange,
  type = 'text',
  isRequired = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: string;
  readonly isRequired?: boolean;
}): ReactNode {
  return (
    <TextInput
      label={label}
      type={type}
      required={isRequired}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A draft as the settings keep it, under the first free number. */
function destinationOf(draft: Draft, taken: readonly string[]): Destination {
  const { kind, minimumSeverity, url, host, port, user, password, from, to } = draft;
  let number = taken.length + 1;
  while (taken.includes(`${kind}-${number}`)) number += 1;
  const fields = { id: `${kind}-${number}`, enabled: true, minimumSeverity };
  if (kind === 'webhook') return { kind, ...fields, url };
  return {
    kind,
    ...fields,
    ...{ host, port, from, secure: port === 465 },
    ...(user === '' ? {} : { user, password }),
    to: to
      .split(/[,;\s]+/)
      .map((address) => address.trim())
      .filter((address) => address !== ''),
  };
}
