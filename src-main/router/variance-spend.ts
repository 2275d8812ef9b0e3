import {
  addMonths,
  daysInMonth,
  firstDayOf,
  lastDayOf,
  monthNumber,
  monthOf,
  monthsBetween,
  type Day,
  type Month,
} from '#shared/domain/calendar.ts';
import type { Budget } from '#shared/domain/budget.ts';
import { dimensionValue, type TagMapping } from '#shared/domain/cost.ts';
import { nameOfNone } from '#shared/engine/variance/pinned-plan.ts';
import { sumMicros, toMicros, ZERO, type Micros } from '#shared/domain/money.ts';
import { foldValue } from '#shared/engine/budgets/scope.ts';
import type { Reader } from '../store/reader.ts';
import { readSettings } from '../store/settings.ts';
import { readSeries, type StoredSeries } from '../store/series.ts';
import { countingPortions } from '../store/spend.ts';
import { readSpentToDay } from '../store/month-to-day.ts';
import { readBudgetTree } from '../store/budget-tree.ts';
import {
  hasSharedCosts,
  readUseByBillingMonth,
  readUseByDay,
  readUseByMonth,
  type SeriesUse,
  type UseQuestion,
} from '../store/variance.ts';
import { readSubtree, rootOf } from './budget-tree.ts';
import type { VarianceRequest } from './variance-request.ts';

/** What a series cost in a month. */
export interface MonthUse extends SeriesUse {
  readonly month: Month;
}

/** Reads a budget's spend for a comparison, and knows how rows are named. */
export class VarianceSpend {
  private readonly reader: Reader;
  private readonly request: VarianceRequest;
  private readonly byTime: boolean;
  private readonly budget: Budget;
  private readonly root: Budget;
  private readonly convert: ReturnType<typeof readBudgetTree>['convert'];
  private readonly question: UseQuestion;
  private readonly series: ReadonlyMap<number, StoredSeries>;
  private readonly mapping: TagMapping;
  private readonly fiscalStart: number;
  private readonly spellings = new Map<string, string>();
  /** Values of series by the month they are shown in; one array each, by which rows know them again. */
  private readonly values = new Map<string | undefined, Map<number, readonly string[]>>();
  private readonly read: Map<string, MonthUse[]>;

  /** `like` has read the same budget for another question: what it read is used again. */
  constructor(reader: Reader, budget: Budget, request: VarianceRequest, like?: VarianceSpend) {
    this.reader = reader;
    this.request = request;
    this.byTime = request.by.some(isTime);
    const portions = countingPortions(reader, request.knownAt);
    this.root = rootOf(reader, budget);
    this.budget = budget;
    this.question = {
      rootId: this.root.id,
      budgetIds: budget.id === this.root.id ? null : readSubtree(reader, budget.id),
      basis: budget.costBasis,
      portions,
    };
    this.convert = readBudgetTree(reader, this.root, []).convert;
    this.series = like?.series ?? new Map(readSeries(reader, portions).map((series) => [series.id, series]));
    this.read = like?.read ?? new Map<string, MonthUse[]>();
    const settings = readSettings(reader);
    this.mapping = settings.tagMapping;
    this.fiscalStart = settings.fiscalYearStart;
  }

  /** Spend by series and month, of charges up to a day, in the budget's currency. */
  months(from: Month, to: Month, through: Day): MonthUse[] {
    const key = [this.request.timeBasis, from, to, through].join(' ');
    const known = this.read.get(key) ?? this.readMonths(from, to, through);
    this.read.set(key, known);
    return known;
  }

  private readMonths(from: Month, to: Month, through: Day): MonthUse[] {
    return monthsBetweenInclusive(from, to).flatMap((month) =>
      this.month(month, through).map((use) => ({
        ...use,
        month,
        cost: this.inBudgetCurrency(use.cost, use.seriesId, month),
      })),
    );
  }

  /** An amount of a series in the budget's currency by the month's rate; without a rate it does not count, as in roll-ups. */
  inBudgetCurrency(amount: Micros, seriesId: number, month: Month): Micros {
    const { currency } = this.seriesOf(seriesId);
    if (currency === this.budget.currency) return amount;
    return this.convert(amount, currency, monthNumber(month)) ?? ZERO;
  }

