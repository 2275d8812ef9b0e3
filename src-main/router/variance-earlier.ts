import { addMonths, lastDayOf, monthsBetween, type Month } from '#shared/domain/calendar.ts';
import { sumMicros, toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { SHARED } from '#shared/engine/variance/analysis.ts';
import { changeMonths } from '#shared/engine/variance/actuals-change.ts';
import { decompose, type ItemPeriod, type VarianceItem } from '#shared/engine/variance/effects.ts';
import type { VarianceCell } from '#shared/engine/variance/rows.ts';
import type { StoredSeries } from '../store/series.ts';
import { actualSpan, earlierMonths, type VarianceRequest } from './variance-request.ts';
import { earlierThrough, isOneOff, type MonthUse, type VarianceSpend } from './variance-spend.ts';

export interface EarlierSide {
  readonly cells: VarianceCell[];
  readonly name: string;
  readonly effectsReason?: string | undefined;
}

/** Spend against the months just before or the same of last year, each row with the items that make its effects. */
export function againstEarlier(
  spend: VarianceSpend,
  request: VarianceRequest,
  actual: readonly MonthUse[],
): EarlierSide {
  const months = earlierMonths(request);
  const shift = monthsBetween(months.from, request.from);
  const through = earlierThrough(request, months.to);
  const earlier = spend.months(months.from, months.to, through);
  const rows = new ItemRows();
  for (const use of actual) rows.add(spend.valuesOf(use), spend.seriesOf(use.seriesId), 'after', use);
  for (const use of earlier)
    rows.add(spend.valuesOf(use, shift), spend.seriesOf(use.seriesId), 'before', use);
  for (const { month, amount } of spend.shared(request.from, request.to, actualSpan(request).to, actual))
    rows.add(spend.ownRowValues(month, SHARED), null, 'after', { cost: amount, quantity: 0n });
  for (const { month, amount } of spend.shared(months.from, months.to, through, earlier))
    rows.add(spend.ownRowValues(month, SHARED, shift), null, 'before', { cost: amount, quantity: 0n });
  const span = `${months.from} to ${months.to}`;
  return {
    cells: rows.cells(),
    name:
      request.against.kind === 'lastYear'
        ? `the same period last year (${span})`
        : `the period before (${span})`,
    effectsReason: rows.hasQuantities()
      ? undefined
      : 'The data hold no quantities, so the change cannot be split into price, volume and mix.',
  };
}

/** The spend of two months of the period against one another, each row with its effects; null where no month can be compared. */
export function changeOfActuals(
  spend: VarianceSpend,
  actual: readonly MonthUse[],
  complete: Month,
): {
  readonly months: { readonly before: Month; readonly after: Month };
  readonly cells: VarianceCell[];
  readonly hasQuantities: boolean;
} | null {
  const months = changeMonths([...new Set(actual.map(({ month }) => month))], complete, (month) =>
    addMonths(month, -1),
  );
  if (months === null) return null;
  const rows = new ItemRows();
  for (const [month, side] of [
    [months.before, 'before'],
    [months.after, 'after'],
  ] as const)
    for (const use of spend.months(month, month, lastDayOf(month)))
      rows.add(spend.valuesOf(use), spend.seriesOf(use.seriesId), side, use);
  return { months, cells: rows.cells(), hasQuantities: rows.hasQuantities() };
}

interface GrowingItem extends VarianceItem {
  before: ItemPeriod | null;
  after: ItemPeriod | null;
}

interface ItemRow {
  readonly values: readonly string[];
  readonly items: Map<string, GrowingItem>;
}

/** Rows by their values, each with its items; an item is the finest thing with a price of its own. */
class ItemRows {
  private readonly rows = new Map<string, ItemRow>();
  /** The same array and the same series come with every month: what they are called is worked out once. */
  private readonly known = new Map<readonly string[], ItemRow>();
  private readonly names = new Map<StoredSeries, string>();

  /** Adds use of a series, or of a shared cost where there is none. */
  add(
    values: readonly string[],
    series: StoredSeries | null,
    side: 'before' | 'after',
    use: ItemPeriod,
  ): void {
    const { items } = this.known.get(values) ?? this.rowOf(values);
    const name = series === null ? SHARED : (this.names.get(series) ?? this.nameOf(series));
    const item = items.get(name) ?? newItem(series);
    items.set(name, item);
    const known = item[side];
    item[side] =
      known === null
        ? { cost: use.cost, quantity: use.quantity }
        : { cost: toMicros(known.cost + use.cost), quantity: known.quantity + use.quantity };
  }

  private rowOf(values: readonly string[]): ItemRow {
    const key = JSON.stringify(values);
    const row = this.rows.get(key) ?? { values, items: new Map<string, GrowingItem>() };
    this.rows.set(key, row);
    this.known.set(values, row);
    return row;
  }

  private nameOf(series: StoredSeries): string {
    const name = itemKey(series);
    this.names.set(series, name);
    return name;
  }

  cells(): VarianceCell[] {
    return [...this.rows.values()].map(({ values, items }) => {
      const all = [...items.values()];
      const sum = (side: 'before' | 'after'): Micros =>
        sumMicros(all.map((item) => item[side]?.cost ?? ZERO));
      return { values, plan: sum('before'), actual: sum('after'), effects: decompose(all) };
    });
  }

  hasQuantities(): boolean {
    for (const { items } of this.rows.values())
      for (const { before, after } of items.values())
        if ((before?.quantity ?? 0n) !== 0n || (after?.quantity ?? 0n) !== 0n) return true;
    return false;
  }
}

/** The same SKU in another region, account or pricing (on demand, committed) is another item. */
function itemKey(series: StoredSeries): string {
  const { provider, account, service, region, sku, unit, chargeCategory, pricingCategory } = series;
  return JSON.stringify([provider, account, service, region, sku, unit, chargeCategory, pricingCategory]);
}

function newItem(series: StoredSeries | null): GrowingItem {
  return {
    unit: series?.unit ?? '',
    isOneOff: series !== null && isOneOff(series),
    before: null,
    after: null,
  };
}
