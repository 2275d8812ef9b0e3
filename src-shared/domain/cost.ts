import type { Micros } from './money.ts';
import type { Day, Month } from './calendar.ts';

export const CHARGE_CATEGORIES = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'] as const;
export type ChargeCategory = (typeof CHARGE_CATEGORIES)[number];

/** Billed: the cash view. Effective: commitments and prepayments spread over what they cover. */
export const COST_BASES = ['billed', 'effective'] as const;
export type CostBasis = (typeof COST_BASES)[number];

/** Dimensions a scope, a variance or a trend may speak of; beside these there is `tag:KEY` for any tag. */
export const MAPPED_TAG_DIMENSIONS = ['team', 'project', 'environment', 'costCenter'] as const;
export type MappedTagDimension = (typeof MAPPED_TAG_DIMENSIONS)[number];
export const COLUMN_DIMENSIONS = [
  'provider',
  'account',
  'service',
  'region',
  'sku',
  'chargeCategory',
] as const;
export type ColumnDimension = (typeof COLUMN_DIMENSIONS)[number];
export type Dimension = ColumnDimension | MappedTagDimension | `tag:${string}`;

/** Tags of a charge after the spelling of keys is normalised; no tags is `{}`. */
export type Tags = Readonly<Record<string, string>>;

/** All of a cost fact but its day, billing month and amounts. What a file does not have is the empty string. */
export interface CostSeries {
  readonly currency: string;
  readonly provider: string;
  readonly account: string;
  readonly accountName: string;
  readonly service: string;
  readonly region: string;
  readonly sku: string;
  readonly chargeCategory: ChargeCategory;
  readonly tags: Tags;
  readonly chargeClass: string;
  readonly pricingCategory: string;
  readonly commitmentId: string;
  readonly commitmentStatus: string;
  readonly invoice: string;
  readonly unit: string;
}

/** The grain that is kept. `quantity` counts `unit`s; it is no money and may be a fraction. */
export interface CostFact {
  readonly series: CostSeries;
  readonly day: Day;
  readonly billingMonth: Month;
  readonly billed: Micros;
  readonly effective: Micros;
  readonly list: Micros;
  readonly contracted: Micros;
  readonly quantity: number;
}

/** How the workspace's tag keys feed the mapped dimensions; spelling of keys and case of values are folded. */
export type TagMapping = Readonly<Partial<Record<MappedTagDimension, readonly string[]>>>;

/** Folds the spelling of a tag key: `Team`, ` team `, `user:TEAM` and `cost-center` / `Cost Center` meet. */
export function normalizeTagKey(key: string): string {
  return key
    .trim()
    .toLowerCase()
    .replace(/^(user|aws|resourcetags\/user):/, '')
    .replace(/[\s_-]+/g, '');
}

/** The keys that feed a mapped dimension when the workspace says nothing else. */
export const DEFAULT_TAG_MAPPING: Required<TagMapping> = {
  team: ['team', 'owner', 'squad'],
  project: ['project', 'application', 'app'],
  environment: ['environment', 'env', 'stage'],
  costCenter: ['costcenter', 'costcentre'],
};

/** The value of a dimension for a series; untagged is the empty string, never dropped. */
export function dimensionValue(series: CostSeries, dimension: Dimension, mapping: TagMapping): string {
  if (dimension.startsWith('tag:')) return tagValue(series.tags, [dimension.slice(4)]);
  if (isMappedTagDimension(dimension))
    return tagValue(series.tags, mapping[dimension] ?? DEFAULT_TAG_MAPPING[dimension]);
  return series[dimension as ColumnDimension];
}

export function isMappedTagDimension(dimension: string): dimension is MappedTagDimension {
  return (MAPPED_TAG_DIMENSIONS as readonly string[]).includes(dimension);
}

export function isDimension(text: string): text is Dimension {
  return (
    isMappedTagDimension(text) ||
    (COLUMN_DIMENSIONS as readonly string[]).includes(text) ||
    (text.startsWith('tag:') && text.length > 4)
  );
}

function tagValue(tags: Tags, keys: readonly string[]): string {
  const wanted = keys.map(normalizeTagKey);
  for (const key of wanted) {
    for (const [name, value] of Object.entries(tags)) {
      if (normalizeTagKey(name) === key && value !== '') return value.trim();
    }
  }
  return '';
}
