import { useMemo, type ReactNode } from 'react';
import { fanPicture, type FanSeries } from '#shared/charts/fan.ts';
import { addMonths, monthRange } from '#shared/domain/calendar.ts';
import type { PlannedForecast } from '#shared/engine/forecast/plan.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { ChartPanel } from '../../charts/ChartPanel.tsx';
import { levelsText, type Baseline } from '../../charts/fan-series.ts';
import { fanTable } from '../../charts/fan-table.ts';
import { useTokens } from '../../charts/use-tokens.ts';
import { countText, levelText, monthText, shortMonthText, styleOf } from '../../format/style.ts';
import type { ScenarioAnswer } from '../../session/baseline.ts';
import { titleIn } from './scenario-words.ts';

const HEIGHT = 240;
/** Months that happened, before those that are forecast. */
const MONTHS_BEFORE = 12;

/** Month by month as far as was asked for, also beyond the budget's period: what is stored. */
export function MonthsAhead({
  node,
  baseline,
  plan,
  scenario,
  months,
  levels,
}: {
  readonly node: BudgetAnswer;
  readonly baseline: Baseline;
  readonly plan: PlannedForecast;
  readonly scenario: ScenarioAnswer | null;
  readonly months: number;
  readonly levels: readonly number[];
}): ReactNode {
  const tokens = useTokens();
  const { compact } = styleOf(baseline.currency);
  const series = useMemo(() => seriesAhead(baseline, plan, months, levels), [baseline, plan, months, levels]);
  const title = titleIn(
    scenario,
    `${countText(months, 'month', 'months')} ahead, to ${monthText(addMonths(baseline.startMonth, months - 1))}`,
  );
  const picture = useMemo(
    () => fanPicture(series, { tokens, compact, level: levelText, alternative: title, kind: 'monthly' }),
    [series, tokens, compact, title],
  );
  return (
    <ChartPanel
      title={title}
      label={`Spend by month, ${baseline.currency} · ${levelsText(levels)} of outcomes lie in the bands`}
      picture={picture}
      height={HEIGHT}
      table={fanTable(`${node.name} ${months} months ahead`, baseline.currency, series)}
    />
  );
}

function seriesAhead(
  { history, startMonth }: Baseline,
  { mean, intervals }: PlannedForecast,
  months: number,
  levels: readonly number[],
): FanSeries {
  const before = monthRange(addMonths(startMonth, -MONTHS_BEFORE), MONTHS_BEFORE);
  const past = before.map((month) => history.get(month) ?? null);
  // Lines and bands begin at the last month that happened.
  const blank = past.slice(1).map(() => null);
  const joint = past.at(-1) ?? null;
  const ahead = monthRange(startMonth, months);
  const padded = (values: readonly number[]): (number | null)[] => [...blank, joint, ...values];
  return {
    labels: [...before, ...ahead].map(shortMonthText),
    budget: [],
    actual: [...past, ...ahead.map(() => null)],
    forecast: padded(Array.from(mean).slice(0, months)),
    bands: levels.map((level) => {
      const limits = (intervals[String(level)] ?? []).slice(0, months);
      return {
        level,
        lower: padded(limits.map(([low]) => low)),
        upper: padded(limits.map(([, high]) => high)),
      };
    }),
  };
}
