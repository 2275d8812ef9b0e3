import { useMemo, type ReactNode } from 'react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { addMonths, toMonth } from '#shared/domain/calendar.ts';
import { fromUnits, money, toUnits } from '#shared/domain/money.ts';
import type { ForecastModel } from '#shared/domain/forecast.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { outcomeOf, type PeriodOutcome } from '#shared/engine/scenario/what-if.ts';
import { useQueries } from '../../client/backend.tsx';
import { FanPanel } from '../../charts/FanPanel.tsx';
import { doneMonths, type Baseline } from '../../charts/fan-series.ts';
import { planned } from '../../charts/planned.ts';
import {
  dayText,
  monthText,
  moneyText,
  probabilityText,
  shareText,
  styleOf,
  unitsOf,
} from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Figure, Figures, Page } from '../../ui/Panel.tsx';
import { Accuracy } from './Accuracy.tsx';
import { AssumptionsPanel } from './AssumptionsPanel.tsx';
import { hasAssumptions, movedGrowth, useAssumptions, type Assumptions } from './assumptions.ts';
import type { Extent } from './extent.ts';
import { ExtentFields } from './ExtentFields.tsx';
import { Ledger } from './Ledger.tsx';
import { Models } from './Models.tsx';
import { MonthsAhead } from './MonthsAhead.tsx';
import { Parts } from './Parts.tsx';
import { TrendPanels } from './TrendPanels.tsx';

const FAN_HEIGHT = 288;

