import { memo, useMemo, useState, type ReactNode } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { MultiSelect } from '@mantine/core';
import { linesPicture, type NamedLine } from '#shared/charts/lines.ts';
import { fromUnits } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { ChartCanvas } from '../../charts/ChartCanvas.tsx';
import { fanSeries, type Baseline } from '../../charts/fan-series.ts';
import { useTokens } from '../../charts/use-tokens.ts';
import { dayText, probabilityText, shortMonthText, styleOf, unitsOf } from '../../format/style.ts';
import { Panel } from '../../ui/Panel.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { totalUnits, type Evaluation } from './evaluate.ts';
import { ErrorState } from '../../ui/States.tsx';

/** Side by side, the levers as they stand among them once they moved. */
const MOST = 4;
const HEIGHT = 220;

interface Column {
  readonly name: string;
  readonly definition: string;
  readonly total: number;
  readonly budget: number;
  readonly probability: number;
  readonly medianDate: string | null;
  readonly mean: readonly number[];
}

/** Up to four scenarios side by side: their figures, differences tinted, and their lines over one another. */
export const Compare = memo(function Compare({
  node,
  baseline,
  now,
  scenarioId,
  isBase,
}: {
  readonly node: BudgetAnswer;
  readonly baseline: Baseline;
  readonly now: Evaluation;
  readonly scenarioId: string | null;
  readonly isBase: boolean;
}): ReactNode {
  const queries = useQueries();
  const [chosen, setChosen] = useState<readonly string[]>(['realistic', 'optimistic', 'pessimistic']);
  const scenarios = useQuery(queries.scenarios.list.queryOptions({ input: {} })).data?.data ?? [];
  const most = isBase ? MOST : MOST - 1;
  const known = chosen.filter((id) => scenarios.some((scenario) => scenario.id === id)).slice(0, most);
  const { others, error } = useCompared(node, known);
  const columns = useMemo(
    () => (isBase && others.length > 0 ? others : [...others, thisColumn(now, scenarioId)]),
    [others, now, scenarioId, isBase],
  );
  const measures = measuresOf(baseline.currency, columns);
  return (
    <Panel
      title="Compare"
      label={`Up to four side by side, ${baseline.currency}; tinted where better or worse than ${columns[0]?.name ?? 'the first'}`}
      actions={
        <MultiSelect
          aria-label="Scenarios to compare"
          placeholder={known.length < most ? 'Add a scenario' : ''}
          data={scenarios.map(({ id, name }) => ({
            ...{ value: id, label: name },
            // One that no longer fits is seen to need the place of another.
            disabled: known.length >= most && !known.includes(id),
          }))}
          value={[...known]}
          maxValues={most}
          searchable
          onChange={setChosen}
          className="compare-picker"
        />
      }
      foot={
        <TableTools
          name={`${node.name} scenarios`}
          rows={() => [
            ['Measure', ...columns.map(({ name }) => name)],
            ...measures.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)]),
          ]}
        />
      }
    >
      {error === null ? null : <ErrorState error={error} />}
      <Figures currency={baseline.currency} columns={columns} measures={measures} />
      <Lines baseline={baseline} columns={columns} />
    </Panel>
  );
});

/** The columns of stored scenarios, as the backend computes them. */
function useCompared(node: BudgetAnswer, scenarios: readonly string[]) {
  const { data, error } = useQuery({
    ...useQueries().scenarios.compare.queryOptions({
      input: { budgetId: node.id, scenarios: [...scenarios] },
    }),
    enabled: scenarios.length > 0,
    placeholderData: keepPreviousData,
  });
  const isAny = scenarios.length > 0;
  const others = useMemo(() => (isAny ? (data?.data ?? []).map(columnOf) : []), [data, isAny]);
  return { others, error };
}

