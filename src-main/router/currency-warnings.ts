import type { Budget } from '#shared/domain/budget.ts';
import { toMicros } from '#shared/domain/money.ts';
import { compileScope } from '#shared/engine/budgets/scope.ts';
import { compileRates, rateOfMonth } from '#shared/engine/budgets/rates.ts';
import { readRates, type Rate } from '../store/rates.ts';
import type { Reader } from '../store/reader.ts';
import { readSeries } from '../store/series.ts';
import { readSettings } from '../store/settings.ts';
import { countingPortions } from '../store/spend.ts';
import { readAncestors, readChildren } from '../store/budgets.ts';
import { readDataRange } from '../store/coverage.ts';

/**
 * A budget counts only what the table of rates converts to its currency: says so of one of which costs, or of a root for which the
 * workspace's own currency, have no rate.
 */
export function currencyWarnings(reader: Reader, budget: Budget): string[] {
  const convert = compileRates(readRates(reader), budget.currency);
  const hasNoRate = (currency: string): boolean => convert(toMicros(1), currency, 0) === undefined;
  const { currencies } = readDataRange(reader);
  const known = currencies.length > 0 ? currencies : [readSettings(reader).currency];
  const lacking = known.filter(hasNoRate);
  if (lacking.length === 0) return [];
  const isRoot = budget.parentId === null;
  const missing = isRoot ? lacking : currenciesOf(reader, budget).filter(hasNoRate);
  if (missing.length === 0) return [];
  const [first = ''] = missing;
  const costs =
    currencies.length > 0 ? `costs in ${missing.join(', ')} do not count` : 'its costs would not count';
  return [
    `There is no rate between ${missing.join(', ')} and ${budget.currency}, so that ${costs} in "${budget.name}"; "rates set MONTH ${first} ${budget.currency} RATE" makes one.`,
  ];
}

/** The currencies of the costs in the scopes of a budget and of those above it. */
function currenciesOf(reader: Reader, budget: Budget): string[] {
  const { tagMapping } = readSettings(reader);
  const scope = [budget, ...readAncestors(reader, budget.id)].flatMap((one) => one.scope);
  const matches = compileScope(scope, tagMapping);
  const series = readSeries(reader, countingPortions(reader)).filter(matches);
  return [...new Set(series.map(({ currency }) => currency))].toSorted();
}

/**
 * What the budgets whose costs were converted by a rate do now that it is removed: they count by another month's, or no longer.
 * Nothing where no costs needed it.
 */
export function removalWarnings(reader: Reader, removed: Rate): string[] {
  const { currencies } = readDataRange(reader);
  const rates = readRates(reader);
  const { month, from, to } = removed;
  const directions = [
    { costs: from, own: to },
    { costs: to, own: from },
  ];
  return directions.flatMap(({ costs, own }) => {
    const wasUsed = rateOfMonth([...rates, removed], costs, own, month) === removed;
    if (!wasUsed || !currencies.includes(costs)) return [];
    const [first, ...others] = readChildren(reader, null).filter(({ currency }) => currency === own);
    if (first === undefined) return [];
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    const budgets = `"${first.name}"${more}`;
    const instead = rateOfMonth(rates, costs, own, month);
    return instead === undefined
      ? `Without it there is no rate between ${costs} and ${own}, so that costs in ${costs} do not count in ${budgets}.`
      : `Without it costs in ${costs} of its months count in ${budgets} by the rate of ${instead.month} (one ${instead.from} is ${instead.rate} ${instead.to}).`;
  });
}
