import { useState, type ReactNode } from 'react';
import { Button, NumberInput, Select, TextInput, type TextInputProps } from '@mantine/core';
import type { Destination } from '#shared/contract/destinations.ts';
import { SEVERITIES } from '#shared/domain/alert.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import {
  destinationOf,
  draftOf,
  EMPTY_DESTINATION,
  freeName,
  hasPassword,
  portFields,
  problemsOf,
  type DestinationDraft,
  type DestinationProblems,
} from './destination-draft.ts';

const KINDS = [
  { value: 'webhook', label: 'Webhook' },
  { value: 'email', label: 'E-mail' },
] as const;

const ENCRYPTION = [
  { value: 'start', label: 'from the start' },
  { value: 'offer', label: 'once it is offered' },
] as const;

interface FieldsProps {
  readonly draft: DestinationDraft;
  readonly put: (part: Partial<DestinationDraft>) => void;
  readonly problems: DestinationProblems;
}

/** A place to which alerts are sent: one that is added, or a stored one that is changed. */
export function DestinationForm({
  stored,
  taken,
  isBusy,
  onKeep,
  onClose,
}: {
  /** What is changed; undefined adds one. */
  readonly stored?: Destination;
  /** The names of the other destinations. */
  readonly taken: readonly string[];
  readonly isBusy: boolean;
  readonly onKeep: (destination: Destination) => Promise<unknown>;
  /** Where the form is left without keeping anything. */
  readonly onClose?: () => void;
}): ReactNode {
  const [draft, setDraft] = useState(() => (stored === undefined ? EMPTY_DESTINATION : draftOf(stored)));
  const [isChecked, setIsChecked] = useState(false);
  const found = problemsOf(draft, stored, taken);
  // An empty form is not scolded before somebody says it is done.
  const problems = isChecked ? found : {};
  const put = (part: Partial<DestinationDraft>): void => setDraft({ ...draft, ...part });
  const keep = (): void => {
    setIsChecked(true);
    if (Object.keys(found).length > 0) return;
    onKeep(destinationOf(draft, stored, taken)).then(
      () => {
        setDraft(EMPTY_DESTINATION);
        setIsChecked(false);
      },
      () => undefined,
    );
  };
  return (
    <Form onSubmit={keep}>
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
        <TextField
          label="Name"
          placeholder={freeName(draft.kind, taken)}
          maxLength={60}
          value={draft.id}
          error={problems.id}
          onText={(id) => put({ id })}
        />
        {draft.kind === 'webhook' ? (
          <TextField
            label="Address"
            className="wide"
            type="url"
            required
            value={draft.url}
            error={problems.url}
            onText={(url) => put({ url })}
          />
        ) : (
          <MailFields {...{ draft, put, problems }} isPasswordKept={hasPassword(stored)} />
        )}
      </div>
      {stored === undefined ? (
        <div>
          <Button type="submit" variant="default" loading={isBusy}>
            Add
          </Button>
        </div>
      ) : (
        <FormFoot submit="Change" isBusy={isBusy} onCancel={onClose} />
      )}
    </Form>
  );
}

/** By which server a mail is sent, as whom, to whom. */
function MailFields({
  draft,
  put,
  problems,
  isPasswordKept,
}: FieldsProps & { readonly isPasswordKept: boolean }): ReactNode {
  return (
    <>
      <TextField label="Mail server" required value={draft.host} onText={(host) => put({ host })} />
      <NumberInput
        label="Port"
        min={1}
        max={65535}
        value={draft.port}
        onChange={(port) => put(portFields(Number(port) || 587))}
      />
      <Select
        label="Encrypted"
        data={[...ENCRYPTION]}
        value={draft.secure ? 'start' : 'offer'}
        onChange={(value) => put({ secure: value === 'start' })}
      />
      <TextField label="User" value={draft.user} onText={(user) => put({ user })} />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        placeholder={isPasswordKept ? 'stays as it is' : ''}
        value={draft.password}
        error={problems.password}
        onText={(password) => put({ password })}
      />
      <TextField
        label="From"
        type="email"
        required
        value={draft.from}
        error={problems.from}
        onText={(from) => put({ from })}
      />
      <TextField
        label="To"
        className="wide"
        required
        value={draft.to}
        error={problems.to}
        onText={(to) => put({ to })}
      />
    </>
  );
}

function TextField({
  onText,
  ...field
}: Omit<TextInputProps, 'onChange'> & { readonly onText: (text: string) => void }): ReactNode {
  return <TextInput {...field} onChange={(event) => onText(event.currentTarget.value)} />;
}
