import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import { dimensionValue, isDimension } from '#shared/domain/cost.ts';
import { formatAmount, toMicros } from '#shared/domain/money.ts';
import type { Reader } from '../store/reader.ts';
import { readSeries } from '../store/series.ts';
import { readSettings } from '../store/settings.ts';
import { countingPortions, readSeriesSums } from '../store/spend.ts';
import type { Question } from './question.ts';

type Asked = Inputs['workspace']['dimension'];
type Sums = Outputs['workspace']['dimension']['data'];

/** What was billed by the values of a dimension, the dearest first. */
export const dimensionSums: Question<Asked, Sums> = { name: 'dimension', answer: sumsBy };

function sumsBy(reader: Reader, { dimension, from, to, knownAt }: Asked): Sums {
  if (!isDimension(dimension))
    throw new HeadroomError('invalid_input', `"dimension": there is no dimension "${dimension}".`);
  const portions = countingPortions(reader, knownAt);
  const { tagMapping } = readSettings(reader);
  const series = new Map(readSeries(reader, portions).map((one) => [one.id, one]));
  const sums = new Map<string, { value: string; currency: string; amount: bigint; facts: number }>();
  for (const { seriesId, amount, months } of readSeriesSums(reader, portions, 'billed', { from, to })) {
    const one = series.get(seriesId);
    if (one === undefined) continue;
    const value = dimensionValue(one, dimension, tagMapping);
    const key = `${one.currency} ${value}`;
    const sum = sums.get(key) ?? { value, currency: one.currency, amount: 0n, facts: 0 };
    sums.set(key, { ...sum, amount: sum.amount + amount, facts: sum.facts + months });
  }
  return [...sums.values()]
    .sort((a, b) => (a.amount === b.amount ? 0 : a.amount > b.amount ? -1 : 1))
    .map((row) => ({ ...row, amount: formatAmount(toMicros(row.amount)) }));
}