function Figures({
  currency,
  columns,
  measures,
}: {
  readonly currency: string;
  readonly columns: readonly Column[];
  readonly measures: readonly Measure[];
}): ReactNode {
  return (
    <div className="table-scroll">
      <table className="table compare">
        <caption className="hidden">Scenarios side by side</caption>
        <thead>
          <tr>
            <th scope="col">{currency}</th>
            {columns.map(({ name, definition }) => (
              <th key={name} scope="col" className="number" title={definition}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measures.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map(({ text, tint }, index) => (
                <td key={columns[index]?.name ?? index} className={`number ${tint}`}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnOf(result: {
  readonly scenario: { readonly name: string; readonly definition: string };
  readonly total: { readonly amount: string; readonly currency: string };
  readonly budget: { readonly amount: string; readonly currency: string };
  readonly probability: number;
  readonly medianDate: string | null;
  readonly points: readonly { readonly mean: { readonly amount: string; readonly currency: string } }[];
}): Column {
  const { scenario, total, budget, probability, medianDate, points } = result;
  return {
    name: scenario.name,
    definition: scenario.definition,
    total: unitsOf(total),
    budget: unitsOf(budget),
    probability,
    medianDate,
    mean: points.map(({ mean }) => unitsOf(mean)),
  };
}

function thisColumn(now: Evaluation, scenarioId: string | null): Column {
  return {
    name: 'This',
    definition:
      scenarioId === null ? 'The levers as they stand' : 'The levers as they stand, from a scenario',
    total: totalUnits(now),
    budget: now.amount,
    probability: now.outcome.probability,
    medianDate: now.outcome.medianDate,
    mean: [...now.planned.mean],
  };
}

interface Measure {
  readonly name: string;
  readonly cells: readonly { readonly text: string; readonly tint: string }[];
}

/** Below these the eye sees no difference. */
const SAME_UNITS = 0.5;
const SAME_ODDS = 0.01;

function measuresOf(currency: string, columns: readonly Column[]): readonly Measure[] {
  const style = styleOf(currency);
  const [first] = columns;
  const tint = (difference: number, same: number): string =>
    Math.abs(difference) < same ? '' : difference > 0 ? 'worse' : 'better';
  const row = (
    name: string,
    text: (column: Column) => string,
    worse: (column: Column) => number,
    same: number,
  ): Measure => ({
    name,
    cells: columns.map((column) => ({
      text: text(column),
      tint: first === undefined ? '' : tint(worse(column) - worse(first), same),
    })),
  });
  const amount = (units: number): string => style.spoken(fromUnits(units));
  const signed = (units: number): string => style.signedSpoken(fromUnits(units));
  return [
    row(
      'At completion',
      ({ total }) => amount(total),
      ({ total }) => total,
      SAME_UNITS,
    ),
    row(
      `Against ${first?.name ?? ''}`,
      (column) => (column === first ? '–' : differenceText(signed, column.total - (first?.total ?? 0))),
      ({ total }) => total,
      SAME_UNITS,
    ),
    row(
      'Budget',
      ({ budget }) => amount(budget),
      () => 0,
      SAME_UNITS,
    ),
    row(
      'Headroom',
      ({ budget, total }) => signed(budget - total),
      ({ budget, total }) => total - budget,
      SAME_UNITS,
    ),
    row(
      'P(over)',
      ({ probability }) => probabilityText(probability),
      ({ probability }) => probability,
      SAME_ODDS,
    ),
    row(
      'Budget reached',
      ({ medianDate }) => (medianDate === null ? 'not likely' : dayText(medianDate)),
      () => 0,
      1,
    ),
  ];
}

/** The difference with its word, so that its colour says nothing alone. */
function differenceText(signed: (units: number) => string, units: number): string {
  const word = Math.abs(units) < SAME_UNITS ? '' : units > 0 ? ' adv.' : ' fav.';
  return `${signed(units)}${word}`;
}

function Lines({
  baseline,
  columns,
}: {
  readonly baseline: Baseline;
  readonly columns: readonly Column[];
}): ReactNode {
  const tokens = useTokens();
  const style = styleOf(baseline.currency);
  const picture = useMemo(() => {
    const plan = sums(baseline.months.map((month) => month.plan));
    const lines = columns.map(({ name, mean, budget }): NamedLine => {
      const { actual, forecast } = fanSeries(baseline, { mean, paths: [] }, 'cumulative');
      const scale = plan.at(-1) === 0 ? 1 : budget / (plan.at(-1) ?? 1);
      const values = plan.map((planned, index) => {
        const spent = actual[index] ?? forecast[index] ?? null;
        return spent === null ? null : spent - planned * scale;
      });
      return { name, values };
    });
    return linesPicture(lines, {
      labels: baseline.months.map(({ month }) => shortMonthText(month)),
      tokens,
      compact: style.signedCompact,
      alternative: `Cumulative spend over or under budget of ${columns.map(({ name }) => name).join(', ')}`,
    });
  }, [baseline, columns, tokens, style]);
  return (
    <>
      <p className="label compare-label">
        Over (+) or under (−) the budget to date, cumulative, {baseline.currency}
      </p>
      <ChartCanvas picture={picture} height={HEIGHT} />
    </>
  );
}

/** Running sums. */
function sums(values: readonly number[]): number[] {
  let total = 0;
  return values.map((value) => (total += value));
}
