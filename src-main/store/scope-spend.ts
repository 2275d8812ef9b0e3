import type { Budget } from '#shared/domain/budget.ts';
import type { Month } from '#shared/domain/calendar.ts';
import type { CostBasis, TagMapping } from '#shared/domain/cost.ts';
import { sumMicros, type Micros } from '#shared/domain/money.ts';
import { compileScope } from '#shared/engine/budgets/scope.ts';
import type { Reader } from './reader.ts';
import { readSeries, type StoredSeries } from './series.ts';
import { readSeriesMonths, countingPortions } from './spend.ts';

export type ScopeSpend = (budget: Pick<Budget, 'scope' | 'costBasis' | 'currency'>, month: Month) => Micros;

/**
 * Answers what a scope cost in a month, whatever budgets there are: the profile of a budget that is only being made. Series
 * and their months are read at the first question and kept for those that follow.
 */
export function scopeSpendReader(reader: Reader, mapping: TagMapping): ScopeSpend {
  let known: { series: readonly StoredSeries[]; portions: string } | undefined;
  const months = new Map<CostBasis, Map<string, Micros>>();
  return ({ scope, costBasis, currency }, month) => {
    if (known === undefined) {
      const portions = countingPortions(reader);
      known = { portions, series: readSeries(reader, portions) };
    }
    const amounts = months.get(costBasis) ?? monthsOf(reader, known.portions, costBasis);
    months.set(costBasis, amounts);
    const matches = compileScope(scope, mapping);
    const parts = known.series.flatMap((series) => {
      const amount = series.currency === currency ? amounts.get(`${series.id} ${month}`) : undefined;
      return amount !== undefined && matches(series) ? [amount] : [];
    });
    return sumMicros(parts);
  };
}

function monthsOf(reader: Reader, portions: string, basis: CostBasis): Map<string, Micros> {
  return new Map(
    readSeriesMonths(reader, portions, basis).map(({ seriesId, month, amount }) => [
      `${seriesId} ${month}`,
      amount,
    ]),
  );
}
