import { useMemo, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { linesPicture, type NamedLine } from '#shared/charts/lines.ts';
import { modelTitle } from '#shared/domain/forecast.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { ChartPanel } from '../../charts/ChartPanel.tsx';
import { useTokens } from '../../charts/use-tokens.ts';
import { countText, plainStyle, sentenceCase, shareText } from '../../format/style.ts';
import { useKnownAt } from '../../session/workspace.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { Answered } from '../../ui/States.tsx';

type Judged = Outputs['forecasts']['accuracy']['data'][number];

const HEIGHT = 200;
/** A picture of more lines cannot be read; the table has all. */
const MOST_LINES = 4;

/** How stored forecasts turned out, by model and by how far ahead they looked; nothing until one has met a month. */
export function Accuracy({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const ask = { budgetId: node.id, ...useKnownAt() };
  const judged = useQuery(useQueries().forecasts.accuracy.queryOptions({ input: ask }));
  return (
    <Answered query={judged} what="how forecasts turned out" height={HEIGHT}>
      {({ data }) => (data.length === 0 ? null : <AccuracyPanel node={node} rows={data} />)}
    </Answered>
  );
}

function AccuracyPanel({
  node,
  rows,
}: {
  readonly node: BudgetAnswer;
  readonly rows: readonly Judged[];
}): ReactNode {
  const tokens = useTokens();
  const title = findingOf(rows);
  const picture = useMemo(() => {
    const furthest = Math.max(...rows.map(({ horizon }) => horizon));
    return linesPicture(linesOf(rows, furthest), {
      labels: Array.from({ length: furthest }, (_, index) => String(index + 1)),
      tokens,
      compact: (percent) => `${plainStyle().integer(percent)}\u00a0%`,
      alternative: title,
    });
  }, [rows, tokens, title]);
  return (
    <ChartPanel
      title={title}
      label="Error of stored forecasts in percent of the month, by model and months ahead; of the base, without scenarios"
      picture={picture}
      height={HEIGHT}
      table={{
        name: `${node.name} accuracy`,
        columns: COLUMNS,
        rows,
        keyOf: ({ model, horizon }) => `${model} ${horizon}`,
      }}
    />
  );
}

/** The error by months ahead of the models that were judged most often, the one with the most last, which is drawn heaviest. */
function linesOf(rows: readonly Judged[], furthest: number): NamedLine[] {
  const models = Map.groupBy(rows, ({ model }) => model);
  return [...models]
    .map(([model, own]) => ({ model, own, months: monthsOf(own) }))
    .sort((a, b) => a.months - b.months)
    .slice(-MOST_LINES)
    .map(({ model, own }) => {
      const errors = new Map(own.map(({ horizon, mape }) => [horizon, mape]));
      return {
        name: modelTitle(model),
        values: Array.from({ length: furthest }, (_, index) => {
          const error = errors.get(index + 1) ?? null;
          return error === null ? null : error * 100;
        }),
      };
    });
}

function monthsOf(rows: readonly Judged[]): number {
  return rows.reduce((sum, { months }) => sum + months, 0);
}

/** The error one month ahead and as far ahead as any forecast was met, over all models. */
function findingOf(rows: readonly Judged[]): string {
  const furthest = Math.max(...rows.map(({ horizon }) => horizon));
  const errorAt = (horizon: number): string | undefined => {
    const known = rows.flatMap(({ horizon: ahead, mape, months }) =>
      ahead === horizon && mape !== null ? [{ mape, months }] : [],
    );
    const months = known.reduce((sum, each) => sum + each.months, 0);
    if (months === 0) return undefined;
    return shareText(known.reduce((sum, each) => sum + each.mape * each.months, 0) / months);
  };
  const [near, far] = [errorAt(1), errorAt(furthest)];
  if (near === undefined) return 'How stored forecasts turned out';
  const beyond = furthest === 1 || far === undefined ? '' : `, ${far} ${furthest} months ahead`;
  return `Past forecasts missed by ${near} of the month one month ahead${beyond}`;
}

const COLUMNS: readonly Column<Judged>[] = [
  { key: 'model', head: 'Model', text: ({ model }) => sentenceCase(modelTitle(model)) },
  { key: 'horizon', head: 'Ahead', text: ({ horizon }) => countText(horizon, 'month', 'months') },
  { key: 'months', head: 'Months met', text: ({ months }) => String(months), isNumber: true },
  {
    key: 'error',
    head: 'Error',
    text: ({ mape }) => (mape === null ? '–' : shareText(mape)),
    isNumber: true,
  },
  {
    key: 'bias',
    head: 'Bias',
    text: ({ bias }) => (bias === null ? '–' : plainStyle().signedPercent(bias * 100)),
    isNumber: true,
  },
  {
    key: 'held',
    head: 'Inside its band',
    text: ({ coverage }) => (coverage === null ? '–' : shareText(coverage)),
    isNumber: true,
  },
];
