import { useMemo, type ReactNode } from 'react';
import { bridgePicture } from '#shared/charts/bridge.ts';
import { fromUnits } from '#shared/domain/money.ts';
import type { PlannedForecast } from '#shared/engine/forecast/plan.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { ChartPanel } from '../../charts/ChartPanel.tsx';
import { doneMonths, expectedTotal, type Baseline } from '../../charts/fan-series.ts';
import { useTokens } from '../../charts/use-tokens.ts';
import { styleOf } from '../../format/style.ts';
import type { ScenarioAnswer } from '../../session/baseline.ts';
import { titleIn } from './scenario-words.ts';

const NAMES: Readonly<Record<string, string>> = { growth: 'Growth', changes: 'Planned changes' };

interface Row {
  readonly name: string;
  readonly value: number;
}

/** Baseline, growth, planned changes, scenario, forecast: the parts add up. */
export function Parts({
  node,
  baseline,
  plan,
  scenario,
}: {
  readonly node: BudgetAnswer;
  readonly baseline: Baseline;
  readonly plan: PlannedForecast;
  readonly scenario: ScenarioAnswer | null;
}): ReactNode {
  const tokens = useTokens();
  const style = styleOf(node.currency);
  const start = expectedTotal(baseline, baseline.mean);
  const end = expectedTotal(baseline, plan.mean);
  const steps = useMemo(() => stepsOf(baseline, plan, scenario), [baseline, plan, scenario]);
  const picture = useMemo(
    () =>
      bridgePicture(
        { startName: 'Baseline', endName: 'FC', start, end, steps, ranked: false },
        {
          tokens,
          compact: style.compact,
          signedCompact: style.signedCompact,
          alternative: `From the baseline ${style.compact(start)} to the forecast ${style.compact(end)}`,
        },
      ),
    [start, end, steps, tokens, style],
  );
  const rows: readonly Row[] = [
    { name: 'Baseline', value: start },
    ...steps,
    { name: 'Forecast', value: end },
  ];
  return (
    <ChartPanel
      title={titleIn(
        scenario,
        `What is planned adds ${style.signedCompact(end - start)}\u00a0${node.currency}`,
      )}
      label={`Spend of the period, ${node.currency}: baseline, growth, planned changes${scenario === null ? '' : ', scenario'}`}
      picture={picture}
      height={140}
      table={{
        name: `${node.name} parts of the forecast`,
        columns: [
          { key: 'name', head: 'Part', text: ({ name }) => name },
          {
            key: 'value',
            head: node.currency,
            text: ({ value }) => style.amount(fromUnits(value)),
            isNumber: true,
          },
        ],
        rows,
        keyOf: ({ name }) => name,
      }}
      foot="adds up"
    />
  );
}

function stepsOf(baseline: Baseline, plan: PlannedForecast, scenario: ScenarioAnswer | null): readonly Row[] {
  const left = baseline.months.length - doneMonths(baseline);
  const names = scenario === null ? NAMES : { ...NAMES, scenario: scenario.name };
  return plan.parts.flatMap(({ name, months }) => {
    const title = names[name];
    if (title === undefined) return [];
    const value = months.slice(months.length - left).reduce((sum, month) => sum + month, 0);
    return [{ name: title, value }];
  });
}
