/** The texts of an unknown table as the series of its charges. */
import { CHARGE_CATEGORIES, type ChargeCategory, type CostSeries } from '#shared/domain/cost.ts';
import type { Header } from '../header.ts';
import { EMPTY_SERIES, type Texts } from '../profile.ts';
import { parseTags, tagsOf } from '../tags.ts';
import type { Role, Roles } from './roles.ts';

const SERIES_ROLES = [
  'currency',
  'provider',
  'account',
  'accountName',
  'service',
  'region',
  'sku',
  'unit',
  'invoice',
] as const;
const TAG_ROLES = ['team', 'project', 'environment', 'costCenter'] as const;
const OTHER_ROLES = ['sign', 'category', 'tags'] as const;
/** One column a key: `tag:team`, `Tags/Env`, `label_app`, `user:owner`. */
const TAG_COLUMN = /^(?:(?:resource[ _]?)?(?:tags?|labels?)[:/._ -]+(?:user:)?|user:)/i;
const TAG = 'tag:';

/** The text columns of a table by role, and its tag columns by key. */
export function textsOf(header: Header, roles: Roles): Record<string, number> {
  const texts: Record<string, number> = {};
  const names: readonly Role[] = [...SERIES_ROLES, ...TAG_ROLES, ...OTHER_ROLES];
  for (const role of names) texts[role] = roles.get(role) ?? -1;
  const taken = new Set(roles.values());
  for (const { column, rest } of header.startingWith(TAG_COLUMN))
    if (!taken.has(column)) texts[`${TAG}${rest}`] = column;
  return texts;
}

/** Reads the series of a record; the names are those of `textsOf`. */
export function seriesOf(text: Texts, names: readonly string[], own: Partial<CostSeries> = {}): CostSeries {
  const columns = names.filter((name) => name.startsWith(TAG));
  const tags = [
    ...columns.map((name) => [name.slice(TAG.length), text(name)] as const),
    ...TAG_ROLES.map((role) => [role, text(role)] as const),
  ];
  return {
    ...EMPTY_SERIES,
    ...Object.fromEntries(SERIES_ROLES.map((role) => [role, text(role)])),
    chargeCategory: categoryOf(text('category')),
    tags: tagsOf([...Object.entries(parseTags(text('tags'))), ...tags]),
    ...own,
  };
}

function categoryOf(text: string): ChargeCategory {
  const found = CHARGE_CATEGORIES.find((category) => category.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  return /refund/i.test(text) ? 'Adjustment' : 'Usage';
}
