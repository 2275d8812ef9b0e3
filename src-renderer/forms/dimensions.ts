/** The dimensions by which a list tells costs apart. */
import { skipToken, useQuery } from '@tanstack/react-query';
import { useQueries } from '../client/backend.tsx';

export const DIMENSIONS: readonly string[] = [
  'team',
  'service',
  'region',
  'account',
  'sku',
  'project',
  'environment',
  'costCenter',
  'provider',
  'chargeCategory',
];

/** Whether a comparison is with an earlier period, and so with what was spent alone. */
export function isEarlierPeriod(against: string | undefined): boolean {
  return against === 'previous' || against === 'lastYear';
}

export interface DimensionGroup {
  readonly group: string;
  readonly items: string[];
}

/** Names of tags are longer than the fields they are chosen in. */
export const WIDE_LIST = { width: 240, position: 'bottom-start', shadow: 'md' } as const;

/** The tags of the workspace as dimensions, `tag:tier`; empty until they are wanted and known. */
export function useTagDimensions(isWanted = true): readonly string[] {
  const options = useQueries().workspace.tagKeys.queryOptions({ input: isWanted ? {} : skipToken });
  const keys = useQuery(options).data?.data ?? [];
  // Lists of dimensions are parted by commas.
  return keys.map(({ key }) => `tag:${key}`).filter((name) => !name.includes(','));
}

/** What a list offers: dimensions, then tags. What is `chosen` stands there in any case, also where no charge has that tag now. */
export function dimensionGroups(
  dimensions: readonly string[],
  tags: readonly string[],
  chosen?: string,
): DimensionGroup[] {
  const isTag = chosen?.startsWith('tag:') === true;
  const withChosen = (names: readonly string[], isHere: boolean): string[] =>
    chosen === undefined || !isHere || names.includes(chosen) ? [...names] : [...names, chosen];
  return [
    { group: 'Dimension', items: withChosen(dimensions, !isTag) },
    { group: 'Tag', items: withChosen(tags, isTag) },
  ].filter(({ items }) => items.length > 0);
}
