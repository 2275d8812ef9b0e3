import type { Outputs } from '#shared/contract/contract.ts';
import { dayNumber, type Day } from '#shared/domain/calendar.ts';
import type { Dimension } from '#shared/domain/cost.ts';
import { money, toMicros } from '#shared/domain/money.ts';
import { dimensionReader } from '#shared/engine/budgets/scope.ts';
import type { Reader } from '../store/reader.ts';
import { readAllSeries } from '../store/series.ts';
import { readSettings } from '../store/settings.ts';
import { countingPortions } from '../store/spend.ts';
import { readUnmatched } from '../store/unmatched.ts';
import { requireBudget } from './budget-tree.ts';
import type { Question } from './question.ts';

interface Asked {
  /** The tree whose budgets are looked at; left out, any. */
  readonly rootId: string | undefined;
  readonly by: Dimension;
  readonly from: Day;
  readonly to: Day;
}
type Unmatched = Outputs['budgets']['unmatched']['data'];

/** What costs no budget takes, by the values of a dimension, the dearest first. */
export const unmatchedCosts: Question<Asked, Unmatched> = { name: 'unmatched', answer: unmatchedBy };

function unmatchedBy(reader: Reader, { rootId, by, from, to }: Asked): Unmatched {
  const read = dimensionReader(by, readSettings(reader).tagMapping);
  const series = new Map(readAllSeries(reader).map((one) => [one.id, one]));
  const sums = new Map<string, { value: string; currency: string; amount: bigint }>();
  const basis = rootId === undefined ? 'billed' : requireBudget(reader, rootId).costBasis;
  const portions = countingPortions(reader);
  for (const { seriesId, amount } of readUnmatched(
    reader,
    rootId,
    basis,
    portions,
    dayNumber(from),
    dayNumber(to),
  )) {
    const one = series.get(seriesId);
    if (one === undefined) continue;
    const value = read(one);
    const key = `${one.currency} ${value}`;
    const sum = sums.get(key) ?? { value, currency: one.currency, amount: 0n };
    sums.set(key, { ...sum, amount: sum.amount + amount });
  }
  return [...sums.values()]
    .sort((a, b) => (a.amount === b.amount ? 0 : a.amount > b.amount ? -1 : 1))
    .map(({ value, currency, amount }) => ({ value, amount: money(toMicros(amount), currency) }));
}
