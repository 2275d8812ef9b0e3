import type { Outputs } from '#shared/contract/contract.ts';
import { money, parseAmount, sumMicros, ZERO } from '#shared/domain/money.ts';
import { directionOf } from '#shared/domain/variance.ts';
import type { WorkflowResult } from '#shared/workflow/run-workflow.ts';
import { amountText, moneyText, probabilityText } from '#shared/domain/plain-text.ts';
import { percentText, textTable, varianceText } from '../cli/text.ts';

type Results = {
  imports: (Outputs['imports']['create']['data'][number] & {
    label?: string;
    alreadyImported?: true;
    files: unknown[];
  })[];
  budgets: Outputs['budgets']['apply']['data'];
  trends: (Outputs['trends']['analyze']['data'] & { budgetId: string })[];
  forecast: Outputs['forecasts']['create']['data'][];
  alerts: Outputs['alerts']['evaluateAll']['data'];
  approvals: Outputs['approvals']['request']['data'][];
  variance: Outputs['variance']['analyze']['data'][];
};

function resultOf<Name extends keyof Results>(result: WorkflowResult, name: Name): Results[Name] | undefined {
  const section = result.sections[name];
  return section?.ok === true ? (section.result as Results[Name]) : undefined;
}

/** What a run found, for a person: each part that ran, and what failed. */
export function summaryText(result: WorkflowResult): string {
  const parts = [
    `${result.name}${result.asOf === '' ? '' : `, as of ${result.asOf}`}`,
    importsText(resultOf(result, 'imports')),
    budgetsText(resultOf(result, 'budgets'), result),
    trendsText(resultOf(result, 'trends')),
    forecastText(resultOf(result, 'forecast')),
    alertsText(resultOf(result, 'alerts')),
    approvalsText(resultOf(result, 'approvals')),
    variancesText(resultOf(result, 'variance')),
    ...Object.values(result.sections).flatMap((section) =>
      section.error === undefined ? [] : [section.error],
    ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function importsText(imports: Results['imports'] | undefined): string {
  if (imports === undefined) return '';
  const lines = imports.map((one) => {
    if (one.alreadyImported) return `  ${one.label ?? one.files.join(', ')}: already imported`;
    const totals = Object.entries(one.controlTotals).map(([currency, total]) => `${total} ${currency}`);
    const counts = `${one.rows} rows: ${one.accepted} accepted, ${one.rejected} rejected, ${one.skipped} skipped`;
    return `  ${one.label ?? one.profile}\n    ${counts}\n    control total ${totals.join(', ')}, ${one.firstDay} to ${one.lastDay}`;
  });
  return `IMPORTS\n${lines.join('\n')}`;
}

function budgetsText(budgets: Results['budgets'] | undefined, result: WorkflowResult): string {
  if (budgets === undefined) return '';
  const forecasts = new Map(resultOf(result, 'forecast')?.map((forecast) => [forecast.budgetId, forecast]));
  const table = textTable(budgets, [
    { head: 'Budget', value: ({ name, path }) => `${'  '.repeat(path.length - 1)}${name}` },
    { head: 'Amount', value: ({ amount }) => amountText(amount), align: 'right' },
    { head: 'Spent', value: ({ spent }) => amountText(spent), align: 'right' },
    { head: 'Used', value: ({ utilization }) => percentText(utilization), align: 'right' },
    { head: 'At completion', value: ({ id }) => at(forecasts.get(id)), align: 'right' },
    { head: 'P(over)', value: ({ id }) => odds(forecasts.get(id)), align: 'right' },
    { head: 'Status', value: ({ status }) => status },
    { head: 'Unallocated', value: ({ unallocated }) => amountText(unallocated), align: 'right' },
  ]);
  return `BUDGETS\n${table}`;
}

function at(forecast: Results['forecast'][number] | undefined): string {
  return forecast === undefined ? '–' : amountText(forecast.atCompletion);
}

function odds(forecast: Results['forecast'][number] | undefined): string {
  return forecast?.breach == null ? '–' : probabilityText(forecast.breach.probability);
}

function trendsText(trends: Results['trends'] | undefined): string {
  if (trends === undefined) return '';
  const lines = trends.flatMap(({ budgetId, shifts, spikes, growthPerYear }) => [
    `  ${budgetId}: ${growthPerYear === null ? 'growth not known' : `growth ${percentText(growthPerYear)} a year`}`,
    ...shifts.slice(-2).map(({ date, amount }) => `    step on ${date}: ${moneyText(amount)} a month`),
    ...spikes.slice(-2).map(({ date, amount }) => `    spike on ${date}: ${moneyText(amount)}`),
  ]);
  return `TRENDS\n${lines.join('\n')}`;
}

function forecastText(forecasts: Results['forecast'] | undefined): string {
  const [root] = forecasts ?? [];
  if (root === undefined) return '';
  const table = textTable(root.points, [
    { head: 'Month', value: ({ month }) => month },
    { head: 'Mean', value: ({ mean }) => amountText(mean), align: 'right' },
    {
      head: '80 % interval',
      value: ({ intervals }) => (intervals['80'] ?? []).map(amountText).join(' – '),
      align: 'right',
    },
    {
      head: '95 % interval',
      value: ({ intervals }) => (intervals['95'] ?? []).map(amountText).join(' – '),
      align: 'right',
    },
  ]);
  const { accuracy, breach } = root;
  const score =
    accuracy.origins === 0
      ? 'no back-test (history too short)'
      : `back-test over ${accuracy.origins} origins: MASE ${accuracy.mase?.toFixed(2) ?? '–'}, sMAPE ${accuracy.smape?.toFixed(1) ?? '–'} %`;
  const when = breach?.medianDate == null ? '' : `, most likely from ${breach.medianDate}`;
  const sentence =
    breach === null
      ? ''
      : `\n${root.budgetId}: ${probabilityText(breach.probability)} likely to pass the budget${when}; at completion ${moneyText(root.atCompletion)}.`;
  return `FORECAST of ${root.budgetId} (${root.model}; ${score})\n${root.why}\n${table}${sentence}`;
}

function alertsText(alerts: Results['alerts'] | undefined): string {
  if (alerts === undefined) return '';
  const lines = [...alerts.opened, ...alerts.standing].map(
    ({ severity, message }) => `  [${severity}] ${message}`,
  );
  return `ALERTS (${alerts.opened.length} opened, ${alerts.standing.length} standing, ${alerts.resolved.length} resolved)\n${lines.join('\n')}`;
}

function approvalsText(approvals: Results['approvals'] | undefined): string {
  if (approvals === undefined || approvals.length === 0) return '';
  const lines = approvals.map(
    ({ id, budgetName, amount, level, risk, deadline, status }) =>
      `  ${id}: raise ${budgetName} to ${moneyText(amount)}; risk ${Math.round(risk.score)}, level ${level}, ${status}${deadline === null ? '' : `, due ${deadline}`}`,
  );
  return `APPROVALS\n${lines.join('\n')}`;
}

type VarianceLine = Pick<
  Results['variance'][number]['total'],
  'plan' | 'actual' | 'variance' | 'direction'
> & {
  readonly what: string;
};

/** So many differences are told one by one. */
const MOST_LINES = 6;

function variancesText(variances: Results['variance'] | undefined): string {
  const [first] = variances ?? [];
  if (first === undefined) return '';
  const rows = [...first.rows]
    .map((row): VarianceLine => ({ ...row, what: Object.values(row.key).join(' › ') }))
    .sort((a, b) => Math.abs(Number(b.variance.amount)) - Math.abs(Number(a.variance.amount)));
  const told = rows.length > MOST_LINES ? MOST_LINES - 1 : rows.length;
  const lines = [
    ...rows.slice(0, told),
    ...othersOf(rows.slice(told), first.total.plan.currency),
    { ...first.total, what: 'Total' },
  ];
  const table = textTable(lines, [
    { head: 'What', value: ({ what }) => what },
    { head: 'Plan', value: ({ plan }) => amountText(plan), align: 'right' },
    { head: 'Actual', value: ({ actual }) => amountText(actual), align: 'right' },
    {
      head: 'Variance',
      value: ({ variance, direction }) => varianceText(variance, direction),
      align: 'right',
    },
  ]);
  return `VARIANCE ${first.from} to ${first.to}, largest first, against ${first.against}\n${table}`;
}

/** What is not told one by one, in one line, so that the lines add up to the total. */
function othersOf(rows: readonly VarianceLine[], currency: string): VarianceLine[] {
  if (rows.length === 0) return [];
  const sumOf = (name: 'plan' | 'actual' | 'variance') =>
    sumMicros(rows.map((row) => parseAmount(row[name].amount) ?? ZERO));
  const variance = sumOf('variance');
  return [
    {
      what: `${rows.length} others`,
      plan: money(sumOf('plan'), currency),
      actual: money(sumOf('actual'), currency),
      variance: money(variance, currency),
      direction: directionOf(variance),
    },
  ];
}
