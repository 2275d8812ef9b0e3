import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, TextInput } from '@mantine/core';
import { isMonth } from '#shared/domain/calendar.ts';
import { useQueries } from '../../client/backend.tsx';
import { monthText } from '../../format/style.ts';
import { sayFailed } from '../../session/notices.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';

const BLANK = { month: '', from: '', to: '', rate: '' };

/** Monthly exchange rates, kept by hand: figures in other currencies are converted with them and with nothing else. */
export function Rates(): ReactNode {
  const queries = useQueries();
  const rates = useQuery(queries.rates.list.queryOptions({ input: {} }));
  const [draft, setDraft] = useState(BLANK);
  const set = useMutation(
    queries.rates.set.mutationOptions({ onSuccess: () => setDraft(BLANK), onError: sayFailed }),
  );
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
                  columns={[
                    { key: 'month', head: 'Month', text: ({ month }) => monthText(month) },
                    { key: 'from', head: 'One', text: ({ from }) => from },
                    { key: 'to', head: 'in', text: ({ to }) => to },
                    { key: 'rate', head: 'Rate', text: ({ rate }) => rate, isNumber: true },
                  ]}
                  rows={data}
                  keyOf={({ month, from, to }) => `${month} ${from} ${to}`}
                  height={180}
                />
              </div>
            )
          }
        </Answered>
        <form
          className="row end"
          onSubmit={(event) => {
            event.preventDefault();
            if (isMonth(draft.month)) set.mutate({ ...draft, month: draft.month });
          }}
        >
          <TextInput
            type="month"
            label="Month"
            required
            value={draft.month}
            onChange={(event) => setDraft({ ...draft, month: event.currentTarget.value })}
            w={140}
          />
          <TextInput
            label="One"
            placeholder="EUR"
            required
            maxLength={3}
            value={draft.from}
            onChange={(event) => setDraft({ ...draft, from: event.currentTarget.value.toUpperCase() })}
            w={70}
          />
          <TextInput
            label="In"
            placeholder="USD"
            required
            maxLength={3}
            value={draft.to}
            onChange={(event) => setDraft({ ...draft, to: event.currentTarget.value.toUpperCase() })}
            w={70}
          />
          <TextInput
            label="Rate"
            required
            inputMode="decimal"
            value={draft.rate}
            onChange={(event) => setDraft({ ...draft, rate: event.currentTarget.value })}
            w={90}
          />
          <Button type="submit" variant="default" loading={set.isPending}>
            Set
          </Button>
        </form>
      </div>
    </Panel>
  );
}
