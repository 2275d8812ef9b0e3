import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, TextInput } from '@mantine/core';
import type { Inputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';

type ReportOptions = Inputs['reports']['render'];

/** Definitions that are kept, so that next month's report is one click. */
export function SavedReports({
  options,
  onUse,
}: {
  readonly options: ReportOptions;
  readonly onUse: (options: ReportOptions) => void;
}): ReactNode {
  const queries = useQueries();
  const [name, setName] = useState('');
  const saved = useQuery(queries.reports.list.queryOptions({ input: {} }));
  const save = useMutation(
    queries.reports.save.mutationOptions({
      onSuccess: ({ data }) => {
        setName('');
        sayDone(`${data.name} is kept.`);
      },
      onError: sayFailed,
    }),
  );
  const remove = useMutation(queries.reports.remove.mutationOptions({ onError: sayFailed }));
  const { format: _format, asOf: _asOf, knownAt: _knownAt, ...definition } = options;
  return (
    <Panel title="Kept definitions" label="Run again for another period">
      <div className="stack">
        <form
          className="row end"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ name, options: definition });
          }}
        >
          <TextInput
            label="Keep this definition as"
            value={name}
            required
            onChange={(event) => setName(event.currentTarget.value)}
            w={260}
          />
          <Button type="submit" variant="default" loading={save.isPending}>
            Keep
          </Button>
        </form>
        <Answered query={saved} what="the definitions">
          {({ data }) => (
            <ul className="stack tight">
              {data.map((report) => (
                <li key={report.id} className="row">
                  <span>{report.name}</span>
                  <Button
                    variant="default"
                    aria-label={`Use ${report.name}`}
                    onClick={() => onUse(report.options)}
                  >
                    Use
                  </Button>
                  <Button
                    variant="default"
                    aria-label={`Delete ${report.name}`}
                    onClick={() => remove.mutate({ id: report.id })}
                  >
                    Delete
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Answered>
      </div>
    </Panel>
  );
}
