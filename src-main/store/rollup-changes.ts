import type { Budget } from '#shared/domain/budget.ts';
import { readBody, writeBody } from './body.ts';
import { readAncestorIds } from './budgets.ts';
import type { Reader, Row } from './reader.ts';
import { countingPortions } from './spend.ts';
import type { RowChange, Writer } from './writer.ts';

/** The budget that a row of the journal holds. */
export function budgetOf(row: Row | null): Budget | null {
  return row === null ? null : readBody<Budget>(String(row['body']));
}

/**
 * Changes of budgets after which spend may belong elsewhere, each budget once from its first state to its last; an amount, a
 * name or a note moves nothing.
 */
export function structuralChanges(changes: readonly RowChange[]): RowChange[] {
  const whole = new Map<string, RowChange>();
  for (const change of changes) {
    if (change.table !== 'budget') continue;
    const id = String(change.key[0]);
    whole.set(id, { ...change, before: whole.has(id) ? (whole.get(id)?.before ?? null) : change.before });
  }
  return [...whole.values()].filter(
    ({ before, after }) => structureOf(budgetOf(before)) !== structureOf(budgetOf(after)),
  );
}

function structureOf(budget: Budget | null): string {
  if (budget === null) return '';
  const { parentId, scope, currency, costBasis, startMonth, months } = budget;
  return writeBody({ parentId, scope, currency, costBasis, startMonth, months });
}

/** Portions of imports that began or ceased to count, each list as JSON. */
export interface ImportChanges {
  readonly gone: string;
  readonly come: string;
  /** All that counted before. */
  readonly before: string;
}

/** The portions of imports that began or ceased to count in a write; undefined where none did. */
export function changedImports(writer: Writer): ImportChanges | undefined {
  if (writer.recounted.size === 0) return undefined;
  const gone = [...writer.recounted].flatMap(([number, counts]) => (counts ? [] : [number]));
  const now = JSON.parse(countingPortions(writer)) as number[];
  const come = [...writer.recounted].flatMap(([number, counts]) => (counts ? [number] : []));
  const before = [...now.filter((number) => writer.recounted.get(number) !== true), ...gone];
  return { gone: JSON.stringify(gone), come: JSON.stringify(come), before: JSON.stringify(before) };
}

/** Whether imports hold so much of all months that it is quicker to sum everything anew. */
export function holdMost(reader: Reader, { gone, come, before }: ImportChanges): boolean {
  const countOf = (portions: string): number =>
    Number(
      reader.get<{ n: bigint }>(
        'SELECT count(*) AS n FROM series_month WHERE portion IN (SELECT value FROM json_each(?))',
        portions,
      )?.n ?? 0n,
    );
  return countOf(gone) + countOf(come) > countOf(before) / 2;
}

/** The roots of the trees that changes touch: where the budgets stand now, and where they stood before. */
export function touchedRoots(reader: Reader, changes: readonly RowChange[]): Set<string> {
  const was = new Map<string, string | null>();
  for (const { key, before } of changes) {
    const parent = before === null ? undefined : before['parent_id'];
    if (typeof parent === 'string' || parent === null) was.set(String(key[0]), parent);
  }
  const formerRoot = (id: string): string => {
    let current = id;
    for (let parent = was.get(current); parent !== undefined && parent !== null; parent = was.get(current))
      current = parent;
    return was.get(current) === null ? current : rootIdOf(reader, current);
  };
  const roots = new Set<string>();
  for (const { key, before, after } of changes) {
    const id = String(key[0]);
    if (after !== null) roots.add(rootIdOf(reader, id));
    if (before !== null) roots.add(formerRoot(id));
  }
  return roots;
}

export function rootIdOf(reader: Reader, id: string): string {
  return readAncestorIds(reader, id).at(-1) ?? id;
}
