import type { BudgetType } from '../../domain/budget.ts';

/** Ids that a path of the REST API needs for itself. */
export const RESERVED_IDS: readonly string[] = ['stats'];

const TYPE_PREFIX: Record<BudgetType, string> = {
  organization: 'org',
  team: 'team',
  project: 'project',
  service: 'service',
  region: 'region',
};

/**
 * Text as an id may hold it: lower case, letters and digits of any script, words joined by `-`. Of text without any, `budget`.
 *
 * @example slugOf('Data & Platform (EU)') // 'data-platform-eu'
 */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
  return slug === '' ? 'budget' : slug;
}

/**
 * A free id for a budget that names none.
 *
 * @example newBudgetId('team', 'Payments', (id) => id === 'team-payments') // 'team-payments-2'
 */
export function newBudgetId(type: BudgetType, name: string, isTaken: (id: string) => boolean): string {
  return firstFree(`${TYPE_PREFIX[type]}-${slugOf(name)}`, isTaken);
}

/** The text itself, or with the first number behind it that makes it free. */
export function firstFree(base: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(base) && !RESERVED_IDS.includes(base)) return base;
  let number = 2;
  while (isTaken(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** An id without its type's prefix: `team-payments` is `payments`; undefined where it has no such prefix. */
export function idWithoutPrefix(type: BudgetType, id: string): string | undefined {
  const prefixes = [`${type}-`, `${TYPE_PREFIX[type]}-`];
  const prefix = prefixes.find((text) => id.toLowerCase().startsWith(text) && id.length > text.length);
  return prefix === undefined ? undefined : id.slice(prefix.length);
}
