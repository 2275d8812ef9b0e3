import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, TextInput } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import { isMonth } from '#shared/domain/calendar.ts';
import { useQueries } from '../../client/backend.tsx';
import { monthText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { sayFailed } from '../../session/notices.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';

type Rate = Outputs['rates']['list']['data'][number];

const COLUMNS: readonly Column<Rate>[] = [
  { key: 'month', head: 'Month', text: ({ month }) => monthText(month) },
  { key: 'from', head: 'One', text: ({ from }) => from },
  { key: 'to', head: 'in', text: ({ to }) => to },
  { key: 'rate', head: 'Rate', text: ({ rate }) => rate, isNumber: true },
];
const BLANK = { month: '', from: '', to: '', rate: '' };

/** Monthly exchange rates, kept by hand: figures in other currencies are converted with them and with nothing else. */
export function Rates(): ReactNode {
  const rates = useQuery(useQueries().rates.list.queryOptions({ input: {} }));
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
                  columns={COLUMNS}
                  rows={data}
                  keyOf={({ month, from, to }) => `${month} ${from} ${to}`}
                  height={180}
                />
              </div>
            )
          }
        </Answered>
        <NewRate />
      </div>
    </Panel>
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
