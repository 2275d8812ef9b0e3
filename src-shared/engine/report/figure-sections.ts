import { toMicros, toUnits, type Micros } from '../../domain/money.ts';
import type { NumberStyle } from '../../charts/numbers.ts';
import type { VarianceRow } from '../../domain/variance.ts';
import { column, dimensionWord, EMPTY, money, row, rowName, spokenVariance, text } from './cells.ts';
import { actualsBlocks } from './actuals-table.ts';
import { cumulativeFan } from './fan-series.ts';
import type { Comparison, ReportInput } from './input.ts';
import type { HeadlineFigure, ReportBlock, ReportSection, ReportTable } from './model.ts';
import {
  addsUp,
  causeSentences,
  comparisonSentence,
  findingSentence,
  forecastSentences,
  materialSentences,
} from './sentences.ts';
import { varianceTable } from './variance-table.ts';

const LIMITS = { summary: 8, standard: 25, full: Number.POSITIVE_INFINITY } as const;

export const SIGN_RULE =
  'Variance = actual − plan. For cost, a positive variance is adverse (over), a negative one favourable (under).';

/** `BU`, `FC`, `PP`, `PY`: what stands left of AC. */
export function planHead({ kind }: Comparison): string {
  return { budget: 'BU', forecast: 'FC', scenario: 'FC', previous: 'PP', lastYear: 'PY' }[kind];
}

/** One page in sentences: the finding, four figures, the material variances with their drivers, the outlook. */
export function summarySection(input: ReportInput, style: NumberStyle): ReportSection {
  // A page on its side has room for fewer lines.
  const isLow = input.paper.orientation === 'landscape';
  const causes = causeSentences(input.causes.slice(0, isLow ? 2 : 3), input.variance.total.variance, style);
  return {
    id: 'summary',
    title: 'Summary',
    startsPage: true,
    blocks: [
      { kind: 'finding', text: findingSentence(input, style) },
      { kind: 'figures', items: headlineFigures(input, style) },
      { kind: 'paragraph', text: comparisonSentence(input, style) },
      { kind: 'paragraph', text: SIGN_RULE, muted: true },
      { kind: 'subheading', text: 'What made the difference' },
      { kind: 'list', items: [...materialSentences(input, style, isLow ? 3 : 5), ...causes] },
      { kind: 'subheading', text: 'Outlook' },
      { kind: 'list', items: forecastSentences(input, style) },
      // Last, because it can give way: the summary stays on its page.
      ...fanBlock(input, style, isLow ? 110 : 170),
    ],
  };
}

/** What stands over the first figure: short, because four of them share a line. */
const BASE_LABELS: Readonly<Record<Comparison['kind'], string>> = {
  budget: 'Plan (budget)',
  forecast: 'Plan (forecast)',
  scenario: 'Plan (scenario)',
  previous: 'Period before',
  lastYear: 'Same period last year',
};

function headlineFigures(input: ReportInput, style: NumberStyle): HeadlineFigure[] {
  const { total } = input.variance;
  const breach = input.forecast?.breach ?? null;
  return [
    { label: BASE_LABELS[input.against.kind], value: money(total.plan), note: input.currency },
    { label: 'Actual', value: money(total.actual), note: input.currency },
    {
      label: 'Difference',
      value: { kind: 'variance', value: total.variance },
      note: total.percent === null ? 'no plan to compare with' : style.signedPercent(total.percent),
    },
    {
      label: 'At completion',
      value: input.atCompletion === null ? text('–') : money(input.atCompletion),
      note:
        breach === null
          ? `status ${input.status}`
          : `${style.probability(breach.probability)} likely over ${style.spoken(input.budget.amount)}`,
    },
  ];
}

