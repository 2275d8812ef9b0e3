import { useMemo, useState, type ReactNode } from 'react';
import { SegmentedControl } from '@mantine/core';
import { fanPicture, type FanSeries } from '#shared/charts/fan.ts';
import { fromUnits } from '#shared/domain/money.ts';
import { styleOf } from '../format/style.ts';
import type { Column } from '../ui/DataTable.tsx';
import { ChartPanel } from './ChartPanel.tsx';
import { fanSeries, type Baseline, type FanKind } from './fan-series.ts';
import { useTokens } from './use-tokens.ts';

const KINDS: { value: FanKind; label: string }[] = [
  { value: 'cumulative', label: 'Cumulative' },
  { value: 'monthly', label: 'Monthly' },
];

interface FanRow {
  readonly month: string;
  readonly budget: number;
  readonly actual: number | null;
  readonly forecast: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The fan of a budget: cumulative first, because a breach is a statement about the sum. */
export function FanPanel({
  name,
  baseline,
  planned,
  scenario,
  baseMean,
  finding,
  height,
  maximum,
  className,
}: {
  readonly name: string;
  readonly baseline: Baseline;
  readonly planned: { readonly mean: ArrayLike<number>; readonly paths: readonly Float64Array[] };
  readonly scenario?: string | undefined;
  /** The mean without levers, drawn thin below. */
  readonly baseMean?: ArrayLike<number> | undefined;
  readonly finding: string;
  readonly height: number;
  /** A fixed end of the axis while a lever is dragged. */
  readonly maximum?: ((kind: FanKind) => number) | undefined;
  readonly className?: string;
}): ReactNode {
  const [kind, setKind] = useState<FanKind>('cumulative');
  const tokens = useTokens();
  const style = styleOf(baseline.currency);
  const series = useMemo(
    () => fanSeries(baseline, planned, kind, scenario, baseMean),
    [baseline, planned, kind, scenario, baseMean],
  );
  const end = maximum?.(kind);
  const picture = useMemo(
    () =>
      fanPicture(series, {
        tokens,
        compact: style.compact,
        alternative: finding,
        kind,
        ...(end === undefined ? {} : { maximum: end }),
      }),
    [series, tokens, style, finding, kind, end],
  );
  const switcher = useMemo(
    () => (
      <SegmentedControl aria-label="Cumulative or monthly" value={kind} onChange={setKind} data={KINDS} />
    ),
    [kind],
  );
  return (
    <ChartPanel
      title={finding}
      label={`Spend against budget, ${kind}, ${baseline.currency} · 50, 80 and 95 % of outcomes lie in the bands`}
      actions={switcher}
      picture={picture}
      height={height}
      table={{
        name: `${name} ${kind}`,
        columns: columnsOf(baseline.currency),
        rows: rowsOf(series),
        keyOf: ({ month }) => month,
      }}
      {...(className === undefined ? {} : { className })}
    />
  );
}

function columnsOf(currency: string): readonly Column<FanRow>[] {
  const style = styleOf(currency);
  const amount = (value: number | null): string => (value === null ? '' : style.amount(fromUnits(value)));
  return [
    { key: 'month', head: 'Month', text: ({ month }) => month },
    { key: 'budget', head: `BU, ${currency}`, text: ({ budget }) => amount(budget), isNumber: true },
    { key: 'actual', head: 'AC', text: ({ actual }) => amount(actual), isNumber: true },
    { key: 'forecast', head: 'FC', text: ({ forecast }) => amount(forecast), isNumber: true },
    { key: 'lower', head: '80 % from', text: ({ lower }) => amount(lower), isNumber: true },
    { key: 'upper', head: 'to', text: ({ upper }) => amount(upper), isNumber: true },
  ];
}

function rowsOf(series: FanSeries): FanRow[] {
  const middle = series.bands.find(({ level }) => level === 80);
  return series.labels.map((month, index) => {
    const actual = series.actual[index] ?? null;
    const isAhead = actual === null;
    return {
      month,
      budget: series.budget[index] ?? 0,
      actual,
      forecast: isAhead ? (series.forecast[index] ?? null) : null,
      lower: isAhead ? (middle?.lower[index] ?? null) : null,
      upper: isAhead ? (middle?.upper[index] ?? null) : null,
    };
  });
}
