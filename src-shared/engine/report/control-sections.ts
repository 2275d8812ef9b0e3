import { toUnits } from '../../domain/money.ts';
import type { Alert } from '../../domain/alert.ts';
import type { NumberStyle } from '../../charts/numbers.ts';
import { NO_VALUE } from '../variance/analysis.ts';
import { column, EMPTY, money, moment, row, text } from './cells.ts';
import { cumulativeFan } from './fan-series.ts';
import { fanCaption } from './figure-sections.ts';
import type { ReportInput } from './input.ts';
import type { Cell, ReportBlock, ReportSection, ReportTable } from './model.ts';
import { forecastSentences } from './sentences.ts';

/** The branch of the budget tree: what each may spend, has spent and is likely to end at. */
export function budgetsSection(input: ReportInput): ReportSection {
  return {
    id: 'budgets',
    title: 'Budgets and their outlook',
    startsPage: false,
    blocks: [
      {
        kind: 'table',
        id: 'budgets',
        title: 'The branch',
        note: 'Spent and plan to date run from the start of each budget’s own period.',
        columns: [
          column('name', 'Budget'),
          column('amount', 'Amount', 'right'),
          column('spent', 'Spent', 'right'),
          column('planToDate', 'Plan to date', 'right'),
          column('atCompletion', 'At completion', 'right'),
          column('probability', 'P(over)', 'right'),
          column('status', 'Status'),
          column('outlook', 'Outlook'),
        ],
        total: null,
        rows: input.budgets.map((line) => ({
          cells: [
            text(line.name),
            money(line.amount),
            money(line.spent),
            money(line.planToDate),
            money(line.atCompletion),
            line.probability === null ? EMPTY : { kind: 'probability', value: line.probability },
            { kind: 'status', value: line.status },
            { kind: 'status', value: line.outlook },
          ],
          depth: line.depth,
          ...(line.depth === 0 ? { strong: true } : {}),
        })),
        whenEmpty: 'No budgets.',
      },
    ],
  };
}

/** The fan, the forecast in figures, its model and how well it did when it was tried on the past. */
export function forecastSection(input: ReportInput, style: NumberStyle): ReportSection {
  const { forecast } = input;
  const fan = cumulativeFan(input, style);
  const sentences = forecastSentences(input, style);
  const blocks: ReportBlock[] = [{ kind: 'finding', text: sentences[0] ?? 'There is no forecast.' }];
  if (fan !== null)
    blocks.push({
      kind: 'chart',
      chart: { kind: 'fan', series: fan, mode: 'cumulative' },
      title: 'Forecast against budget',
      caption: fanCaption(input, fan.bands.length > 0),
      alternative: sentences.join(' '),
      height: 220,
    });
  if (forecast !== null) blocks.push(...forecastBlocks(forecast, sentences.slice(1)));
  return { id: 'forecast', title: 'Forecast', startsPage: false, blocks };
}

function forecastBlocks(
  forecast: NonNullable<ReportInput['forecast']>,
  sentences: readonly string[],
): ReportBlock[] {
  const levels = Object.keys(forecast.points[0]?.intervals ?? {});
  const { accuracy } = forecast;
  return [
    { kind: 'list', items: [...sentences, `Model: ${forecast.model}. ${forecast.why}`] },
    {
      kind: 'table',
      id: 'forecast',
      title: 'Forecast by month',
      note: `Intervals are of each month by itself; as of ${forecast.asOf}, forecast ${forecast.id}.`,
      columns: [
        column('month', 'Month'),
        column('mean', 'Mean', 'right'),
        ...levels.flatMap((level) => [
          column(`low${level}`, `${level} % from`, 'right'),
          column(`high${level}`, `${level} % to`, 'right'),
        ]),
      ],
      total: null,
      rows: forecast.points.map(({ month, mean, intervals }) =>
        row(
          { kind: 'month', value: month },
          money(mean),
          ...levels.flatMap((level) => [
            money(intervals[level]?.[0] ?? null),
            money(intervals[level]?.[1] ?? null),
          ]),
        ),
      ),
      whenEmpty: 'No month is left to forecast.',
    },
    accuracyTable(accuracy),
    ...candidateBlocks(forecast.candidates),
  ];
}

function accuracyTable(accuracy: NonNullable<ReportInput['forecast']>['accuracy']): ReportTable {
  const score = (value: number | null, digits: number): Cell =>
    value === null ? text('–') : { kind: 'decimal', value, digits };
  return {
    kind: 'table',
    id: 'accuracy',
    title: 'How well it did on the past',
    columns: [column('measure', 'Measure'), column('value', 'Value', 'right'), column('meaning', 'Meaning')],
    total: null,
    rows: [
      row(
        text('MASE'),
        score(accuracy.mase, 2),
        text('Error against repeating last year or month; under 1 is better'),
      ),
      row(text('sMAPE'), score(accuracy.smape, 2), text('Symmetric mean absolute percentage error')),
      row(text('Bias'), score(accuracy.bias, 2), text('Mean error; above zero it forecast too much')),
      ...Object.entries(accuracy.coverage).map(([level, share]) =>
        row(
          text(`Coverage of the ${level} % interval, %`),
          { kind: 'decimal', value: share * 100, digits: 1 },
          text(`Share of outcomes inside the ${level} % interval`),
        ),
      ),
      row(
        text('Origins'),
        { kind: 'integer', value: accuracy.origins },
        text('Points in the past from which it was tried'),
      ),
    ],
    whenEmpty: 'The history is too short to try the forecast on it.',
  };
}

