import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import type { Outputs } from '#shared/contract/contract.ts';
import { isMonth, toMonth } from '#shared/domain/calendar.ts';
import { useQueries } from '../../client/backend.tsx';
import { monthText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Answered, Failure } from '../../ui/States.tsx';

type Rate = Outputs['rates']['list']['data'][number];

const columnsOf = (onRemove: (rate: Rate) => void): readonly Column<Rate>[] => [
  { key: 'month', head: 'Month', text: ({ month }) => monthText(month) },
  { key: 'from', head: 'One', text: ({ from }) => from },
  { key: 'to', head: 'in', text: ({ to }) => to },
  { key: 'rate', head: 'Rate', text: ({ rate }) => rate, isNumber: true },
  {
    key: 'remove',
    head: <span className="hidden">Remove</span>,
    text: () => '',
    cell: (rate) => (
      <ActionIcon size={24} aria-label={`Remove the rate ${nameOf(rate)}`} onClick={() => onRemove(rate)}>
        <X size={14} />
      </ActionIcon>
    ),
    width: '40px',
  },
];

function nameOf({ month, from, to }: Rate): string {
  return `${from} to ${to} of ${monthText(month)}`;
}

const BLANK = { month: '', from: '', to: '', rate: '' };

/** Monthly exchange rates, kept by hand: figures in other currencies are converted with them and with nothing else. */
export function Rates(): ReactNode {
  const rates = useQuery(useQueries().rates.list.queryOptions({ input: {} }));
  const [removed, setRemoved] = useState<Rate | null>(null);
  return (
    <Panel
      title="Exchange rates"
      label="Of a month: one unit of the first in units of the second"
      className="span-6"
    >
      <div className="stack">
        <Answered query={rates} what="the rates">
          {({ data }) =>
            data.length === 0 ? (
              <p className="quiet">No rate yet. Currencies are never added together without one.</p>
            ) : (
              <div className="framed">
                <DataTable
                  caption="Exchange rates"
                  columns={columnsOf(setRemoved)}
                  rows={data}
                  keyOf={({ month, from, to }) => `${month} ${from} ${to}`}
                  height={180}
                />
              </div>
            )
          }
        </Answered>
        <NewRate />
        {removed === null ? null : <RemoveDialog rate={removed} onClose={() => setRemoved(null)} />}
      </div>
    </Panel>
  );
}

/** Says beforehand which budgets count other costs without the rate; undo brings it back. */
function RemoveDialog({ rate, onClose }: { readonly rate: Rate; readonly onClose: () => void }): ReactNode {
  const queries = useQueries();
  const input = { month: toMonth(rate.month), from: rate.from, to: rate.to };
  const trial = useQuery(queries.rates.remove.queryOptions({ input: { ...input, dryRun: true } }));
  const remove = useMutation(
    queries.rates.remove.mutationOptions({
      onSuccess: () => {
        sayDone(`The rate ${nameOf(rate)} is removed; undo brings it back.`);
        onClose();
      },
    }),
  );
  return (
    <Dialog onClose={onClose} title={`Remove the rate ${nameOf(rate)}`}>
      <Form onSubmit={() => remove.mutate(input)}>
        <Answered query={trial} what="what follows">
          {({ data: { warnings } }) =>
            warnings.length === 0 ? (
              <p>No costs are converted by it.</p>
            ) : (
              warnings.map((warning) => <p key={warning}>{warning}</p>)
            )
          }
        </Answered>
        <Failure error={remove.error} />
        <FormFoot
          submit="Remove"
          isDisabled={trial.data === undefined}
          isBusy={remove.isPending}
          onCancel={onClose}
        />
      </Form>
    </Dialog>
  );
}

function NewRate(): ReactNode {
  const [draft, setDraft] = useState(BLANK);
  const set = useMutation(
    useQueries().rates.set.mutationOptions({ onSuccess: () => setDraft(BLANK), onError: sayFailed }),
  );
  const change = (part: Partial<typeof BLANK>): void => setDraft({ ...draft, ...part });
  return (
    <Form
      className="row end"
      onSubmit={() => {
        if (isMonth(draft.month))
          set.mutate({ ...draft, month: draft.month, rate: draft.rate.replace(',', '.') });
      }}
    >
      <TextInput
        type="month"
        label="Month"
        required
        value={draft.month}
        onChange={(event) => change({ month: event.currentTarget.value })}
        w={140}
      />
      <CurrencyInput label="One" placeholder="EUR" value={draft.from} onChange={(from) => change({ from })} />
      <CurrencyInput label="In" placeholder="USD" value={draft.to} onChange={(to) => change({ to })} />
      <TextInput
        label="Rate"
        required
        inputMode="decimal"
        value={draft.rate}
        onChange={(event) => change({ rate: event.currentTarget.value })}
        w={90}
      />
      <Button type="submit" variant="default" loading={set.isPending}>
        Set
      </Button>
    </Form>
  );
}

function CurrencyInput({
  onChange,
  ...field
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
}): ReactNode {
  return (
    <TextInput
      {...field}
      required
      maxLength={3}
      onChange={(event) => onChange(event.currentTarget.value.toUpperCase())}
      w={70}
    />
  );
}
