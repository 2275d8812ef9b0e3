import { dayNumber, firstDayOf, monthNumber, type Day, type Month } from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import type { AllocationNode } from '#shared/engine/budgets/allocate.ts';
import { rollUp, type OwnedAmount } from '#shared/engine/budgets/roll-up.ts';
import { readUpwards } from './ancestors.ts';
import { readSubtreeIds } from './budgets.ts';
import type { Reader } from './reader.ts';
import { readBudgetTree } from './budget-tree.ts';
import { countingPortions } from './spend.ts';
import { readTreeNodes } from './tree-nodes.ts';
import { portionsOfMonth, isKept, readKeptToDate, throughDay } from './to-date.ts';

/** Spend of each budget with all below it; a budget that is not named spent nothing. */
export type Totals = ReadonlyMap<string, Micros>;

/** Up to so many series it is quicker to look each one up by day than to read the month. */
const FEW_SERIES = 500;
/** Sums of a month that are kept for a connection; a page asks for the same one again and again. */
const MOST_KEPT = 32;

const kept = new WeakMap<object, Map<string, Totals>>();

/**
 * What budgets of one root spent from the first of a month to a day in it, by the imports that count now: as kept where that is
 * the month and day the workspace stands on, else from the facts.
 */
export function readSpentToDay(
  reader: Reader,
  root: Budget,
  budgetIds: readonly string[],
  month: Month,
  to: Day,
): Totals {
  if (to < firstDayOf(month)) return new Map();
  if (isKept(reader, month, to)) return readKeptToDate(reader, budgetIds);
  const through = throughDay(month, to);
  const portions = portionsOfMonth(reader, countingPortions(reader), month);
  const key = [root.id, root.costBasis, month, through, portions, reader.state()].join('|');
  const known = kept.get(reader.source)?.get(key);
  if (known !== undefined) return known;
  const few =
    budgetIds.length > FEW_BUDGETS ? undefined : readFew(reader, root, budgetIds, month, through, portions);
  if (few !== undefined) return few;
  const totals = readAll(reader, root, month, through, portions);
  keep(reader, key, totals);
  return totals;
}

const FEW_BUDGETS = 8;

function keep(reader: Reader, key: string, totals: Totals): void {
  const own = kept.get(reader.source) ?? new Map<string, Totals>();
  kept.set(reader.source, own);
  const oldest = own.keys().next();
  if (own.size >= MOST_KEPT && oldest.done !== true) own.delete(oldest.value);
  own.set(key, totals);
}

interface OwnedRow {
  readonly budget_id: string;
  readonly rule_id: string;
  readonly currency: string;
  readonly amount: bigint;
}

function readAll(reader: Reader, root: Budget, month: Month, to: Day, portions: string): Totals {
  const { months } = readSums(reader, root, month, to, portions);
  return new Map(months.map(({ budgetId, total }) => [budgetId, total]));
}

/** Own spend, parts of shared costs and totals of all budgets of a root from the first of a month to a day in it. */
export function readSumsToDay(
  reader: Reader,
  root: Budget,
  month: Month,
  to: Day,
): ReturnType<typeof rollUp> {
  if (to < firstDayOf(month)) return { months: [], shared: [] };
  return readSums(
    reader,
    root,
    month,
    throughDay(month, to),
    portionsOfMonth(reader, countingPortions(reader), month),
  );
}

function readSums(
  reader: Reader,
  root: Budget,
  month: Month,
  to: Day,
  portions: string,
): ReturnType<typeof rollUp> {
  const rows = reader.allNamed<OwnedRow>(
    // Facts are added up by series before anything else is looked at: there are as many of a series as days.
    `WITH spent (series_id, amount) AS MATERIALIZED (
       SELECT series_id, sum(${root.costBasis}) FROM fact
       WHERE portion IN (SELECT value FROM json_each(:portions)) AND day BETWEEN :first AND :last
         AND series_id IN (SELECT series_id FROM allocation WHERE root_id = :root)
       GROUP BY series_id)
     SELECT a.budget_id, a.rule_id, s.currency, sum(spent.amount) AS amount
     FROM spent
     CROSS JOIN allocation a ON a.root_id = :root AND a.series_id = spent.series_id AND :month BETWEEN a.from_month AND a.to_month
     CROSS JOIN series s ON s.id = spent.series_id
     GROUP BY a.budget_id, a.rule_id, s.currency`,
    {
      ...{ root: root.id, portions, month: monthNumber(month) },
      ...{ first: dayNumber(firstDayOf(month)), last: dayNumber(to) },
    },
  );
  const tree = readBudgetTree(reader, root, readTreeFor(reader, root, rows));
  return rollUp(tree, rows.map(ownedOf(month)));
}