function fanBlock(input: ReportInput, style: NumberStyle, height: number): ReportBlock[] {
  const fan = cumulativeFan(input, style);
  if (fan === null) return [];
  return [
    {
      kind: 'chart',
      chart: { kind: 'fan', series: fan, mode: 'cumulative' },
      title: 'Spend against budget',
      caption: fanCaption(input, fan.bands.length > 0),
      alternative: forecastSentences(input, style).join(' '),
      height,
    },
  ];
}

export function fanCaption(input: ReportInput, hasBands: boolean): string {
  const bands = hasBands ? ' · 80 % of outcomes lie in the middle band; tinted above the budget' : '';
  return `Cumulative from the start of the budget period, ${input.currency}, ${input.costBasis}${bands}`;
}

/** The bridge from plan or earlier period to actual, with its table twin among the variance tables. */
export function bridgeSection(input: ReportInput, style: NumberStyle): ReportSection {
  const { total } = input.variance;
  const steps = bridgeSteps(input);
  return {
    id: 'bridge',
    title: 'From plan to actual',
    startsPage: true,
    blocks: [
      { kind: 'finding', text: comparisonSentence(input, style) },
      {
        kind: 'chart',
        chart: {
          kind: 'bridge',
          input: {
            startName: planHead(input.against),
            endName: 'AC',
            start: toUnits(total.plan),
            end: toUnits(total.actual),
            steps: steps.map(({ name, value }) => ({ name, value: toUnits(value) })),
            ranked: total.effects === undefined,
          },
        },
        title: total.effects === undefined ? 'Bridge by item' : 'Bridge by effect',
        caption: `${input.against.name} to actual, ${input.currency}, ${input.costBasis}`,
        alternative: `Bridge from ${style.spoken(total.plan)} to ${style.spoken(total.actual)} ${input.currency}: ${steps
          .map(({ name, value }) => `${name} ${spokenVariance(value, style)}`)
          .join(', ')}.`,
        height: Math.min(360, 90 + 21 * Math.min(12, steps.length)),
        foot: addsUp(input) ? 'The steps add up to the difference exactly.' : 'The steps do not add up.',
      },
      ...(total.effectsReason === undefined
        ? []
        : [{ kind: 'paragraph', text: total.effectsReason, muted: true } as const]),
      ...causeBlocks(input, style),
    ],
  };
}

function bridgeSteps(input: ReportInput): { name: string; value: Micros }[] {
  const { total, rows, groups, by } = input.variance;
  const { effects } = total;
  if (effects !== undefined)
    return [
      { name: 'Price', value: effects.price },
      { name: 'Volume', value: effects.volume },
      { name: 'Mix', value: effects.mix },
      { name: 'New', value: effects.new },
      { name: 'Discontinued', value: effects.discontinued },
      { name: 'One-off', value: effects.oneOff },
    ];
  const items: readonly VarianceRow[] = by.length > 1 ? groups : rows;
  const dimensions = by.length > 1 ? by.slice(0, 1) : by;
  return items.map((item) => ({ name: rowName(item, dimensions), value: item.variance }));
}

function causeBlocks(input: ReportInput, style: NumberStyle): ReportBlock[] {
  if (input.causes.length === 0) return [];
  const table: ReportTable = {
    kind: 'table',
    id: 'causes',
    title: 'What moved',
    columns: [
      column('item', 'Item'),
      column('movement', 'Movement'),
      column('day', 'From'),
      column('effect', 'Effect on the period', 'right'),
    ],
    total: null,
    rows: input.causes.map(({ item, kind, day, amount }) =>
      row(
        text(item),
        text({ shift: 'Step', spike: 'Spike', trend: 'Trend' }[kind]),
        { kind: 'day', value: day },
        { kind: 'variance', value: amount },
      ),
    ),
    whenEmpty: 'No item moved.',
  };
  return [
    { kind: 'list', items: causeSentences(input.causes.slice(0, 5), input.variance.total.variance, style) },
    table,
  ];
}

