import type { Scope, ScopeCondition } from '../../domain/budget.ts';
import {
  CHARGE_CATEGORIES,
  DEFAULT_TAG_MAPPING,
  isMappedTagDimension,
  normalizeTagKey,
  type ColumnDimension,
  type CostSeries,
  type Dimension,
  type TagMapping,
} from '../../domain/cost.ts';

/** Values are compared without regard to case and surrounding space: `' Payments '` and `payments` meet. */
export function foldValue(value: string): string {
  return value.trim().toLowerCase();
}

/** Reads the folded value of one dimension; untagged is the empty string. */
export type DimensionReader = (series: CostSeries) => string;

/**
 * Compiles the reading of a dimension, so that spelling of tag keys is folded once per key and not once per series.
 *
 * @example dimensionReader('team', {})({ …, tags: { 'user:Team': 'Payments' } }) // 'payments'
 */
export function dimensionReader(dimension: Dimension, mapping: TagMapping): DimensionReader {
  if (!dimension.startsWith('tag:') && !isMappedTagDimension(dimension))
    return (series) => foldValue(series[dimension as ColumnDimension]);
  const keys = isMappedTagDimension(dimension)
    ? (mapping[dimension] ?? DEFAULT_TAG_MAPPING[dimension])
    : [dimension.slice(4)];
  const rank = new Map(keys.map((key, index) => [normalizeTagKey(key), index]));
  const rankOfKey = new Map<string, number>();
  return (series) => {
    let best = Number.POSITIVE_INFINITY;
    let found = '';
    for (const key in series.tags) {
      let position = rankOfKey.get(key);
      if (position === undefined) {
        position = rank.get(normalizeTagKey(key)) ?? Number.POSITIVE_INFINITY;
        rankOfKey.set(key, position);
      }
      if (position >= best) continue;
      const value = series.tags[key] ?? '';
      if (value === '') continue;
      best = position;
      found = value;
    }
    return foldValue(found);
  };
}

export type SeriesMatcher = (series: CostSeries) => boolean;

/**
 * Compiles a scope to a test of series. All conditions must hold; no condition matches everything. Untagged series have the
 * empty value: `in ['']` finds them and `notIn ['x']` includes them.
 */
export function compileScope(scope: Scope, mapping: TagMapping): SeriesMatcher {
  const tests = scope.map((condition) => compileCondition(condition, mapping));
  return (series) => tests.every((test) => test(series));
}

function compileCondition({ dimension, op, values }: ScopeCondition, mapping: TagMapping): SeriesMatcher {
  const read = dimensionReader(dimension, mapping);
  const folded = values.map(foldValue);
  if (op === 'startsWith') {
    return (series) => {
      const value = read(series);
      return folded.some((prefix) => value.startsWith(prefix));
    };
  }
  const wanted = new Set(folded);
  return op === 'in' ? (series) => wanted.has(read(series)) : (series) => !wanted.has(read(series));
}

/** Whether a series lies in a scope. For many series compile the scope once. */
export function matchesScope(series: CostSeries, scope: Scope, mapping: TagMapping): boolean {
  return compileScope(scope, mapping)(series);
}

/**
 * Whether no series can lie in both scopes: on at least one dimension no value satisfies both. Two different dimensions never
 * prove it, because a charge may have both values.
 *
 * @example areDisjoint([{ dimension: 'team', op: 'in', values: ['a'] }], [{ dimension: 'team', op: 'in', values: ['b'] }]) // true
 * @example areDisjoint([{ dimension: 'team', op: 'in', values: ['a'] }], [{ dimension: 'region', op: 'in', values: ['b'] }]) // false
 */
export function areDisjoint(a: Scope, b: Scope): boolean {
  const dimensions = new Set(a.map(dimensionKey));
  return b.some((condition) => {
    const key = dimensionKey(condition);
    return dimensions.has(key) && !isSatisfiable([...a, ...b].filter((other) => dimensionKey(other) === key));
  });
}

/** Spelling of a tag's key does not make another dimension. */
function dimensionKey({ dimension }: ScopeCondition): string {
  return dimension.startsWith('tag:') ? `tag:${normalizeTagKey(dimension.slice(4))}` : dimension;
}

/** Whether some value passes all conditions, which are of one dimension. */
function isSatisfiable(conditions: readonly ScopeCondition[]): boolean {
  const byOperator = (op: ScopeCondition['op']) =>
    conditions.filter((condition) => condition.op === op).map(({ values }) => values.map(foldValue));
  const sets = byOperator('in');
  if (conditions[0]?.dimension === 'chargeCategory') sets.push(CHARGE_CATEGORIES.map(foldValue));
  const excluded = new Set(byOperator('notIn').flat());
  const prefixes = byOperator('startsWith');
  const [first, ...others] = sets;
  if (first === undefined) return prefixes.reduce<readonly string[]>(meetPrefixes, ['']).length > 0;
  const rest = others.map((values) => new Set(values));
  return first.some(
    (value) =>
      !excluded.has(value) &&
      rest.every((set) => set.has(value)) &&
      prefixes.every((list) => list.some((prefix) => value.startsWith(prefix))),
  );
}

/** The prefixes that begin with one of both lists: of `['a']` and `['ab', 'c']` it is `['ab']`. */
function meetPrefixes(a: readonly string[], b: readonly string[]): string[] {
  return a.flatMap((left) =>
    b.flatMap((right) => (left.startsWith(right) ? [left] : right.startsWith(left) ? [right] : [])),
  );
}
