/** Roots may overlap, and each counts its costs by itself; where they are added up, a charge counts once. */
import type { Budget } from '#shared/domain/budget.ts';
import { monthNumber } from '#shared/domain/calendar.ts';
import { toMicros, type Micros } from '#shared/domain/money.ts';
import { addToMonth, type ByMonth } from '#shared/engine/budgets/roll-up.ts';
import { readBudgetTree } from './budget-tree.ts';
import type { Reader } from './reader.ts';
import { readSeriesSums, TO_DATE } from './rollup-sums.ts';
import { readSeriesByIds } from './series.ts';
import { countingPortions } from './spend.ts';
import type { StandingAt } from './to-date.ts';

/**
 * What each of some roots spent in its period that one before it has spent already, in its own currency. A root that shares
 * nothing with those before it has no entry.
 *
 * @example two roots of all costs: the second has its whole spend
 */
export function readCountedTwice(
  reader: Reader,
  roots: readonly Budget[],
  at: StandingAt,
): Map<string, Micros> {
  const twice = new Map<string, Micros>();
  const byHolders = Map.groupBy(readOverlaps(reader, roots), ({ holders }) => holders);
  for (const [holders, series] of byHolders) {
    const ids = new Set(JSON.parse(holders) as string[]);
    const counted = new Set<number>();
    for (const root of roots.filter(({ id }) => ids.has(id))) {
      const period = periodOf(root);
      const again = new Set(period.filter((month) => counted.has(month)));
      for (const month of period) counted.add(month);
      const spent = again.size === 0 ? 0n : spentIn(reader, root, series, again, at);
      if (spent !== 0n) twice.set(root.id, toMicros((twice.get(root.id) ?? 0n) + spent));
    }
  }
  return twice;
}

interface Overlap {
  readonly id: number;
  /** The roots that have the series, as JSON. */
  readonly holders: string;
}

function readOverlaps(reader: Reader, roots: readonly Budget[]): Overlap[] {
  return reader
    .all<{ id: bigint; holders: string }>(
      `SELECT series_id AS id, json_group_array(root_id ORDER BY root_id) AS holders
       FROM (SELECT DISTINCT a.series_id, a.root_id FROM json_each(?) w CROSS JOIN allocation a ON a.root_id = w.value)
       GROUP BY series_id HAVING count(*) > 1`,
      JSON.stringify(roots.map(({ id }) => id)),
    )
    .map(({ id, holders }) => ({ id: Number(id), holders }));
}

/** The months of a budget's period, in months since year 0. */
function periodOf({ startMonth, months }: Budget): number[] {
  const first = monthNumber(startMonth);
  return Array.from({ length: months }, (_, index) => first + index);
}

function spentIn(
  reader: Reader,
  root: Budget,
  series: readonly Overlap[],
  months: ReadonlySet<number>,
  at: StandingAt,
): bigint {
  const ids = series.map(({ id }) => id);
  const open = monthNumber(at.openMonth);
  const of = { basis: root.costBasis, portions: countingPortions(reader), at };
  const sums = readSeriesSums(reader, ids, of);
  const byCurrency: ByMonth = new Map();
  for (const { id, currency } of readSeriesByIds(reader, ids))
    for (const [month, amount] of sums.get(id) ?? []) {
      const isCounted = month === TO_DATE ? months.has(open) : month < open && months.has(month);
      if (isCounted) addToMonth(byCurrency, currency, month === TO_DATE ? open : month, amount);
    }
  const { convert } = readBudgetTree(reader, root, []);
  return [...byCurrency]
    .flatMap(([currency, amounts]) =>
      [...amounts].map(([month, amount]) => convert(toMicros(amount), currency, month) ?? 0n),
    )
    .reduce<bigint>((sum, amount) => sum + amount, 0n);
}
