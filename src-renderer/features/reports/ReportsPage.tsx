import type { ReactNode } from 'react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { toMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Inputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { monthText } from '../../format/style.ts';
import { sayFailed } from '../../session/notices.ts';
import { usePageQuery } from '../../session/page-query.ts';
import { usePlace } from '../../session/place.ts';
import { usePreferences } from '../../session/preferences.tsx';
import { usePeriod } from '../../session/use-period.ts';
import { useKnownAt, useNode } from '../../session/workspace.ts';
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

type Asked = Inputs['reports']['render'];

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
  const { query, change } = usePageQuery(node.id);
  const { months } = usePeriod();
  const { preferences } = usePreferences();
  const known = useKnownAt();
  const definition = definitionOf(query, node.id, months);
  const asked: Asked = {
    ...definition,
    ...known,
    ...(known.knownAt === undefined ? {} : { withForecast: false }),
    ...(definition.preparedBy === undefined && preferences.person !== ''
      ? { preparedBy: preferences.person }
      : {}),
    dryRun: true,
  };
  const { rendered, isBehind } = useRendered(asked);
  const file = rendered.data?.data;
  return (
    <Page
      finding={findingOf(node, file)}
      actions={<Downloads asked={asked} pdf={isBehind || rendered.isError ? undefined : file} />}
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

/** The pages of the choices once these have settled, and whether what is shown lies behind them. */
function useRendered(asked: Asked) {
  const [settled] = useDebouncedValue(JSON.stringify(asked), SETTLE_MS);
  const isSettled = settled === JSON.stringify(asked);
  const rendered = useQuery({
    ...useQueries().reports.render.queryOptions({ input: JSON.parse(settled) as Asked }),
    placeholderData: keepPreviousData,
    gcTime: KEEP_MS,
    retry: false,
  });
  return { rendered, isBehind: !isSettled || rendered.isPlaceholderData || rendered.data === undefined };
}

function Downloads({
  asked,
  pdf,
}: {
  readonly asked: Asked;
  /** The pages as they are shown; undefined while they are not those of the choices. */
  readonly pdf: ReportFile | undefined;
}): ReactNode {
  const deliver = useDeliver();
  const table = useMutation(
    useQueries().reports.render.mutationOptions({
      onSuccess: ({ data }) => deliver(data),
      onError: sayFailed,
    }),
  );
  return (
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
        disabled={pdf === undefined}
        onClick={() => {
          if (pdf !== undefined) deliver(pdf);
        }}
      >
        Download the PDF
      </Button>
    </>
  );
}

function findingOf(node: BudgetAnswer, file: ReportFile | undefined): string {
  if (file === undefined) return `${node.name} as a report.`;
  const months =
    file.from === file.to ? monthText(file.from) : `${monthText(file.from)} to ${monthText(file.to)}`;
  return `${node.name}, ${months}, as a report.`;
}
