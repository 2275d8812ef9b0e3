import { useMemo, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { OneOffAnswer } from '#shared/contract/one-offs.ts';
import { useQueries } from '../../client/backend.tsx';
import { dayText, moneyText, probabilityText, unitsOf } from '../../format/style.ts';
import { useKnownAt } from '../../session/workspace.ts';
import { Page } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';
import { Accuracy } from './Accuracy.tsx';
import { Ledger } from './Ledger.tsx';
import { History, Seasons, type Trend } from './TrendPanels.tsx';

const HEIGHT = 200;
/** What forecasts take in place of a month is decided of today alone. */
const NONE: readonly OneOffAnswer[] = [];

/** Trend and stored forecasts as they were known on an earlier day, and how these had turned out by then; none is made anew. */
export function PastForecast({
  node,
  day,
  tools,
}: {
  readonly node: BudgetAnswer;
  readonly day: string;
  /** What can be done here whatever is forecast. */
  readonly tools: ReactNode;
}): ReactNode {
  const ask = { budgetId: node.id, ...useKnownAt() };
  const trend = useQuery(useQueries().trends.analyze.queryOptions({ input: ask }));
  return (
    <Page finding={findingOf(node, day)} actions={tools}>
      <Answered query={trend} what="the trend" height={HEIGHT}>
        {({ data }) => <Known node={node} trend={data} />}
      </Answered>
    </Page>
  );
}

function Known({ node, trend }: { readonly node: BudgetAnswer; readonly trend: Trend }): ReactNode {
  const history = useMemo(
    () =>
      new Map(
        trend.months.filter(({ complete }) => complete).map(({ month, spent }) => [month, unitsOf(spent)]),
      ),
    [trend],
  );
  return (
    <>
      <History node={node} trend={trend} oneOffs={NONE} />
      <Seasons node={node} trend={trend} />
      <Accuracy node={node} />
      <Ledger node={node} history={history} />
    </>
  );
}

/** `Acme was expected to end at 1,200 USD by what was known on May 31, 2026, 12 % likely over budget.` */
function findingOf({ name, forecast, breachProbability }: BudgetAnswer, day: string): string {
  const odds = breachProbability === null ? '' : `, ${probabilityText(breachProbability)} likely over budget`;
  return `${name} was expected to end at ${moneyText(forecast)} by what was known on ${dayText(day)}${odds}.`;
}