/** The comparison by its dimensions, in full where the level of detail asks for it, and by further dimensions. */
export function varianceSection(input: ReportInput, style: NumberStyle): ReportSection {
  const comparisons = [{ against: input.against, analysis: input.variance }, ...input.furtherVariances];
  return {
    id: 'variance',
    title: 'Variance',
    startsPage: false,
    blocks: [
      {
        kind: 'paragraph',
        text: `${input.currency}, ${input.costBasis}. ${SIGN_RULE} (m) marks a material row: at least ${style.spoken(input.materiality.amount)} and ${style.percent(input.materiality.percent)}.`,
        muted: true,
      },
      ...comparisons.flatMap(({ against, analysis }, index) => [
        varianceTable(analysis, {
          id: index === 0 ? 'variance' : `variance-by-${analysis.by.join('-').replace(/[^\w-]/g, '-')}`,
          title: `By ${analysis.by.map((name) => dimensionWord(name, 'inside')).join(' and ')}, against ${against.name}`,
          planHead: planHead(against),
          actualHead: 'AC',
          limit: LIMITS[input.detail],
        }),
        ...(index === 0 ? actualsBlocks(analysis, input.currency, LIMITS[input.detail], style) : []),
      ]),
    ],
  };
}

/** The months of the period, and of the budget's whole period where the budget is the plan. */
export function monthsSection(input: ReportInput, style: NumberStyle): ReportSection {
  const labels = input.months.map(({ month }) => style.shortMonth(month));
  const units = (pick: (month: ReportInput['months'][number]) => Micros | null): (number | null)[] =>
    input.months.map((month) => unitsOf(pick(month)));
  const byMonth = {
    by: ['month'],
    total: input.variance.total,
    rows: input.varianceByMonth,
    groups: input.varianceByMonth,
  };
  const table = varianceTable(byMonth, {
    id: 'variance-by-month',
    title: 'Months of the period',
    planHead: planHead(input.against),
    actualHead: 'AC',
    limit: Number.POSITIVE_INFINITY,
    isInTimeOrder: true,
  });
  return {
    id: 'months',
    title: 'Month by month',
    startsPage: false,
    blocks: [
      {
        kind: 'chart',
        chart: {
          kind: 'spend',
          months: {
            labels,
            budget: units(({ plan }) => plan),
            actual: units(({ actual }) => actual),
            forecast: units(({ forecast }) => forecast),
            ...(input.months.some(({ priorYear }) => priorYear !== null)
              ? { priorYear: units(({ priorYear }) => priorYear) }
              : {}),
          },
        },
        title: 'Spend a month',
        caption: `AC solid, FC hatched, BU outlined, PY a thin line; ${input.currency}, ${input.costBasis}`,
        alternative: `Spend of each month of the budget period against its plan: ${comparisonSentence(input, style)}`,
        height: 190,
      },
      table,
      wholePeriodTable(input),
    ],
  };
}

function unitsOf(value: Micros | null): number | null {
  return value === null ? null : toUnits(value);
}

function wholePeriodTable(input: ReportInput): ReportTable {
  let planned = 0n;
  let reached = 0n;
  return {
    kind: 'table',
    id: 'months',
    title: 'The whole budget period',
    columns: [
      column('month', 'Month'),
      column('plan', 'BU', 'right'),
      column('actual', 'AC', 'right'),
      column('forecast', 'FC', 'right'),
      column('priorYear', 'PY', 'right'),
      column('cumulativePlan', 'BU to date', 'right'),
      column('cumulative', 'AC and FC to date', 'right'),
    ],
    total: null,
    rows: input.months.map(({ month, plan, actual, forecast, priorYear }) => {
      planned += plan;
      reached += forecast ?? actual ?? 0n;
      return row(
        { kind: 'month', value: month },
        money(plan),
        money(actual),
        money(forecast),
        money(priorYear),
        money(toMicros(planned)),
        forecast === null && actual === null ? EMPTY : money(toMicros(reached)),
      );
    }),
    whenEmpty: 'The budget has no months.',
  };
}
