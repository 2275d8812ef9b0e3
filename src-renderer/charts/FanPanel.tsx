import { useMemo, useState, type ReactNode } from 'react';
import { SegmentedControl } from '@mantine/core';
import { fanPicture } from '#shared/charts/fan.ts';
import { levelText, styleOf } from '../format/style.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { fanSeries, levelsText, USUAL_LEVELS, type Baseline, type FanKind } from './fan-series.ts';
import { fanTable } from './fan-table.ts';
import { useTokens } from './use-tokens.ts';

const KINDS: { value: FanKind; label: string }[] = [
  { value: 'cumulative', label: 'Cumulative' },
  { value: 'monthly', label: 'Monthly' },
];

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
  levels = USUAL_LEVELS,
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
  /** The bands, in percent of the outcomes. */
  readonly levels?: readonly number[];
  readonly className?: string;
}): ReactNode {
  const [kind, setKind] = useState<FanKind>('cumulative');
  const tokens = useTokens();
  const style = styleOf(baseline.currency);
  const series = useMemo(
    () => fanSeries(baseline, planned, kind, scenario, baseMean, levels),
    [baseline, planned, kind, scenario, baseMean, levels],
  );
  const end = maximum?.(kind);
  const picture = useMemo(
    () =>
      fanPicture(series, {
        tokens,
        compact: style.compact,
        level: levelText,
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
      label={`Spend against budget, ${kind}, ${baseline.currency}${bandsText(levels)}`}
      actions={switcher}
      picture={picture}
      height={height}
      table={fanTable(`${name} ${kind}`, baseline.currency, series)}
      {...(className === undefined ? {} : { className })}
    />
  );
}

function bandsText(levels: readonly number[]): string {
  return levels.length === 0 ? '' : ` · ${levelsText(levels)} of outcomes lie in the bands`;
}
