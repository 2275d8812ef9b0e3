import { useDeferredValue, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { money, toMicros, type Money } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import {
  microsOf,
  moneyText,
  plainStyle,
  probabilityText,
  shareText,
  spanText,
  styleOf,
} from '../../format/style.ts';
import { askOfBudget, type CostAsk } from '../../session/cost-rows.ts';
import { usePeriod } from '../../session/use-period.ts';
import { useKnownAt } from '../../session/workspace.ts';
import { CostLink } from '../../ui/CostLink.tsx';
import { Figure, Figures } from '../../ui/Panel.tsx';
import { StatusMark, Variance } from '../../ui/Signs.tsx';

/** Four headline figures: spent, where it ends, what is left between, and the odds. */
export function OverviewFigures({ node }: { readonly node: BudgetAnswer }): ReactNode {
  return (
    <Figures>
      <ActualFigure node={node} />
      <Figure
        label="Forecast for the budget's period"
        value={<Amount value={node.forecast} />}
        note={
          <>
            budget {moneyText(node.amount)} <Variance value={minus(node.forecast, node.amount)} />
          </>
        }
      />
      <Figure
        label="Headroom"
        value={<Amount value={minus(node.amount, node.forecast)} isSigned />}
        note={`${shareText(node.utilization)} used so far`}
      />
      <Figure
        label="Likely to end over"
        value={probabilityText(node.breachProbability)}
        note={
          <>
            <StatusMark status={node.status} />, outlook <StatusMark status={node.outlook} />
          </>
        }
      />
    </Figures>
  );
}

/** What was spent, in the budget's period or in the months of the bar, against the plan and the months before. */
function ActualFigure({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const { months } = usePeriod();
  const { variance } = useQueries();
  const ask = { budgetId: node.id, by: 'service', causes: false, ...months, ...useKnownAt() };
  const plan = useQuery({
    ...variance.analyze.queryOptions({ input: ask }),
    enabled: months !== undefined,
  }).data?.data;
  // A note beside the figure, and the dearest question of the page: it is asked once the panels below have asked theirs.
  const isLater = useDeferredValue(useDeferredValue(true, false), false);
  const before = useQuery({
    ...variance.analyze.queryOptions({ input: { ...ask, against: 'previous' } }),
    enabled: isLater,
  }).data?.data;
  const actual = months === undefined ? node.spent : plan?.total.actual;
  const planned = months === undefined ? node.planToDate : plan?.total.plan;
  const rows: CostAsk = months ?? askOfBudget(node);
  return (
    <Figure
      label={months === undefined ? 'Actual to date' : `Actual, ${spanText(months.from, months.to)}`}
      value={
        actual === undefined ? (
          '…'
        ) : (
          <CostLink budgetId={node.id} ask={rows}>
            <Amount value={actual} />
          </CostLink>
        )
      }
      note={
        actual === undefined || planned === undefined ? null : (
          <>
            against budget <Variance value={minus(actual, planned)} />
            <Change percent={before?.total.percent ?? null} />
          </>
        )
      }
    />
  );
}

/** How much more or less than in as many months before. */
function Change({ percent }: { readonly percent: number | null }): ReactNode {
  return percent === null ? null : (
    <span className="quiet">, {plainStyle().signedPercent(percent)} on the months before</span>
  );
}

function Amount({
  value,
  isSigned = false,
}: {
  readonly value: Money;
  readonly isSigned?: boolean;
}): ReactNode {
  const { spoken, signedSpoken } = styleOf(value.currency);
  return (
    <>
      {(isSigned ? signedSpoken : spoken)(microsOf(value))} <span className="unit">{value.currency}</span>
    </>
  );
}

function minus(left: Money, right: Money): Money {
  return money(toMicros(microsOf(left) - microsOf(right)), left.currency);
}
