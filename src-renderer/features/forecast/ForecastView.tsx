import type { ReactNode } from 'react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { addMonths, toMonth } from '#shared/domain/calendar.ts';
import { toUnits } from '#shared/domain/money.ts';
import type { ForecastModel } from '#shared/domain/forecast.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { PeriodOutcome } from '#shared/engine/scenario/what-if.ts';
import { useQueries } from '../../client/backend.tsx';
import { FanPanel } from '../../charts/FanPanel.tsx';
import { doneMonths, type Baseline } from '../../charts/fan-series.ts';
import { dayText, monthText, probabilityText, styleOf } from '../../format/style.ts';
import { useScenario, type ScenarioAnswer } from '../../session/baseline.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Page } from '../../ui/Panel.tsx';
import { Accuracy } from './Accuracy.tsx';
import { AssumptionsPanel } from './AssumptionsPanel.tsx';
import { hasAssumptions, movedGrowth, useAssumptions } from './assumptions.ts';
import type { Extent } from './extent.ts';
import { ExtentFields } from './ExtentFields.tsx';
import { ForecastFigures } from './ForecastFigures.tsx';
import { Ledger } from './Ledger.tsx';
import { Models } from './Models.tsx';
import { MonthsAhead } from './MonthsAhead.tsx';
import { Parts } from './Parts.tsx';
import { namedIn, titleIn } from './scenario-words.ts';
import { TrendPanels } from './TrendPanels.tsx';
import { usePlanned } from './use-planned.ts';

const FAN_HEIGHT = 288;

/** The forecast of one budget: where it ends, why, what is assumed, and how right it was. */
export function ForecastView({
  node,
  baseline,
  model,
  extent,
  tools,
  onChange,
}: {
  readonly node: BudgetAnswer;
  readonly baseline: Baseline;
  readonly model: ForecastModel;
  readonly extent: Extent;
  /** What can be done here whatever is forecast. */
  readonly tools: ReactNode;
  /** States a choice in the address; null takes it back to its default. */
  readonly onChange: (part: Readonly<Record<string, string | null>>) => void;
}): ReactNode {
  const queries = useQueries();
  const [assumptions, setAssumptions] = useAssumptions(node.id);
  const scenario = useScenario();
  const { levels } = extent;
  const { shown, plan, outcome, amount } = usePlanned(node, baseline, assumptions, scenario, levels);
  const isPlanned = hasAssumptions(assumptions) || scenario !== null;
  const months = extent.months ?? baseline.mean.length;
  const asked = { budgetId: node.id, months, model, levels: [...levels] };
  const explained = useQuery({
    ...queries.forecasts.create.queryOptions({ input: { ...asked, dryRun: true } }),
    placeholderData: keepPreviousData,
  });
  const store = useMutation(
    queries.forecasts.create.mutationOptions({
      onSuccess: ({ data }) =>
        sayDone(
          `Forecast of ${dayText(data.asOf)}${namedIn(scenario)} stored; it is compared with what happens.`,
        ),
      onError: sayFailed,
    }),
  );
  return (
    <Page
      finding={
        doneMonths(baseline) === baseline.months.length
          ? endedText(node, outcome)
          : findingOf(node, outcome, scenario)
      }
      actions={
        <>
          {tools}
          <Button
            loading={store.isPending}
            onClick={() =>
              store.mutate({
                ...asked,
                growth: movedGrowth(assumptions.growth),
                changes: [...assumptions.changes],
                ...(scenario === null ? {} : { scenario: scenario.id }),
              })
            }
          >
            Store this forecast
          </Button>
        </>
      }
    >
      <ExtentFields extent={extent} onChange={onChange} />
      <ForecastFigures {...{ node, amount, outcome }} bias={explained.data?.data.accuracy ?? null} />
      <div className="grid even">
        <FanPanel
          name={`${node.name} forecast`}
          baseline={shown}
          planned={plan}
          scenario={scenario?.name}
          baseMean={isPlanned ? baseline.mean : undefined}
          finding={titleIn(scenario, headroomText(node.currency, outcome, amount))}
          height={FAN_HEIGHT}
          levels={levels}
          className="span-8"
        />
        <AssumptionsPanel baseline={baseline} assumptions={assumptions} onChange={setAssumptions} />
      </div>
      {isPlanned ? <Parts {...{ node, baseline, plan, scenario }} /> : null}
      {extent.months === null ? null : (
        <MonthsAhead {...{ node, baseline, plan, scenario, months, levels }} />
      )}
      <Models
        query={explained}
        chosen={model}
        onModel={(name) => onChange({ model: name === 'auto' ? null : name })}
      />
      <TrendPanels node={node} />
      <Accuracy node={node} />
      <Ledger node={node} history={baseline.history} />
    </Page>
  );
}

function totalText({ currency }: BudgetAnswer, { atCompletion }: PeriodOutcome): string {
  return `${styleOf(currency).spoken(atCompletion)}\u00a0${currency}`;
}

function endOf({ startMonth, months }: BudgetAnswer): string {
  return monthText(addMonths(toMonth(startMonth), months - 1));
}

function endedText(node: BudgetAnswer, outcome: PeriodOutcome): string {
  return `${node.name} ended at ${totalText(node, outcome)} in ${endOf(node)}: its period is over.`;
}

function findingOf(node: BudgetAnswer, outcome: PeriodOutcome, scenario: ScenarioAnswer | null): string {
  const { medianDate, probability } = outcome;
  const when = medianDate === null ? '' : `, most likely from ${dayText(medianDate)}`;
  return `${node.name} is heading for ${totalText(node, outcome)} by ${endOf(node)}${namedIn(scenario)}: ${probabilityText(probability)} likely over budget${when}.`;
}

function headroomText(currency: string, { atCompletion }: PeriodOutcome, amount: number): string {
  return `Headroom ${styleOf(currency).signedCompact(amount - toUnits(atCompletion))}\u00a0${currency}`;
}