  /**
   * What the budget bears by shared-cost rules, by month: its roll-up less the charges it owns. The root owns all charges; what is
   * asked by billing month or by an earlier moment speaks of charges alone.
   */
  shared(
    from: Month,
    to: Month,
    through: Day,
    owned: readonly MonthUse[],
  ): { month: Month; amount: Micros }[] {
    const { reader, root, budget, request } = this;
    if (budget.id === root.id || !hasSharedCosts(reader, root.id)) return [];
    if (request.timeBasis === 'billingMonth' || request.knownAt !== undefined) return [];
    return monthsBetweenInclusive(from, to).flatMap((month) => {
      const total = readSpentToDay(reader, root, [budget.id], month, through).get(budget.id) ?? ZERO;
      const own = sumMicros(owned.filter((use) => use.month === month).map(({ cost }) => cost));
      return total === own ? [] : [{ month, amount: toMicros(total - own) }];
    });
  }

  private month(month: Month, through: Day): SeriesUse[] {
    if (this.request.timeBasis === 'billingMonth')
      return readUseByBillingMonth(this.reader, this.question, month, through);
    if (through >= lastDayOf(month)) return readUseByMonth(this.reader, this.question, month);
    const first = firstDayOf(month);
    return through < first ? [] : readUseByDay(this.reader, this.question, first, through);
  }

  seriesOf(id: number): StoredSeries {
    const found = this.series.get(id);
    if (found === undefined) throw new Error(`no series ${id}`);
    return found;
  }

  /** A row's values: of a dimension as the data first spell it, of a month or quarter as the request's period has it. */
  valuesOf(use: { readonly seriesId: number; readonly month: Month }, shift = 0): readonly string[] {
    const month = this.byTime ? addMonths(use.month, shift) : undefined;
    const ofMonth = this.values.get(month) ?? new Map<number, readonly string[]>();
    this.values.set(month, ofMonth);
    const known = ofMonth.get(use.seriesId) ?? this.newValues(use.seriesId, month);
    ofMonth.set(use.seriesId, known);
    return known;
  }

  private newValues(seriesId: number, month: Month | undefined): string[] {
    const series = this.seriesOf(seriesId);
    return this.request.by.map((name) => {
      if (isTime(name)) return month === undefined ? '' : timeValue(name, month, this.fiscalStart);
      const value = dimensionValue(series, name, this.mapping);
      return value.trim() === '' ? nameOfNone(name) : this.spelling(name, value.trim());
    });
  }

  /** A row of its own for what has a month but no values: shared costs, or what is forecast. */
  ownRowValues(month: Month, name: string, shift = 0): string[] {
    return this.request.by.map((dimension) =>
      isTime(dimension) ? timeValue(dimension, addMonths(month, shift), this.fiscalStart) : name,
    );
  }

  private spelling(name: string, value: string): string {
    const key = `${name}\n${foldValue(value)}`;
    const known = this.spellings.get(key);
    if (known !== undefined) return known;
    this.spellings.set(key, value);
    return value;
  }
}

function isTime(name: string): name is 'month' | 'quarter' {
  return name === 'month' || name === 'quarter';
}

function monthsBetweenInclusive(from: Month, to: Month): Month[] {
  return Array.from({ length: monthsBetween(from, to) + 1 }, (_, index) => addMonths(from, index));
}

/** `2026-04`, or `2026-Q2` of the fiscal year that ends in 2026. */
export function timeValue(name: 'month' | 'quarter', month: Month, fiscalStart: number): string {
  if (name === 'month') return month;
  const position = (Number(month.slice(5)) - fiscalStart + 12) % 12;
  const first = addMonths(month, -position);
  const year = fiscalStart === 1 ? first.slice(0, 4) : addMonths(first, 11).slice(0, 4);
  return `${year}-Q${Math.floor(position / 3) + 1}`;
}

/** The day up to which an earlier period is read, so that a month that is not over is compared with as much of the earlier one. */
export function earlierThrough(request: VarianceRequest, to: Month): Day {
  const isWhole = request.asOf >= lastDayOf(request.to);
  if (isWhole || monthOf(request.asOf) !== request.to) return lastDayOf(to);
  const day = Math.min(Number(request.asOf.slice(8)), daysInMonth(to));
  return `${to}-${String(day).padStart(2, '0')}` as Day;
}

const ONE_OFF = new Set(['Credit', 'Adjustment', 'Purchase']);

/** Money without usage that comes once: credits, refunds, purchases, adjustments and corrections. */
export function isOneOff({ chargeCategory, chargeClass }: StoredSeries): boolean {
  return ONE_OFF.has(chargeCategory) || chargeClass === 'Correction';
}
