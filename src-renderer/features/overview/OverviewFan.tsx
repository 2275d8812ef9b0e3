import { useMemo, type ReactNode } from 'react';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { breachOf } from '#shared/engine/forecast/breach.ts';
import {
  baselineOf,
  doneMonths,
  expectedTotal,
  monthsAhead,
  type Baseline,
  type PathsAnswer,
} from '../../charts/fan-series.ts';
import { FanPanel } from '../../charts/FanPanel.tsx';
import { planned, type LeversInput } from '../../charts/planned.ts';
import { dayText, styleOf, unitsOf } from '../../format/style.ts';
import { usePaths, useScenario, type ScenarioAnswer } from '../../session/baseline.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';

const HEIGHT = 264;

/** Spend against budget with the forecast's fan for the chosen budget. */
export function OverviewFan({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const paths = usePaths(node);
  const scenario = useScenario();
  if (paths.data === undefined)
    return (
      <Panel title="Spend against budget" className="span-8">
        <Answered query={paths} what="the forecast" height={HEIGHT}>
          {() => null}
        </Answered>
      </Panel>
    );
  return <DrawnFan node={node} paths={paths.data} scenario={scenario} />;
}

function DrawnFan({
  node,
  paths,
  scenario,
}: {
  readonly node: BudgetAnswer;
  readonly paths: PathsAnswer;
  readonly scenario: ScenarioAnswer | null;
}): ReactNode {
  const baseline = useMemo(() => baselineOf(paths), [paths]);
  const plan = useMemo(
    () => planned(baseline, (scenario?.levers ?? {}) as LeversInput, scenario?.quantile ?? 0.5),
    [baseline, scenario],
  );
  return (
    <FanPanel
      name={node.name}
      baseline={baseline}
      planned={plan}
      scenario={scenario?.name}
      finding={fanFinding(node, baseline, plan)}
      height={HEIGHT}
      className="span-8"
    />
  );
}

function fanFinding(node: BudgetAnswer, baseline: Baseline, plan: ReturnType<typeof planned>): string {
  const budget = unitsOf(node.amount);
  const total = expectedTotal(baseline, plan.mean);
  const ahead = monthsAhead(baseline);
  const [first] = baseline.months;
  if (first === undefined) return 'Spend against budget';
  const odds = breachOf({
    spentByMonth: baseline.months.slice(0, doneMonths(baseline)).map(({ spent }) => spent),
    paths: plan.paths.map((path) => path.subarray(ahead)),
    startMonth: first.month,
    months: baseline.months.length,
    amount: budget,
  });
  const headroom = `Headroom ${styleOf(node.currency).signedCompact(budget - total)}\u00a0${node.currency}`;
  return odds.medianDate === null
    ? headroom
    : `${headroom}; the budget is reached most likely on ${dayText(odds.medianDate)}`;
}
