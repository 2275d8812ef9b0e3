import { useMemo, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { addMonths, monthRange, monthsBetween, toMonth, type Month } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { ForecastAnswer } from '#shared/contract/forecasts.ts';
import { useQueries } from '../../client/backend.tsx';
import { FanPanel } from '../../charts/FanPanel.tsx';
import type { Baseline } from '../../charts/fan-series.ts';
import { dayText, unitsOf } from '../../format/style.ts';
import { useKnownAt, useWorkspace } from '../../session/workspace.ts';

const HEIGHT = 264;
const NO_BANDS: readonly number[] = [];

/** Spend against budget as it was known on an earlier day, with the mean of the forecast that was stored last by then. */
export function PastFan({ node, day }: { readonly node: BudgetAnswer; readonly day: string }): ReactNode {
  const forecast = useKnownForecast(node);
  const open = useOpenMonth(node);
  const mean = useMemo(() => meansOf(node, open, forecast), [node, open, forecast]);
  const baseline = useMemo(() => knownOf(node, mean === undefined ? undefined : open), [node, mean, open]);
  const planned = useMemo(() => ({ mean: mean ?? [], paths: [] }), [mean]);
  const of = mean === undefined || forecast === undefined ? '' : `, forecast of ${dayText(forecast.asOf)}`;
  return (
    <FanPanel
      name={`${node.name} as known on ${day}`}
      baseline={baseline}
      planned={planned}
      finding={`Spend against budget as known on ${dayText(day)}${of}`}
      height={HEIGHT}
      levels={NO_BANDS}
    />
  );
}

/** The forecast of no scenario that was stored last by then. */
function useKnownForecast({ id }: BudgetAnswer): ForecastAnswer | undefined {
  const asOf = useWorkspace()?.asOf ?? '';
  const ask = { budgetId: id, ...useKnownAt() };
  const stored = useQuery(useQueries().forecasts.list.queryOptions({ input: ask })).data?.data;
  return stored?.find((one) => one.scenario === null && one.asOf <= asOf);
}

/** The first month that was not complete; undefined until it is known, and where none was. */
function useOpenMonth({ id }: BudgetAnswer): Month | undefined {
  const ask = { budgetId: id, ...useKnownAt() };
  const trend = useQuery(useQueries().trends.analyze.queryOptions({ input: ask })).data?.data;
  const last = trend?.months.findLast(({ complete }) => complete)?.month;
  return last === undefined ? undefined : addMonths(toMonth(last), 1);
}

/** What was forecast of the open month and those that follow it, as far as the forecast reaches; undefined where it does not. */
function meansOf(
  { startMonth, months }: BudgetAnswer,
  open: Month | undefined,
  forecast: ForecastAnswer | undefined,
): readonly number[] | undefined {
  if (open === undefined || forecast === undefined) return undefined;
  const left = monthsBetween(open, addMonths(toMonth(startMonth), months));
  const from = forecast.points.findIndex(({ month }) => month === open);
  if (from < 0 || left <= 0) return undefined;
  return forecast.points.slice(from, from + left).map(({ mean }) => unitsOf(mean));
}

/** What was known of a budget's months; what is ahead begins with the open month, else behind the last with spend. */
function knownOf({ currency, startMonth, plan, spentByMonth }: BudgetAnswer, open?: Month): Baseline {
  const first = toMonth(startMonth);
  return {
    currency,
    startMonth: open ?? addMonths(first, spentByMonth.length),
    mean: [],
    paths: [],
    months: monthRange(first, plan.length).map((month, index) => {
      const [planned, spent] = [plan[index], spentByMonth[index]];
      return {
        month,
        plan: planned === undefined ? 0 : unitsOf(planned),
        spent: spent === undefined ? 0 : unitsOf(spent),
      };
    }),
    shares: {},
    history: new Map(),
    seed: 0,
  };
}
