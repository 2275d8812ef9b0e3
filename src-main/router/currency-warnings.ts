import type { Budget } from '#shared/domain/budget.ts';
import { toMicros } from '#shared/domain/money.ts';
import { compileRates } from '#shared/engine/budgets/rates.ts';
import { readRates } from '../store/rates.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readDataRange } from '../store/coverage.ts';

/**
 * A root may be in any currency, but counts only what the table of rates converts to it: says so of a root of which costs, or
 * the workspace's own currency, have no rate.
 */
export function currencyWarnings(reader: Reader, budget: Budget): string[] {
  if (budget.parentId !== null) return [];
  const { currencies } = readDataRange(reader);
  const convert = compileRates(readRates(reader), budget.currency);
  const known = currencies.length > 0 ? currencies : [readSettings(reader).currency];
  const missing = known.filter((currency) => convert(toMicros(1), currency, 0) === undefined);
  if (missing.length === 0) return [];
  const [first = ''] = missing;
  const costs =
    currencies.length > 0 ? `costs in ${missing.join(', ')} do not count` : 'its costs would not count';
  return [
    `There is no rate between ${missing.join(', ')} and ${budget.currency}, so that ${costs} in "${budget.name}"; "rates set MONTH ${first} ${budget.currency} RATE" makes one.`,
  ];
}
