import { useMemo, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { spendPicture } from '#shared/charts/bars.ts';
import { monthRange, toMonth } from '#shared/domain/calendar.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { OneOffAnswer } from '#shared/contract/one-offs.ts';
import { fromUnits } from '#shared/domain/money.ts';
import { useQueries } from '../../client/backend.tsx';
import { ChartPanel } from '../../charts/ChartPanel.tsx';
import { useTokens } from '../../charts/use-tokens.ts';
import { amountText, microsOf, plainStyle, shortMonthText, styleOf, unitsOf } from '../../format/style.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { Answered } from '../../ui/States.tsx';
import { OneOffs } from './OneOffs.tsx';

export type Trend = Outputs['trends']['analyze']['data'];

const HEIGHT = 200;
const NONE: readonly OneOffAnswer[] = [];

/** Level, trend, seasons, steps and spikes of the past, each with its date, its money, and whether forecasts learn from it. */
export function TrendPanels({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const queries = useQueries();
  const trend = useQuery(queries.trends.analyze.queryOptions({ input: { budgetId: node.id } }));
  const oneOffs = useQuery(queries.oneOffs.list.queryOptions({ input: { budgetId: node.id } }));
  const rows = oneOffs.data?.data ?? NONE;
  return (
    <Answered query={trend} what="the trend" height={200}>
      {({ data }) => (
        <>
          <div className="grid">
            <History node={node} trend={data} oneOffs={rows} />
            <Answered query={oneOffs} what="what stands out" height={200}>
              {() => <OneOffs node={node} trend={data} rows={rows} />}
            </Answered>
          </div>
          <Seasons node={node} trend={data} />
        </>
      )}
    </Answered>
  );
}

/** Spend by month with its trend. */
export function History({
  node,
  trend,
  oneOffs,
}: {
  readonly node: BudgetAnswer;
  readonly trend: Trend;
  readonly oneOffs: readonly OneOffAnswer[];
}): ReactNode {
  const tokens = useTokens();
  const style = styleOf(node.currency);
  const title = trendText(trend);
  const excluded = useMemo(() => excludedMonths(oneOffs), [oneOffs]);
  const picture = useMemo(
    () =>
      spendPicture(
        {
          labels: trend.months.map(({ month }) => shortMonthText(month)),
          budget: [],
          actual: trend.months.map(({ spent, complete }) => (complete ? unitsOf(spent) : null)),
          forecast: trend.months.map(({ spent, complete }) => (complete ? null : unitsOf(spent))),
          excluded: trend.months.map(({ month }) => excluded.get(month) ?? null),
        },
        { tokens, compact: style.compact, alternative: title },
      ),
    [trend, tokens, style, title, excluded],
  );
  return (
    <ChartPanel
      title={title}
      label={`Spend by month, ${node.currency}, ${node.costBasis}; an open month is hatched${excluded.size === 0 ? '' : ', an excluded one hollow with × and what forecasts take instead'}`}
      picture={picture}
      height={HEIGHT}
      className="span-8"
      table={{
        name: `${node.name} history`,
        columns: historyColumns(node, excluded),
        rows: trend.months,
        keyOf: ({ month }) => month,
      }}
    />
  );
}

function historyColumns(
  node: BudgetAnswer,
  excluded: ReadonlyMap<string, number>,
): readonly Column<Trend['months'][number]>[] {
  const style = styleOf(node.currency);
  return [
    { key: 'month', head: 'Month', text: ({ month }) => month },
    {
      key: 'spent',
      head: `AC, ${node.currency}`,
      text: ({ spent }) => amountText(spent),
      isNumber: true,
    },
    {
      key: 'taken',
      head: 'Forecasts take',
      text: ({ month, spent }) => {
        const taken = excluded.get(month);
        return taken === undefined ? amountText(spent) : style.amount(fromUnits(taken));
      },
      isNumber: true,
    },
    {
      key: 'state',
      head: '',
      text: ({ month, complete }) => (excluded.has(month) ? 'excluded' : complete ? '' : 'open'),
    },
  ];
}

/** What forecasts take for each month that they do not take as it stands. */
function excludedMonths(oneOffs: readonly OneOffAnswer[]): ReadonlyMap<string, number> {
  return new Map(
    oneOffs
      .filter(({ what, treatment }) => what === 'month' && treatment === 'exclude')
      .map(({ month, taken }) => [month, unitsOf(taken)]),
  );
}

function trendText({ slopePerMonth, growthPerYear }: Trend): string {
  const slope = microsOf(slopePerMonth);
  const growth = growthPerYear === null ? '' : `, ${plainStyle().signedPercent(growthPerYear * 100)} a year`;
  if (slope === 0n) return 'No trend';
  const text = styleOf(slopePerMonth.currency).signedCompact(unitsOf(slopePerMonth));
  return `Trend ${text}\u00a0${slopePerMonth.currency} a month${growth}`;
}

/** A step of the axis: `+5 %`. */
function wholePercent(value: number): string {
  const text = plainStyle().signedPercent(value);
  return Number.isInteger(value) ? text.replace(/[.,]0(?=\u00a0)/, '') : text;
}

/** How far each month of the year lies from the usual. */
export function Seasons({ node, trend }: { readonly node: BudgetAnswer; readonly trend: Trend }): ReactNode {
  const tokens = useTokens();
  const rows = useMemo(() => seasonRows(trend), [trend]);
  const [high] = [...rows].sort((a, b) => b.percent - a.percent);
  const [low] = [...rows].sort((a, b) => a.percent - b.percent);
  const title =
    high === undefined || low === undefined
      ? 'No season'
      : `${high.name} is usually highest, ${plainStyle().signedPercent(high.percent)}; ${low.name} lowest, ${plainStyle().signedPercent(low.percent)}`;
  const picture = useMemo(
    () =>
      spendPicture(
        {
          labels: rows.map(({ name }) => name),
          budget: [],
          actual: rows.map(({ percent }) => percent),
          forecast: [],
        },
        { tokens, compact: wholePercent, alternative: title },
      ),
    [rows, tokens, title],
  );
  if (rows.length === 0) return null;
  return (
    <ChartPanel
      title={title}
      label="Season: how far a month of the year lies from the trend, in percent"
      picture={picture}
      height={HEIGHT}
      table={{
        name: `${node.name} season`,
        columns: [
          { key: 'month', head: 'Month', text: ({ name }) => name },
          {
            key: 'percent',
            head: '%',
            text: ({ percent }) => plainStyle().signedPercent(percent),
            isNumber: true,
          },
        ],
        rows,
        keyOf: ({ name }) => name,
      }}
    />
  );
}

interface SeasonRow {
  readonly name: string;
  readonly percent: number;
}

const ANY_JANUARY = toMonth('2025-01');

function seasonRows({ seasonality }: Trend): readonly SeasonRow[] {
  if (seasonality.indices.length !== 12) return [];
  const names = monthRange(ANY_JANUARY, 12).map((month) => shortMonthText(month).replace(/\s?\d+$/, ''));
  return seasonality.indices.map((index, at) => ({ name: names[at] ?? '', percent: (index - 1) * 100 }));
}
