import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import type { Section } from '#shared/workflow/run-workflow.ts';
import { STEPS, type StepName } from '#shared/workflow/steps.ts';
import { countText, plainStyle } from '../../../format/style.ts';
import { bytesOf, saveFile } from '../../../session/save-file.ts';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import type { MadeReport, WorkflowRun } from './use-workflow-run.ts';

interface Line {
  readonly name: StepName;
  readonly title: string;
  readonly section: Section;
}

const COLUMNS: readonly Column<Line>[] = [
  { key: 'step', head: 'Step', text: ({ title }) => title },
  {
    key: 'outcome',
    head: 'What came of it',
    text: outcomeText,
    cell: (line) => (
      <span className={line.section.ok ? 'two-lines' : 'two-lines adverse'} title={outcomeText(line)}>
        {outcomeText(line)}
      </span>
    ),
    isFill: true,
  },
  {
    key: 'seconds',
    head: 'Seconds',
    text: ({ section }) => plainStyle().decimal(section.seconds, 1),
    isNumber: true,
  },
];

/** What a run did, step by step, and the reports that it made. */
export function WorkflowReport({
  run: { draft, result, reports },
  onAgain,
  onClose,
}: {
  readonly run: Extract<WorkflowRun, { readonly step: 'done' }>;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const lines = STEPS.flatMap(({ name, title }): Line[] => {
    const section = result.sections[name];
    return section === undefined ? [] : [{ name, title, section }];
  });
  const saveSummary = (): void =>
    saveFile(
      'summary.json',
      new Blob([`${JSON.stringify(result, null, 2)}\n`], { type: 'application/json' }),
    );
  return (
    <div className="stack">
      <p className="title">
        {draft.file}: {doneText(lines)}
      </p>
      <DataTable caption="Steps of the workflow" columns={COLUMNS} rows={lines} keyOf={({ name }) => name} />
      <div className="row">
        {reports.map((report) => (
          <Button key={report.name} onClick={() => saveReport(report)}>
            Save {report.name}
          </Button>
        ))}
        <Button variant="default" onClick={saveSummary}>
          Save the summary
        </Button>
        <Button variant="default" onClick={onAgain}>
          Run another
        </Button>
        <Button variant="default" autoFocus onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}

function doneText(lines: readonly Line[]): string {
  const done = lines.filter(({ section }) => section.ok).length;
  const all = lines.length === 1 ? '' : 'all ';
  return `${done === lines.length ? all : `${done} of `}${countText(lines.length, 'step', 'steps')} done.`;
}

function saveReport({ name, base64 }: MadeReport): void {
  saveFile(name, new Blob([bytesOf(base64)]));
}

/** What the results of a step are of; alerts are counted by what became of them. */
const COUNTED: Readonly<Record<Exclude<StepName, 'alerts'>, readonly [one: string, many: string]>> = {
  imports: ['import', 'imports'],
  budgets: ['budget', 'budgets'],
  trends: ['budget', 'budgets'],
  forecast: ['budget', 'budgets'],
  track: ['budget', 'budgets'],
  approvals: ['request', 'requests'],
  variance: ['budget', 'budgets'],
  reports: ['report', 'reports'],
};

/** What a step made, counted, or why it did not. */
function outcomeText({ name, section: { error, result } }: Line): string {
  if (error !== undefined) return error;
  if (name !== 'alerts') return countText((result as readonly unknown[]).length, ...COUNTED[name]);
  const { opened, standing } = result as Outputs['alerts']['evaluateAll']['data'];
  return `${plainStyle().integer(opened.length)} opened, ${plainStyle().integer(standing.length)} standing`;
}
