import type { Budget, SharedCostRule } from '#shared/domain/budget.ts';
import { MAPPED_TAG_DIMENSIONS, type TagMapping } from '#shared/domain/cost.ts';
import { DEFAULT_SETTINGS } from '#shared/domain/settings.ts';
import { areDisjoint, compileScope, dimensionReader } from '#shared/engine/budgets/scope.ts';
import { readBody } from './body.ts';
import { readChildren, readSubtreesIds } from './budgets.ts';
import type { Reader, Row } from './reader.ts';
import { budgetOf } from './rollup-changes.ts';
import { readAllSeries } from './series.ts';
import type { RowChange } from './writer.ts';

/** More comparisons of scopes than this cost more than to look at the series of all siblings. */
const MOST_COMPARISONS = 50_000;

/**
 * The ids of budgets whose series changes of budgets can place elsewhere: those changed with all below them, their old and new
 * parents, and siblings there that could have the same series in other months. What lies with any other budget came to it
 * by a way on which nothing changed. What a root matches is another question: `seriesOfRoot`.
 */
export function budgetsInReach(reader: Reader, structural: readonly RowChange[]): Set<string> {
  const inside = structural.filter(({ after, before }) => (after ?? before)?.['parent_id'] !== null);
  const changed = inside.map(({ key, before, after }) => ({
    id: String(key[0]),
    states: [budgetOf(before), budgetOf(after)].filter((state) => state !== null),
  }));
  const ids = new Set(
    changed.flatMap(({ id, states }) => [id, ...states.flatMap(({ parentId }) => parentId ?? [])]),
  );
  const tops = changed.map(({ id }) => id);
  for (const sibling of siblingsInReach(
    reader,
    changed.flatMap(({ states }) => states),
  ))
    if (!ids.has(sibling)) tops.push(sibling);
  for (const id of readSubtreesIds(reader, tops)) ids.add(id);
  return ids;
}

/** Children of the same parents whose scopes meet those of changed budgets: they take turns by period. */
function siblingsInReach(reader: Reader, states: readonly Budget[]): string[] {
  return [...Map.groupBy(states, ({ parentId }) => parentId)].flatMap(([parentId, changed]) => {
    if (parentId === null) return [];
    const own = new Set(changed.map(({ id }) => id));
    const siblings = readChildren(reader, parentId).filter(({ id }) => !own.has(id));
    const isMany = siblings.length * changed.length > MOST_COMPARISONS;
    return siblings
      .filter(({ scope }) => isMany || changed.some((state) => !areDisjoint(scope, state.scope)))
      .map(({ id }) => id);
  });
}

/** The series that lie with budgets themselves, in a root's tree; what a rule took is not with any. */
export function seriesOf(reader: Reader, rootId: string, budgetIds: ReadonlySet<string>): number[] {
  return reader
    .all<{ id: bigint }>(
      `SELECT DISTINCT a.series_id AS id FROM json_each(?) w
       CROSS JOIN allocation a INDEXED BY allocation_budget ON a.budget_id = w.value
       WHERE a.root_id = ? AND a.rule_id = ''`,
      JSON.stringify([...budgetIds]),
      rootId,
    )
    .map(({ id }) => Number(id));
}

/** The series that a root matches and does not have, or has and does not match. */
export function seriesOfRoot(reader: Reader, root: Budget, mapping: TagMapping): number[] {
  const rows = reader.all<{ id: bigint }>(
    'SELECT DISTINCT series_id AS id FROM allocation WHERE root_id = ?',
    root.id,
  );
  const own = new Set(rows.map(({ id }) => Number(id)));
  const matches = compileScope(root.scope, mapping);
  return readAllSeries(reader).flatMap((series) =>
    matches(series) === own.has(series.id) ? [] : [series.id],
  );
}

/** The series that rules of a root took, or take now that they changed. */
export function seriesOfRules(
  reader: Reader,
  rootId: string,
  rules: readonly RowChange[],
  mapping: TagMapping,
): number[] {
  if (rules.length === 0) return [];
  const taken = reader.all<{ id: bigint }>(
    "SELECT DISTINCT series_id AS id FROM allocation WHERE root_id = ? AND rule_id <> ''",
    rootId,
  );
  const scopes = rules.flatMap(({ after }) =>
    after === null ? [] : [readBody<SharedCostRule>(String(after['body'])).scope],
  );
  const tests = scopes.map((scope) => compileScope(scope, mapping));
  const matching = readAllSeries(reader).filter((series) => tests.some((matches) => matches(series)));
  return [...taken.map(({ id }) => Number(id)), ...matching.map(({ id }) => id)];
}

/** The series to which changes of the tag mapping give another team, project, environment or cost centre. */
export function seriesOfMapping(reader: Reader, changes: readonly RowChange[]): number[] {
  const mappingOf = (row: Row | null | undefined): TagMapping =>
    row == null ? DEFAULT_SETTINGS.tagMapping : readBody<TagMapping>(String(row['value']));
  const [was, is] = [mappingOf(changes[0]?.before), mappingOf(changes.at(-1)?.after)];
  const pairs = MAPPED_TAG_DIMENSIONS.map(
    (dimension) => [dimensionReader(dimension, was), dimensionReader(dimension, is)] as const,
  );
  return readAllSeries(reader).flatMap((series) =>
    pairs.some(([before, after]) => before(series) !== after(series)) ? [series.id] : [],
  );
}

/** The series that imports hold any month of; each list is JSON. */
export function seriesOfImports(reader: Reader, lists: readonly string[]): number[] {
  const rows = lists.flatMap((portions) =>
    reader.all<{ id: bigint }>(
      'SELECT DISTINCT series_id AS id FROM series_month WHERE portion IN (SELECT value FROM json_each(?))',
      portions,
    ),
  );
  return [...new Set(rows.map(({ id }) => Number(id)))];
}
