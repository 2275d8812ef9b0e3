import type { ReactNode } from 'react';
import { addMonths, monthRange, monthsBetween, toMonth, type Month } from '#shared/domain/calendar.ts';
import { money, toMicros, type Micros, type Money } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import {
  amountText,
  microsOf,
  probabilityText,
  shareText,
  shortMonthText,
  unitsOf,
} from '../../../format/style.ts';
import { PlanSpark, StatusMark, Variance } from '../../../ui/Signs.tsx';

/** A column behind the name. */
export interface GridColumn {
  readonly key: string;
  readonly head: string;
  /** Pixels. */
  readonly width: number;
  readonly isNumber: boolean;
  readonly text: (budget: BudgetAnswer) => string;
  readonly cell?: (budget: BudgetAnswer) => ReactNode;
  /** The amount that is typed here; undefined in a cell that cannot be changed. */
  readonly amount?: (budget: BudgetAnswer) => Micros | undefined;
  /** The month that an amount belongs to; without one it is that of the whole budget. */
  readonly month?: Month;
  /** Leaves first where the table is narrow: the higher, the earlier. */
  readonly rank: number;
}

export type ColumnSet = 'figures' | 'months';

/** What can be shown beside the months, and what stands there unless something else is chosen. */
export const CHOOSABLE = [
  { key: 'amount', label: 'Budget', sets: ['figures', 'months'] },
  { key: 'unallocated', label: 'Unallocated', sets: ['months'] },
  { key: 'spent', label: 'Actual', sets: ['figures'] },
  { key: 'variance', label: 'Δ to date', sets: ['figures'] },
  { key: 'used', label: 'Used', sets: ['figures'] },
  { key: 'forecast', label: 'Forecast', sets: ['figures'] },
  { key: 'over', label: 'P(over)', sets: ['figures'] },
  { key: 'spark', label: 'Actual and plan', sets: ['figures'] },
  { key: 'status', label: 'Status', sets: ['figures'] },
  { key: 'outlook', label: 'Outlook', sets: ['figures'] },
  { key: 'owner', label: 'Owner', sets: [] },
  { key: 'currency', label: 'Currency', sets: [] },
] as const satisfies readonly { key: string; label: string; sets: readonly ColumnSet[] }[];

/** The months that all budgets have between them. */
export function monthsOf(budgets: readonly BudgetAnswer[]): readonly Month[] {
  const [first] = budgets;
  if (first === undefined) return [];
  let start = toMonth(first.startMonth);
  let end = addMonths(start, first.months);
  for (const { startMonth, months } of budgets) {
    const own = toMonth(startMonth);
    if (own < start) start = own;
    if (addMonths(own, months) > end) end = addMonths(own, months);
  }
  return monthRange(start, monthsBetween(start, end));
}

/** A budget's plan in a month; undefined where it has none. */
export function planOf({ startMonth, plan }: BudgetAnswer, month: Month): Money | undefined {
  const index = monthsBetween(toMonth(startMonth), month);
  return index < 0 ? undefined : plan[index];
}

export function monthColumn(month: Month): GridColumn {
  return {
    ...{ key: month, head: shortMonthText(month), width: 96, isNumber: true, month, rank: 0 },
    text: (budget) => {
      const amount = planOf(budget, month);
      return amount === undefined ? '' : amountText(amount);
    },
    amount: (budget) => {
      const amount = planOf(budget, month);
      return amount === undefined ? undefined : microsOf(amount);
    },
  };
}

/** The columns of figures; `currency` is that of all rows, where they have one. */
export function figureColumns(currency: string | undefined): readonly GridColumn[] {
  const unit = currency === undefined ? '' : `, ${currency}`;
  return [
    {
      ...{ key: 'amount', head: `Budget${unit}`, width: 112, isNumber: true, rank: 0 },
      text: ({ amount }) => amountText(amount),
      amount: ({ amount }) => microsOf(amount),
    },
    {
      ...{ key: 'unallocated', head: 'Unallocated', width: 108, isNumber: true, rank: 2 },
      text: ({ unallocated, childCount }) => (childCount === 0 ? '–' : amountText(unallocated)),
    },
    {
      ...{ key: 'spent', head: 'Actual', width: 104, isNumber: true, rank: 1 },
      text: ({ spent }) => amountText(spent),
    },
    {
      ...{ key: 'variance', head: 'Δ to date', width: 134, isNumber: true, rank: 2 },
      text: (budget) => amountText(varianceOf(budget)),
      cell: (budget) => <Variance value={varianceOf(budget)} isDense />,
    },
    {
      ...{ key: 'used', head: 'Used', width: 72, isNumber: true, rank: 6 },
      text: ({ utilization }) => shareText(utilization),
    },
    {
      ...{ key: 'forecast', head: 'Forecast', width: 108, isNumber: true, rank: 4 },
      text: ({ forecast }) => amountText(forecast),
    },
    {
      ...{ key: 'over', head: 'P(over)', width: 80, isNumber: true, rank: 3 },
      text: ({ breachProbability }) => probabilityText(breachProbability),
    },
    {
      ...{ key: 'spark', head: 'Actual and plan', width: 110, isNumber: false, rank: 5 },
      text: ({ spentByMonth }) => spentByMonth.map((month) => amountText(month)).join(' '),
      cell: ({ plan, spentByMonth }) => (
        <PlanSpark plan={plan.map(unitsOf)} actual={spentByMonth.map(unitsOf)} />
      ),
    },
    {
      ...{ key: 'status', head: 'Status', width: 96, isNumber: false, rank: 5 },
      text: ({ status }) => status,
      cell: ({ status }) => <StatusMark status={status} />,
    },
    {
      ...{ key: 'outlook', head: 'Outlook', width: 94, isNumber: false, rank: 1 },
      text: ({ outlook }) => outlook,
      cell: ({ outlook }) => <StatusMark status={outlook} />,
    },
    {
      ...{ key: 'owner', head: 'Owner', width: 120, isNumber: false, rank: 4 },
      text: ({ owner }) => owner,
    },
    {
      ...{ key: 'currency', head: 'Currency', width: 80, isNumber: false, rank: 0 },
      text: (budget) => budget.currency,
    },
  ];
}

function varianceOf({ spent, planToDate, currency }: BudgetAnswer): Money {
  return money(toMicros(microsOf(spent) - microsOf(planToDate)), currency);
}

/** The figures that fit beside the name; those of the highest rank leave first. */
export function fitting(
  columns: readonly GridColumn[],
  nameWidth: number,
  width: number,
): readonly GridColumn[] {
  let shown = columns;
  const total = (): number => shown.reduce((sum, column) => sum + column.width, nameWidth);
  while (total() > width) {
    const rank = Math.max(...shown.map((column) => column.rank));
    if (rank <= 0) return shown;
    const last = shown.findLast((column) => column.rank === rank);
    shown = shown.filter((column) => column !== last);
  }
  return shown;
}
