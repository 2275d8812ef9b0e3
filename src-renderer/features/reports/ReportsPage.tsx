import type { ReactNode } from 'react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { toMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { monthText } from '../../format/style.ts';
import { sayFailed } from '../../session/notices.ts';
import { usePageQuery } from '../../session/page-query.ts';
import { usePlace } from '../../session/place.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { usePeriod } from '../../session/use-period.ts';
import { useNode } from '../../session/workspace.ts';
import { Page, Panel } from '../../ui/Panel.tsx';
import { EmptyState, ErrorState, Waiting } from '../../ui/States.tsx';
import { addressPart, definitionOf } from './definition.ts';
import { useDeliver, type ReportFile } from './deliver.ts';
import { MadeReports } from './MadeReports.tsx';
import { ReportForm } from './ReportForm.tsx';
import { ReportPreview } from './ReportPreview.tsx';
import { SavedReports } from './SavedReports.tsx';
import './reports.css';

/** So long after the last change the pages are set anew. */
const SETTLE_MS = 300;
/** Files of earlier choices are let go after this. */
const KEEP_MS = 10_000;

/** Reports: choose what it shows, look at the very pages, save them, keep the choices for next month. */
export function ReportsPage(): ReactNode {
  const { node, error } = useNode();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined) return <Waiting what="the budget" />;
  return node === null ? <NothingToReport /> : <ReportBuilder node={node} />;
}

function NothingToReport(): ReactNode {
  const { go } = usePlace();
  return (
    <Page finding="A report speaks of a budget, and there is none yet.">
      <section className="panel">
        <EmptyState
          title="Nothing to report"
          actions={<Button onClick={() => go('budgets', undefined, 'new')}>Create a budget</Button>}
        >
          Create a budget first; its report shows spend, forecast, variances and where every figure comes
          from.
        </EmptyState>
      </section>
    </Page>
  );
}

function ReportBuilder({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const queries = useQueries();
  const { query, change } = usePageQuery(node.id);
  const { months } = usePeriod();
  const { preferences } = usePreferences();
  const definition = definitionOf(query, node.id, months);
  const deliver = useDeliver();
  const asked = {
    ...definition,
    ...(definition.preparedBy === undefined && preferences.person !== ''
      ? { preparedBy: preferences.person }
      : {}),
    dryRun: true,
  };
  const [settled] = useDebouncedValue(JSON.stringify(asked), SETTLE_MS);
  const isSettled = settled === JSON.stringify(asked);
  const rendered = useQuery({
    ...queries.reports.render.queryOptions({ input: JSON.parse(settled) as typeof asked }),
    placeholderData: keepPreviousData,
    gcTime: KEEP_MS,
    retry: false,
  });
  const file = rendered.data?.data;
  const isBehind = !isSettled || rendered.isPlaceholderData || file === undefined;
  const table = useMutation(
    queries.reports.render.mutationOptions({ onSuccess: ({ data }) => deliver(data), onError: sayFailed }),
  );
  const shown = isBehind || rendered.isError ? undefined : file;
  return (
    <Page
      finding={findingOf(node, file)}
      actions={
        <>
          <Button
            variant="default"
            disabled={table.isPending}
            onClick={() => table.mutate({ ...asked, format: 'csv' })}
          >
            CSV
          </Button>
          <Button
            variant="default"
            disabled={table.isPending}
            onClick={() => table.mutate({ ...asked, format: 'xlsx' })}
          >
            Spreadsheet
          </Button>
          <Button
            disabled={shown === undefined}
            onClick={() => {
              if (shown !== undefined) deliver(shown);
            }}
          >
            Download the PDF
          </Button>
        </>
      }
    >
      <div className="report-grid">
        <Panel title="What it shows">
          <ReportForm
            node={node}
            definition={definition}
            months={file === undefined ? undefined : { from: toMonth(file.from), to: toMonth(file.to) }}
            onChange={(part) => change(addressPart(part))}
          />
        </Panel>
        <ReportPreview rendered={rendered} isBehind={isBehind} />
      </div>
      <SavedReports definition={definition} openId={query.get('saved') ?? undefined} />
      <MadeReports budgetId={node.id} />
    </Page>
  );
}

function findingOf(node: BudgetAnswer, file: ReportFile | undefined): string {
  if (file === undefined) return `${node.name} as a report.`;
  const months =
    file.from === file.to ? monthText(file.from) : `${monthText(file.from)} to ${monthText(file.to)}`;
  return `${node.name}, ${months}, as a report.`;
}