/** The budgets that sums climb through: all of a tree that shares costs, else those that own something and those above. */
function readTreeFor(reader: Reader, root: Budget, rows: readonly OwnedRow[]): AllocationNode[] {
  if (rows.some(({ rule_id }) => rule_id !== '')) return readTreeNodes(reader, root.id);
  const owners = readUpwards(
    reader,
    rows.map(({ budget_id }) => budget_id),
  );
  return [...owners].map(([id, { parentId }]) => ({ ...root, id, parentId }));
}

function ownedOf(month: Month): (row: OwnedRow) => OwnedAmount {
  return ({ budget_id, rule_id, currency, amount }) => ({
    budgetId: budget_id,
    ruleId: rule_id,
    currency,
    month: monthNumber(month),
    amount: toMicros(amount),
  });
}

/** The same for budgets with few series, day by day; undefined where they have many or bear shared costs. */
function readFew(
  reader: Reader,
  root: Budget,
  budgetIds: readonly string[],
  month: Month,
  to: Day,
  portions: string,
): Totals | undefined {
  if (reader.get('SELECT 1 FROM shared_cost WHERE root_id = ? LIMIT 1', root.id) !== undefined)
    return undefined;
  const subtrees = new Map<string, string>();
  let left = FEW_SERIES;
  // Callers name a budget before those above it: the largest is looked at first, because it settles the question.
  for (const id of budgetIds.toReversed()) {
    const subtree = JSON.stringify(readSubtreeIds(reader, id));
    const count = reader.get<{ n: bigint }>(
      'SELECT count(*) AS n FROM (SELECT 1 FROM allocation WHERE budget_id IN (SELECT value FROM json_each(?)) LIMIT ?)',
      subtree,
      FEW_SERIES + 1,
    );
    left -= Number(count?.n ?? 0n);
    if (left < 0) return undefined;
    subtrees.set(id, subtree);
  }
  const { convert } = readBudgetTree(reader, root, []);
  const totals = new Map<string, Micros>();
  for (const [id, subtree] of subtrees) {
    let sum: bigint = ZERO;
    for (const { currency, amount } of readDays(reader, root, subtree, month, to, portions))
      sum += convert(toMicros(amount), currency, monthNumber(month)) ?? 0n;
    totals.set(id, toMicros(sum));
  }
  return totals;
}

/** CROSS JOIN keeps the order: series and day are given, so that each fact is found by its key. */
function readDays(
  reader: Reader,
  root: Budget,
  subtree: string,
  month: Month,
  to: Day,
  portions: string,
): { currency: string; amount: bigint }[] {
  const first = dayNumber(firstDayOf(month));
  const days = Array.from({ length: dayNumber(to) - first + 1 }, (_, index) => first + index);
  return reader.all<{ currency: string; amount: bigint }>(
    `SELECT s.currency, sum(f.${root.costBasis}) AS amount
     FROM json_each(?) b
     CROSS JOIN allocation a ON a.budget_id = b.value AND a.root_id = ? AND ? BETWEEN a.from_month AND a.to_month
     CROSS JOIN series s ON s.id = a.series_id
     CROSS JOIN json_each(?) i
     CROSS JOIN json_each(?) d
     CROSS JOIN fact f ON f.portion = i.value AND f.day = d.value AND f.series_id = a.series_id
     GROUP BY s.currency`,
    subtree,
    root.id,
    monthNumber(month),
    portions,
    JSON.stringify(days),
  );
}
