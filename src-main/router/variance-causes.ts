import {
  addMonths,
  dayFromNumber,
  dayNumber,
  firstDayOf,
  monthOf,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import type { CostBasis } from '#shared/domain/cost.ts';
import { toMicros, toUnits } from '#shared/domain/money.ts';
import { findCauses, type ItemSeries, type VarianceCause } from '#shared/engine/variance/attribution.ts';
import type { Reader } from '../store/reader.ts';
import { readItemDays } from '../store/item-days.ts';
import { readSeriesTotals, countingPortions } from '../store/spend.ts';
import { readSubtree } from './budget-tree.ts';
import { actualSpan, type VarianceRequest } from './variance-request.ts';
import { isOneOff, type VarianceSpend } from './variance-spend.ts';

/** A year and a month before the period are read too, to tell a new level from the usual one and from the season. */
const LOOK_BACK_MONTHS = 13;
const MOST_ITEMS = 60;
const MOST_CAUSES = 5;

/**
 * What moved in the largest items, an item being a service in a region. Which are the largest is told by the roll-up of whole
 * months; only those are read day by day.
 */
export function readCauses(
  reader: Reader,
  budget: Budget,
  request: VarianceRequest,
  spend: VarianceSpend,
): VarianceCause[] {
  const span = actualSpan(request);
  if (span.to < span.from) return [];
  const portions = countingPortions(reader, request.knownAt);
  const start = addMonths(monthOf(span.from), -LOOK_BACK_MONTHS);
  const months = { from: start, end: addMonths(monthOf(span.to), 1) };
  const totals = readSeriesTotals(reader, readSubtree(reader, budget.id), budget.costBasis, months, portions);
  const items = largestFirst(totals, spend, monthOf(span.to));
  const spent = items.reduce((sum, { total }) => sum + Math.abs(total), 0);
  const ask = { basis: budget.costBasis, portions, from: firstDayOf(start), to: span.to };
  return findCauses(itemSeries(reader, items.slice(0, MOST_ITEMS), spend, ask), {
    ...span,
    limit: MOST_CAUSES,
    least: toMicros(BigInt(Math.round(spent * 2_000))),
  });
}

interface Item {
  readonly name: string;
  readonly series: number[];
  total: number;
}

function largestFirst(
  totals: ReturnType<typeof readSeriesTotals>,
  spend: VarianceSpend,
  month: Month,
): readonly Item[] {
  const items = new Map<string, Item>();
  for (const [id, amount] of totals) {
    const series = spend.seriesOf(id);
    if (isOneOff(series)) continue;
    const name = [series.service, series.region].filter((part) => part !== '').join(' ');
    const item = items.get(name) ?? { name, series: [], total: 0 };
    items.set(name, item);
    item.series.push(id);
    item.total += toUnits(spend.inBudgetCurrency(amount, id, month));
  }
  return [...items.values()].sort((a, b) => Math.abs(b.total) - Math.abs(a.total));
}

/** The days of each item, from the first on which any of them cost something. */
function itemSeries(
  reader: Reader,
  items: readonly Item[],
  spend: VarianceSpend,
  ask: { readonly basis: CostBasis; readonly portions: string; readonly from: Day; readonly to: Day },
): ItemSeries[] {
  const itemOf = new Map(items.flatMap(({ series }, item) => series.map((id) => [id, item] as const)));
  const days = readItemDays(reader, [...itemOf.keys()], ask);
  const first = days[0]?.day ?? dayNumber(ask.to);
  const length = dayNumber(ask.to) - first + 1;
  const values = items.map(() => new Array<number>(length).fill(0));
  const months = Array.from({ length }, (_, at) => monthOf(dayFromNumber(first + at)));
  for (const { day, seriesId, amount } of days) {
    const [own, month] = [values[itemOf.get(seriesId) ?? -1], months[day - first]];
    if (own === undefined || month === undefined) continue;
    const units = toUnits(spend.inBudgetCurrency(amount, seriesId, month));
    own[day - first] = (own[day - first] ?? 0) + units;
  }
  const start = dayFromNumber(first);
  return items.map(({ name }, index) => ({ item: name, start, values: values[index] ?? [] }));
}