function candidateBlocks(candidates: NonNullable<ReportInput['forecast']>['candidates']): ReportBlock[] {
  const scored = candidates.filter(({ mase }) => mase !== null).slice(0, 10);
  if (scored.length < 2) return [];
  return [
    {
      kind: 'chart',
      chart: {
        kind: 'ranked',
        unit: 'plain',
        bars: scored.map(({ model, mase }) => ({
          name: model,
          value: mase ?? 0,
          text: (mase ?? 0).toFixed(2),
        })),
      },
      title: 'Models that were tried',
      caption: 'MASE of the back-test; smaller is better',
      alternative: `Back-test error by model: ${scored.map(({ model, mase }) => `${model} ${(mase ?? 0).toFixed(2)}`).join(', ')}.`,
      height: 30 + 17 * scored.length,
    },
  ];
}

/** Alerts of the period with their drivers and what was done. */
export function alertsSection(input: ReportInput, style: NumberStyle): ReportSection {
  const nameOf = budgetNames(input);
  return {
    id: 'alerts',
    title: 'Alerts',
    startsPage: false,
    blocks: [
      {
        kind: 'table',
        id: 'alerts',
        title: `Alerts (${input.alerts.length})`,
        columns: [
          column('budget', 'Budget'),
          column('opened', 'Opened'),
          column('threshold', 'Threshold'),
          column('severity', 'Severity'),
          column('amount', 'Amount', 'right'),
          column('percent', 'Percent', 'right'),
        ],
        total: null,
        rows: input.alerts.map((alert) =>
          row(
            text(nameOf(alert.budgetId)),
            { kind: 'day', value: alert.openedAt },
            text(thresholdText(alert, style)),
            text(`${alert.severity}, ${alert.status}`),
            money(alert.amount),
            { kind: 'decimal', value: alert.percent, digits: 1 },
          ),
        ),
        whenEmpty: 'No alert stood or was raised in this period.',
      },
      ...alertCauses(input, style),
    ],
  };
}

/** What drives each budget that has an alert and what to do, once a budget: its alerts share them. */
function alertCauses(input: ReportInput, style: NumberStyle): ReportBlock[] {
  if (input.alerts.length === 0) return [];
  const nameOf = budgetNames(input);
  const byBudget = new Map(input.alerts.toReversed().map((alert) => [alert.budgetId, alert]));
  return [
    {
      kind: 'table',
      id: 'alertCauses',
      title: 'What drives them and what to do',
      columns: [column('budget', 'Budget'), column('drivers', 'Drivers'), column('actions', 'Recommended')],
      total: null,
      rows: [...byBudget.values()]
        .toReversed()
        .map((alert) =>
          row(text(nameOf(alert.budgetId)), text(driversText(alert, style)), text(alert.actions[0] ?? '')),
        ),
      whenEmpty: 'No driver stands out.',
    },
  ];
}

/** Names the report's budgets by their ids. */
function budgetNames({ budgets }: ReportInput): (id: string) => string {
  const names = new Map(budgets.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

function thresholdText({ threshold }: Alert, style: NumberStyle): string {
  const bound =
    threshold.amount === undefined ? `${threshold.percent ?? 0} %` : style.spoken(threshold.amount);
  return `${bound} ${threshold.basis}`;
}

function driversText(alert: Alert, style: NumberStyle): string {
  return alert.drivers
    .slice(0, 2)
    .map(({ value, amount }) => `${value === '' ? NO_VALUE : value} ${style.signedCompact(toUnits(amount))}`)
    .join(', ');
}

/** Requests of the period: what was asked, how risky it was found, who decided. */
export function approvalsSection(input: ReportInput): ReportSection {
  const nameOf = budgetNames(input);
  return {
    id: 'approvals',
    title: 'Approvals',
    startsPage: false,
    blocks: [
      {
        kind: 'table',
        id: 'approvals',
        title: `Approval requests (${input.approvals.length})`,
        columns: [
          column('budget', 'Budget'),
          column('requested', 'Requested'),
          column('kind', 'Kind'),
          column('amount', 'New total', 'right'),
          column('level', 'Level'),
          column('risk', 'Risk', 'right'),
          column('status', 'Status'),
          column('reason', 'Reason and decision'),
        ],
        total: null,
        rows: input.approvals.map((approval) => {
          const last = approval.history.at(-1);
          const decision =
            last === undefined || last.kind === 'requested'
              ? ''
              : ` ${last.kind} by ${last.by}, ${moment(last.at).slice(0, 10)}.`;
          return row(
            text(nameOf(approval.budgetId)),
            { kind: 'day', value: approval.requestedAt },
            text(approval.kind),
            money(approval.amount),
            text(approval.level),
            { kind: 'decimal', value: approval.risk.score, digits: 0 },
            text(approval.status),
            text(`${approval.reason.replace(/\.$/, '')}, by ${approval.requestedBy}.${decision}`),
          );
        }),
        whenEmpty: 'No request was made in this period.',
      },
    ],
  };
}
