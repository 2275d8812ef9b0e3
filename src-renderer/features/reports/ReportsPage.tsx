import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { addMonths, isMonth, monthOf, toDay, toMonth } from '#shared/domain/calendar.ts';
import { SECTION_NAMES } from '#shared/engine/report/model.ts';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { failureOf } from '../../client/failure.ts';
import { bytesText, monthText, plainStyle } from '../../format/style.ts';
import { sayDone } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { bytesOf, saveFile } from '../../session/save-file.ts';
import { usePeriod } from '../../session/use-period.ts';
import { useNode, useWorkspace } from '../../session/workspace.ts';
import { Page, Panel } from '../../ui/Panel.tsx';
import { EmptyState, ErrorState, Waiting } from '../../ui/States.tsx';
import { SavedReports } from './SavedReports.tsx';
import { ReportPreview } from './ReportPreview.tsx';

export type ReportOptions = Inputs['reports']['render'];
type Format = NonNullable<ReportOptions['format']>;
type ReportFile = Outputs['reports']['render']['data'];

const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Reports: choose what it shows, look at it, save it as PDF, spreadsheet or CSV, keep the definition for next month. */
export function ReportsPage(): ReactNode {
  const { node, error } = useNode();
  const workspace = useWorkspace();
  const { months } = usePeriod();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined || workspace === undefined) return <Waiting what="the budget" />;
  if (node === null) return <NothingToReport />;
  return <ReportBuilder key={`${node.id} ${months?.from} ${months?.to}`} node={node} asOf={workspace.asOf} />;
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

function ReportBuilder({ node, asOf }: { readonly node: BudgetAnswer; readonly asOf: string }): ReactNode {
  const { months } = usePeriod();
  const [options, setOptions] = useState<ReportOptions>(() => ({ ...defaultsOf(node, asOf), ...months }));
  const render = useMutation(
    useQueries().reports.render.mutationOptions({ onSuccess: ({ data }) => save(data) }),
  );
  const make = (format: Format): void => render.mutate({ ...options, format });
  return (
    <Page
      finding={`${node.name}, ${monthText(options.from ?? '')} to ${monthText(options.to ?? '')}, as a report.`}
      actions={
        <>
          <Button variant="default" disabled={render.isPending} onClick={() => make('csv')}>
            CSV
          </Button>
          <Button variant="default" disabled={render.isPending} onClick={() => make('xlsx')}>
            Spreadsheet
          </Button>
          <Button loading={render.isPending} onClick={() => make('pdf')}>
            Download the PDF
          </Button>
        </>
      }
    >
      {render.isError ? (
        <p role="alert" className="adverse">
          {failureOf(render.error).message}
        </p>
      ) : null}
      <div className="grid">
        <Panel title="What it shows" className="span-4">
          <ReportForm options={options} onChange={setOptions} />
        </Panel>
        <ReportPreview node={node} options={options} />
      </div>
      <SavedReports options={options} onUse={(saved) => setOptions({ ...saved, budgetId: saved.budgetId })} />
    </Page>
  );
}

function save(file: ReportFile): void {
  saveFile(file.name, new Blob([bytesOf(file.content)], { type: MEDIA_TYPES[file.format] }));
  const pages = file.pages === null ? '' : `, ${file.pages} pages`;
  sayDone(
    `${file.name}: ${bytesText(file.bytes)}${pages}, made in ${plainStyle().decimal(file.seconds, 1)} s.`,
  );
}

/** The budget's period up to the day the figures stand on. */
function defaultsOf(node: BudgetAnswer, asOf: string): ReportOptions {
  const from = toMonth(node.startMonth);
  const end = addMonths(from, node.months - 1);
  const now = monthOf(toDay(asOf));
  return {
    budgetId: node.id,
    from,
    to: now < from ? from : now > end ? end : now,
    by: 'service,region',
    against: 'budget',
  };
}

function ReportForm({
  options,
  onChange,
}: {
  readonly options: ReportOptions;
  readonly onChange: (options: ReportOptions) => void;
}): ReactNode {
  const sections = options.sections ?? [...SECTION_NAMES];
  const set = (part: Partial<ReportOptions>): void => onChange({ ...options, ...part });
  const month = (key: 'from' | 'to', label: string): ReactNode => (
    <TextInput
      type="month"
      label={label}
      value={options[key] ?? ''}
      onChange={(event) => {
        const value = event.currentTarget.value;
        if (isMonth(value)) set({ [key]: value });
      }}
    />
  );
  return (
    <div className="stack">
      <div className="field-grid">
        {month('from', 'From')}
        {month('to', 'To')}
        <Select
          label="Variance by"
          data={[
            { value: 'service,region', label: 'service, region' },
            { value: 'service', label: 'service' },
            { value: 'team', label: 'team' },
            { value: 'team,service', label: 'team, service' },
            { value: 'account,service', label: 'account, service' },
          ]}
          value={options.by ?? 'service,region'}
          onChange={(by) => set({ by: by ?? 'service,region' })}
          allowDeselect={false}
        />
        <Select
          label="Against"
          data={[
            { value: 'budget', label: 'budget' },
            { value: 'forecast', label: 'forecast' },
            { value: 'previous', label: 'period before' },
            { value: 'lastYear', label: 'last year' },
          ]}
          value={options.against ?? 'budget'}
          onChange={(against) => set({ against: against ?? 'budget' })}
          allowDeselect={false}
        />
        <Select
          label="Paper"
          data={[
            { value: 'A4', label: 'A4' },
            { value: 'Letter', label: 'Letter' },
          ]}
          value={options.paper ?? 'A4'}
          onChange={(paper) => set({ paper: paper === 'Letter' ? 'Letter' : 'A4' })}
          allowDeselect={false}
        />
        <TextInput
          label="Prepared by"
          value={options.preparedBy ?? ''}
          onChange={(event) => set({ preparedBy: event.currentTarget.value })}
        />
      </div>
      <Checkbox.Group
        label="Sections"
        value={[...sections]}
        onChange={(chosen) => set({ sections: SECTION_NAMES.filter((section) => chosen.includes(section)) })}
      >
        <div className="check-grid">
          {SECTION_NAMES.map((section) => (
            <Checkbox key={section} value={section} label={section} />
          ))}
        </div>
      </Checkbox.Group>
    </div>
  );
}
