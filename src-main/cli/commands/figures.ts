import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import { isDay, lastDayOf, monthOf } from '#shared/domain/calendar.ts';
import { amountText, moneyText, probabilityText } from '#shared/domain/plain-text.ts';
import type { Command, Invocation } from '../command.ts';
import { percentText, textTable } from '../text.ts';
import { listFlag, numberFlag, pathIn, readJsonFile, requiredWord, usageError } from '../usage.ts';

const BUDGET = 'budget id';

/** Which budget is asked about, on which day, and by what was known when. */
function standpointOf(invocation: Invocation) {
  const { asOf, flags } = invocation;
  return { budgetId: requiredWord(invocation, 0, BUDGET), asOf, knownAt: flags.text('known-at') };
}

async function track(invocation: Invocation) {
  const { data } = await invocation.client.performance.track(standpointOf(invocation));
  const lines = [
    `As of ${data.asOf}: spent ${moneyText(data.spent)} of ${moneyText(data.budget)} (${percentText(data.utilization)}), plan to date ${moneyText(data.planToDate)}.`,
    `Status ${data.status}, outlook ${data.outlook}. Burn rate ${moneyText(data.burnRatePerDay)} a day; ${moneyText(data.remainingPerDay)} a day remain.`,
    landingText(data),
    textTable(data.months, [
      { head: 'Month', value: ({ month }) => month },
      { head: 'Spent', value: ({ spent }) => amountText(spent), align: 'right' },
      { head: 'Plan', value: ({ plan }) => amountText(plan), align: 'right' },
    ]),
  ];
  return { data, text: lines.filter((line) => line !== '').join('\n') };
}

/** Where the current month ends; on its last day, where it ended. */
function landingText({ asOf, landing }: Outputs['performance']['track']['data']): string {
  if (landing === null) return '';
  const isOver = isDay(asOf) && asOf === lastDayOf(monthOf(asOf));
  const verb = isOver ? 'ended' : 'is likely to end';
  return `${landing.month} ${verb} at ${moneyText(landing.mean)}.`;
}

async function stats({ client, asOf }: Invocation) {
  const { data } = await client.budgets.stats({ asOf });
  const counts = Object.entries(data.byStatus).map(([status, count]) => `${count} ${status}`);
  const totals = textTable(data.totals, [
    { head: 'Currency', value: ({ currency }) => currency },
    { head: 'Budget', value: ({ budget }) => amountText(budget), align: 'right' },
    { head: 'Spent', value: ({ spent }) => amountText(spent), align: 'right' },
    { head: 'Forecast', value: ({ forecast }) => amountText(forecast), align: 'right' },
    { head: 'Used', value: ({ utilization }) => percentText(utilization), align: 'right' },
  ]);
  const text = `${data.budgets} budgets: ${counts.join(', ')}. ${data.openAlerts} open alerts, ${data.pendingApprovals} pending approvals.\n${totals}`;
  return { data, text };
}

async function trends(invocation: Invocation) {
  const { data } = await invocation.client.trends.analyze(standpointOf(invocation));
  const lines = [
    `Level ${moneyText(data.baseline)} a month, ${moneyText(data.slopePerMonth)} more each month; growth ${percentText(data.growthPerYear)} a year.`,
    `Season of ${data.seasonality.period} months, strength ${data.seasonality.strength.toFixed(2)}.`,
    ...data.shifts.map(({ date, amount }) => `Step on ${date}: ${moneyText(amount)} a month.`),
    ...data.spikes.map(
      ({ date, amount, drivers }) =>
        `Spike on ${date}: ${moneyText(amount)}${drivers[0] === undefined ? '' : `, most of it ${drivers[0].value}`}.`,
    ),
  ];
  return { data, text: lines.join('\n') };
}

/** `0.15` for overall growth, `overall=0.1,team:payments=0.3` by part. */
function growthFlag(invocation: Invocation): Inputs['forecasts']['create']['growth'] {
  const parts = listFlag(invocation, 'growth');
  if (parts === undefined) return undefined;
  const rate = (text: string) => {
    const value = Number(text);
    if (!Number.isFinite(value)) throw usageError(`--growth takes a fraction such as 0.15, not "${text}".`);
    return value;
  };
  if (parts.length === 1 && !parts[0]?.includes('=')) return rate(parts[0] ?? '');
  return Object.fromEntries(
    parts.map((part) => [part.slice(0, part.lastIndexOf('=')), rate(part.slice(part.lastIndexOf('=') + 1))]),
  );
}

