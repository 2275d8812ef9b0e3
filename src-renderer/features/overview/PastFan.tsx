import { useMemo, type ReactNode } from 'react';
import { addMonths, monthRange, toMonth } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { FanPanel } from '../../charts/FanPanel.tsx';
import type { Baseline } from '../../charts/fan-series.ts';
import { dayText, unitsOf } from '../../format/style.ts';

const HEIGHT = 264;
const NO_FORECAST = { mean: [], paths: [] };

/** Spend against budget as it was known on an earlier day; no forecast is kept of then. */
export function PastFan({ node, day }: { readonly node: BudgetAnswer; readonly day: string }): ReactNode {
  const baseline = useMemo(() => knownOf(node), [node]);
  return (
    <FanPanel
      name={`${node.name} as known on ${day}`}
      baseline={baseline}
      planned={NO_FORECAST}
      finding={`Spend against budget as known on ${dayText(day)}`}
      height={HEIGHT}
      levels={NO_FORECAST.mean}
    />
  );
}

/** What was known of a budget's months, with nothing ahead of them. */
function knownOf({ currency, startMonth, plan, spentByMonth }: BudgetAnswer): Baseline {
  const first = toMonth(startMonth);
  return {
    currency,
    startMonth: addMonths(first, spentByMonth.length),
    ...NO_FORECAST,
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
