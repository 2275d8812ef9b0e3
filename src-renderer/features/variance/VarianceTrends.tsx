import { useMemo, type ReactNode } from 'react';
import { addMonths, isMonth, monthRange } from '#shared/domain/calendar.ts';
import { fromUnits } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { TwinPanel } from '../../charts/TwinPanel.tsx';
import { plainStyle, shortMonthText, styleOf } from '../../format/style.ts';
import { Bars, scaleOf } from '../../ui/Signs.tsx';
import { isUntagged, keyText } from './key-text.ts';
import { TREND_MONTHS, useRowTrends } from './row-trends.ts';
import type { VarianceAnswer } from './VariancePage.tsx';

const MOST = 12;
const WIDTH = 160;
const HEIGHT = 56;
const PANEL_HEIGHT = 220;

interface Trend {
  readonly name: string;
  readonly values: readonly number[];
}

/** The last twelve months of each of the largest rows, side by side on one scale: what rises, what falls, what jumped. */
export function VarianceTrends({
  node,
  data,
}: {
  readonly node: BudgetAnswer;
  readonly data: VarianceAnswer;
}): ReactNode {
  const trendOf = useRowTrends(node, data);
  const trends = useMemo(
    () =>
      (data.groups.length > 0 ? data.groups : data.rows)
        .map((row): Trend => ({ name: keyText(row.key), values: trendOf(row) }))
        .filter(({ values }) => values.some((value) => value !== 0))
        .sort((a, b) => sum(b.values) - sum(a.values)),
    [data, trendOf],
  );
  const months = useMemo(
    () => (isMonth(data.to) ? monthRange(addMonths(data.to, 1 - TREND_MONTHS), TREND_MONTHS) : []),
    [data.to],
  );
  if (trends.length === 0) return null;
  const style = styleOf(node.currency);
  const shown = trends.slice(0, MOST);
  const yOf = scaleOf(
    shown.flatMap(({ values }) => values),
    0,
    HEIGHT,
  );
  const span = `${shortMonthText(months[0] ?? '')} to ${shortMonthText(months.at(-1) ?? '')}`;
  return (
    <TwinPanel
      title={findingOf(shown)}
      label={`AC a month, ${node.currency}, ${span}, all on one scale${trends.length > MOST ? ` · ${MOST} largest of ${trends.length}` : ''}`}
      height={PANEL_HEIGHT}
      table={{
        name: `${node.name} trends`,
        columns: [
          { key: 'name', head: data.by[0] ?? 'Item', text: ({ name }) => name },
          ...months.map((month, index) => ({
            key: month,
            head: shortMonthText(month),
            text: ({ values }: Trend) => style.amount(fromUnits(values[index] ?? 0)),
            isNumber: true,
          })),
        ],
        rows: trends,
        keyOf: ({ name }) => name,
      }}
    >
      <ul className="multiples" aria-label="Spend a month by item">
        {shown.map((trend) => (
          <Multiple key={trend.name} trend={trend} yOf={yOf} style={style} />
        ))}
      </ul>
    </TwinPanel>
  );
}

/** One of the small pictures: its bars, and from what to what they go. */
function Multiple({
  trend: { name, values },
  yOf,
  style,
}: {
  readonly trend: Trend;
  readonly yOf: ReturnType<typeof scaleOf>;
  readonly style: ReturnType<typeof styleOf>;
}): ReactNode {
  return (
    <li>
      <p className={isUntagged(name) ? 'ellipsis label untagged' : 'ellipsis label'} title={name}>
        {name}
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="multiple-bars"
        aria-hidden="true"
      >
        <Bars values={values} step={WIDTH / values.length} gap={3} yOf={yOf} />
        <line x1="0" x2={WIDTH} y1={yOf(0)} y2={yOf(0)} />
      </svg>
      <p className="label">
        {style.compact(values[0] ?? 0)} to {style.compact(values.at(-1) ?? 0)}
        <span className="quiet"> {changeText(values)}</span>
      </p>
    </li>
  );
}

/** From the first month with cost to the last, in percent. */
function changeOf(values: readonly number[]): number | null {
  const first = values.find((value) => value > 0);
  const last = values.at(-1) ?? 0;
  return first === undefined ? null : (last / first - 1) * 100;
}

function changeText(values: readonly number[]): string {
  const change = changeOf(values);
  return change === null ? '' : plainStyle().signedPercent(change);
}

function findingOf(trends: readonly Trend[]): string {
  const [fastest] = trends
    .map(({ name, values }) => ({ name, change: changeOf(values) ?? 0 }))
    .sort((a, b) => b.change - a.change);
  return fastest === undefined || fastest.change <= 0
    ? 'No row rose over the last twelve months'
    : `${fastest.name} rose most over the last twelve months, ${plainStyle().signedPercent(fastest.change)}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