export function forecastText(data: Outputs['forecasts']['create']['data']): string {
  const levels = Object.keys(data.points[0]?.intervals ?? {});
  const table = textTable(data.points, [
    { head: 'Month', value: ({ month }) => month },
    { head: 'Mean', value: ({ mean }) => amountText(mean), align: 'right' },
    ...levels.map((level) => ({
      head: `${level} % interval`,
      value: ({ intervals }: (typeof data.points)[number]) =>
        (intervals[level] ?? []).map(amountText).join(' – '),
      align: 'right' as const,
    })),
  ]);
  const { mase, smape, origins } = data.accuracy;
  const score =
    origins === 0
      ? 'too short a history to back-test'
      : `back-test ${mase === null ? `sMAPE ${smape?.toFixed(1) ?? '–'} %` : `MASE ${mase.toFixed(2)}`} over ${origins} origins`;
  const breach =
    data.breach === null
      ? ''
      : `Probability of passing the budget: ${probabilityText(data.breach.probability)}${data.breach.medianDate === null ? '' : `, most likely from ${data.breach.medianDate}`}; at completion ${moneyText(data.atCompletion)}.`;
  return [`${data.why} Model ${data.model}, ${score}.`, table, breach]
    .filter((line) => line !== '')
    .join('\n');
}

async function forecast(invocation: Invocation) {
  const { client, flags, folder, asOf, dryRun } = invocation;
  const changes = flags.text('changes');
  const { data, meta } = await client.forecasts.create({
    budgetId: requiredWord(invocation, 0, BUDGET),
    months: numberFlag(invocation, 'months'),
    model: flags.text('model'),
    levels: listFlag(invocation, 'level')?.map(Number),
    growth: growthFlag(invocation),
    changes:
      changes === undefined
        ? undefined
        : (readJsonFile(pathIn(folder, changes)) as Inputs['forecasts']['create']['changes']),
    scenario: flags.text('scenario'),
    asOf,
    dryRun,
  });
  return { data, meta, text: forecastText(data) };
}

async function accuracy(invocation: Invocation) {
  const { data } = await invocation.client.forecasts.accuracy(standpointOf(invocation));
  const table = textTable(
    data,
    [
      { head: 'Model', value: ({ model }) => model },
      { head: 'Months ahead', value: ({ horizon }) => String(horizon), align: 'right' },
      { head: 'Months judged', value: ({ months }) => String(months), align: 'right' },
      { head: 'MAPE', value: ({ mape }) => percentText(mape), align: 'right' },
      { head: 'Bias', value: ({ bias }) => percentText(bias), align: 'right' },
      { head: 'Inside interval', value: ({ coverage }) => percentText(coverage), align: 'right' },
    ],
    'No stored forecast has a month that is complete by now.',
  );
  return { data, text: table };
}

const text = { type: 'string' } as const;

export const figureCommands: readonly Command[] = [
  {
    name: ['track'],
    usage: 'track ID [--known-at MOMENT]',
    summary: 'Utilisation, burn rate, landing and status',
    options: { 'known-at': text },
    access: 'read',
    run: track,
  },
  { name: ['stats'], usage: 'stats', summary: 'Portfolio summary', access: 'read', run: stats },
  {
    name: ['trends'],
    usage: 'trends ID [--known-at MOMENT]',
    summary: 'Baseline, trend, seasonality, shifts and spikes',
    options: { 'known-at': text },
    access: 'read',
    run: trends,
  },
  {
    name: ['forecast', 'accuracy'],
    usage: 'forecast accuracy ID [--known-at MOMENT]',
    summary: 'How stored forecasts turned out, by model and months ahead',
    options: { 'known-at': text },
    access: 'read',
    run: accuracy,
  },
  {
    name: ['forecast'],
    usage:
      'forecast ID [--months 6] [--model auto] [--level 80,95] [--growth 0.15] [--changes FILE.json] [--scenario NAME]',
    summary: 'Forecast a budget and store it',
    options: { months: text, model: text, level: text, growth: text, changes: text, scenario: text },
    access: 'write',
    run: forecast,
  },
];