/** The forecast of one budget: where it ends, why, what is assumed, and how right it was. */
export function ForecastView({
  node,
  baseline,
  model,
  extent,
  onChange,
}: {
  readonly node: BudgetAnswer;
  readonly baseline: Baseline;
  readonly model: ForecastModel;
  readonly extent: Extent;
  /** States a choice in the address; null takes it back to its default. */
  readonly onChange: (part: Readonly<Record<string, string | null>>) => void;
}): ReactNode {
  const queries = useQueries();
  const [assumptions, setAssumptions] = useAssumptions(node.id);
  const { levels } = extent;
  const { plan, outcome } = usePlanned(node, baseline, assumptions, levels);
  const months = extent.months ?? baseline.mean.length;
  const asked = { budgetId: node.id, months, model, levels: [...levels] };
  const explained = useQuery({
    ...queries.forecasts.create.queryOptions({ input: { ...asked, dryRun: true } }),
    placeholderData: keepPreviousData,
  });
  const store = useMutation(
    queries.forecasts.create.mutationOptions({
      onSuccess: ({ data }) =>
        sayDone(`Forecast of ${dayText(data.asOf)} stored; it is compared with what happens.`),
      onError: sayFailed,
    }),
  );
  return (
    <Page
      finding={findingOf(node, outcome, doneMonths(baseline) === baseline.months.length)}
      actions={
        <Button
          loading={store.isPending}
          onClick={() =>
            store.mutate({
              ...asked,
              growth: movedGrowth(assumptions.growth),
              changes: [...assumptions.changes],
            })
          }
        >
          Store this forecast
        </Button>
      }
    >
      <ExtentFields extent={extent} onChange={onChange} />
      <ForecastFigures node={node} outcome={outcome} bias={explained.data?.data.accuracy ?? null} />
      <div className="grid even">
        <FanPanel
          name={`${node.name} forecast`}
          baseline={baseline}
          planned={plan}
          baseMean={hasAssumptions(assumptions) ? baseline.mean : undefined}
          finding={fanFinding(node, outcome)}
          height={FAN_HEIGHT}
          levels={levels}
          className="span-8"
        />
        <AssumptionsPanel baseline={baseline} assumptions={assumptions} onChange={setAssumptions} />
      </div>
      {hasAssumptions(assumptions) ? <Parts node={node} baseline={baseline} plan={plan} /> : null}
      {extent.months === null ? null : <MonthsAhead {...{ node, baseline, plan, months, levels }} />}
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

/** The forecast with what is assumed, and how the budget's period ends by it. */
function usePlanned(
  node: BudgetAnswer,
  baseline: Baseline,
  assumptions: Assumptions,
  levels: readonly number[],
) {
  const plan = useMemo(
    () =>
      planned(baseline, {}, 0.5, {
        growth: movedGrowth(assumptions.growth),
        changes: assumptions.changes,
        levels,
      }),
    [baseline, assumptions, levels],
  );
  const outcome = useMemo(
    () =>
      outcomeOf(
        {
          startMonth: toMonth(node.startMonth),
          months: node.months,
          spentByMonth: baseline.months.slice(0, doneMonths(baseline)).map(({ spent }) => spent),
          nextMonth: baseline.startMonth,
          amount: unitsOf(node.amount),
        },
        plan,
      ),
    [node, baseline, plan],
  );
  return { plan, outcome };
}

function ForecastFigures({
  node,
  outcome,
  bias,
}: {
  readonly node: BudgetAnswer;
  readonly outcome: PeriodOutcome;
  readonly bias: {
    readonly smape: number | null;
    readonly coverage: Readonly<Record<string, number>>;
  } | null;
}): ReactNode {
  const style = styleOf(node.currency);
  const headroom = unitsOf(node.amount) - toUnits(outcome.atCompletion);
  const [held] = heldBands(bias?.coverage ?? {});
  return (
    <Figures>
      <Figure
        label="Forecast for the period"
        value={
          <>
            {style.spoken(outcome.atCompletion)} <span className="unit">{node.currency}</span>
          </>
        }
        note={`budget ${moneyText(node.amount)}`}
      />
      <Figure
        label="Headroom"
        value={
          <>
            {style.signedSpoken(fromUnits(headroom))} <span className="unit">{node.currency}</span>
          </>
        }
        note={`if over, by ${moneyText(money(fromUnits(overrunOf(outcome)), node.currency))} on average`}
      />
      <Figure
        label="Likely to end over"
        value={probabilityText(outcome.probability)}
        note={
          outcome.earliest === null || outcome.latest === null
            ? 'no path passes the budget'
            : `reached ${dayText(outcome.earliest)} – ${dayText(outcome.latest)}`
        }
      />
      {bias === null ? null : (
        <Figure
          label="Missed in back-tests by"
          value={bias.smape === null ? '–' : shareText(bias.smape / 100)}
          note={
            held === undefined
              ? 'of the month, on average'
              : `${held.level} % bands held ${shareText(held.share)}`
          }
        />
      )}
    </Figures>
  );
}

/** How often each band held in back-tests, the one of 80 % first where it is among them. */
function heldBands(coverage: Readonly<Record<string, number>>): readonly { level: string; share: number }[] {
  return Object.entries(coverage)
    .map(([level, share]) => ({ level, share }))
    .sort((a, b) => Math.abs(Number(a.level) - 80) - Math.abs(Number(b.level) - 80));
}

/** The mean overrun of the paths that are over. */
function overrunOf({ expectedOverrun, probability }: PeriodOutcome): number {
  return probability === 0 ? 0 : expectedOverrun / probability;
}

function findingOf(node: BudgetAnswer, outcome: PeriodOutcome, isOver: boolean): string {
  const end = monthText(addMonths(toMonth(node.startMonth), node.months - 1));
  const total = `${styleOf(node.currency).spoken(outcome.atCompletion)}\u00a0${node.currency}`;
  if (isOver) return `${node.name} ended at ${total} in ${end}: its period is over.`;
  const when = outcome.medianDate === null ? '' : `, most likely from ${dayText(outcome.medianDate)}`;
  return `${node.name} is heading for ${total} by ${end}: ${probabilityText(outcome.probability)} likely over budget${when}.`;
}

function fanFinding(node: BudgetAnswer, outcome: PeriodOutcome): string {
  const headroom = unitsOf(node.amount) - toUnits(outcome.atCompletion);
  return `Headroom ${styleOf(node.currency).signedCompact(headroom)}\u00a0${node.currency}`;
}
