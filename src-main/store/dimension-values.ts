import {
  isMappedTagDimension,
  type CostSeries,
  type Dimension,
  type TagMapping,
} from '#shared/domain/cost.ts';
import { dimensionReader, foldValue } from '#shared/engine/budgets/scope.ts';
import type { Reader } from './reader.ts';

/** The columns of `series` by dimension; tags are kept together in one. */
const COLUMN: Readonly<Record<string, string>> = {
  provider: 'provider',
  account: 'account',
  service: 'service',
  region: 'region',
  sku: 'sku',
  chargeCategory: 'charge_category',
};

/** The folded values of a dimension that any stored series has. */
export function readDimensionValues(reader: Reader, dimension: Dimension, mapping: TagMapping): Set<string> {
  if (!isMappedTagDimension(dimension) && !dimension.startsWith('tag:')) {
    const rows = reader.all<{ value: string }>(
      `SELECT DISTINCT ${COLUMN[dimension] ?? 'sku'} AS value FROM series`,
    );
    return new Set(rows.map(({ value }) => foldValue(value)));
  }
  const read = dimensionReader(dimension, mapping);
  const rows = reader.all<{ tags: string }>('SELECT DISTINCT tags FROM series');
  return new Set(
    rows.map(({ tags }) => read({ tags: JSON.parse(tags) as CostSeries['tags'] } as CostSeries)),
  );
}
