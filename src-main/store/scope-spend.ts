import type { Budget } from '#shared/domain/budget.ts';
import { monthNumber, type Month } from '#shared/domain/calendar.ts';
import type { CostBasis, TagMapping } from '#shared/domain/cost.ts';
import { sumMicros, type Micros } from '#shared/domain/money.ts';
import { compileRates, type Convert } from '#shared/engine/budgets/rates.ts';
import { compileScope } from '#shared/engine/budgets/scope.ts';
import { readBudget } from './budgets.ts';
import { readRates } from './rates.ts';
import type { Reader } from './reader.ts';
import { readSeries, type StoredSeries } from './series.ts';
import { readSeriesMonths, countingPortions } from './spend.ts';

type Scoped = Pick<Budget, 'scope' | 'costBasis' | 'currency' | 'parentId'>;
export type ScopeSpend = (budget: Scoped, month: Month) => Micros;

interface Matched {
  readonly budget: Scoped;
  readonly series: readonly StoredSeries[];
  readonly convert: Convert;
}

/**
 * Answers what a scope within those above it cost in a month, in the budget's currency, whatever budgets there are beside it: the
 * profile of a budget that is only being made. Series and their months are read at the first question and kept for those that
 * follow. What is above a budget is in the store, or answered by `find`.
 */
export function scopeSpendReader(
  reader: Reader,
  mapping: TagMapping,
  find: (id: string) => Budget | undefined = (id) => readBudget(reader, id),
): ScopeSpend {
  let known: { series: readonly StoredSeries[]; portions: string } | undefined;
  let last: Matched | undefined;
  const months = new Map<CostBasis, Map<string, Micros>>();
  return (budget, month) => {
    if (known === undefined) {
      const portions = countingPortions(reader);
      known = { portions, series: readSeries(reader, portions) };
    }
    const { costBasis, currency } = budget;
    const amounts = months.get(costBasis) ?? monthsOf(reader, known.portions, costBasis);
    months.set(costBasis, amounts);
    if (last?.budget !== budget) {
      const scopes = scopesDownTo(budget, find).map((scope) => compileScope(scope, mapping));
      last = {
        budget,
        series: known.series.filter((series) => scopes.every((matches) => matches(series))),
        convert: compileRates(readRates(reader), currency),
      };
    }
    const { series, convert } = last;
    return sumMicros(
      series.flatMap((one) => {
        const amount = amounts.get(`${one.id} ${month}`);
        return amount === undefined ? [] : (convert(amount, one.currency, monthNumber(month)) ?? []);
      }),
    );
  };
}

/** The scope of a budget and those of all above it. */
function scopesDownTo(budget: Scoped, find: (id: string) => Budget | undefined): Budget['scope'][] {
  const scopes = [budget.scope];
  const seen = new Set<string>();
  for (let id = budget.parentId; id !== null && !seen.has(id); id = find(id)?.parentId ?? null) {
    seen.add(id);
    scopes.push(find(id)?.scope ?? []);
  }
  return scopes;
}

function monthsOf(reader: Reader, portions: string, basis: CostBasis): Map<string, Micros> {
  return new Map(
    readSeriesMonths(reader, portions, basis).map(({ seriesId, month, amount }) => [
      `${seriesId} ${month}`,
      amount,
    ]),
  );
}
