import { useCallback, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { addMonths, isMonth, monthRange, type Month } from '#shared/domain/calendar.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { unitsOf } from '../../format/style.ts';
import { useKnownAt } from '../../session/workspace.ts';
import type { VarianceAnswer, VarianceRow } from './VariancePage.tsx';

export const TREND_MONTHS = 12;
const NONE: readonly number[] = [];

/** The last twelve months of spend of any row, read once for all rows. */
export function useRowTrends(
  node: BudgetAnswer,
  data: VarianceAnswer,
): (row: VarianceRow) => readonly number[] {
  const { by } = data;
  const dimensions = useMemo(() => by.filter((name) => name !== 'month' && name !== 'quarter'), [by]);
  const isTimed = dimensions.length < by.length;
  const to = isMonth(data.to) ? data.to : undefined;
  const from = to === undefined ? undefined : addMonths(to, 1 - TREND_MONTHS);
  const known = useKnownAt();
  const months = useQuery({
    ...useQueries().variance.analyze.queryOptions({
      input: {
        budgetId: node.id,
        by: [...dimensions, 'month'].join(','),
        causes: false,
        ...known,
        ...(from && { from }),
        ...(to && { to }),
      },
    }),
    enabled: !isTimed && to !== undefined,
  }).data?.data;
  const sums = useMemo(
    () => (months === undefined || from === undefined ? undefined : sumsByRow(months.rows, dimensions, from)),
    [months, from, dimensions],
  );
  return useCallback(
    (row) =>
      sums?.get(
        keyOf(
          dimensions.filter((name) => name in row.key),
          row.key,
        ),
      ) ?? NONE,
    [sums, dimensions],
  );
}

/** Spend by month of each value, and of each pair of values. */
function sumsByRow(
  rows: readonly VarianceRow[],
  dimensions: readonly string[],
  from: Month,
): ReadonlyMap<string, readonly number[]> {
  const order = new Map(monthRange(from, TREND_MONTHS).map((month, index) => [month as string, index]));
  const sums = new Map<string, number[]>();
  for (const { key, actual } of rows) {
    const at = order.get(key['month'] ?? '');
    if (at === undefined) continue;
    for (let depth = 0; depth <= dimensions.length; depth += 1) {
      const name = keyOf(dimensions.slice(0, depth), key);
      const values = sums.get(name) ?? new Array<number>(TREND_MONTHS).fill(0);
      values[at] = (values[at] ?? 0) + unitsOf(actual);
      sums.set(name, values);
    }
  }
  return sums;
}

function keyOf(names: readonly string[], key: Readonly<Record<string, string>>): string {
  return JSON.stringify(names.map((name) => [name, key[name] ?? '']));
}
