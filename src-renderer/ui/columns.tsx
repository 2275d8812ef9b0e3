/** Columns that several lists have. */
import type { Money } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { amountText } from '../format/style.ts';
import { askOfBudget } from '../session/cost-rows.ts';
import { CostLink } from './CostLink.tsx';
import type { Column } from './DataTable.tsx';

/** The budget that a row is of; a long name is cut, and whole in its tooltip. */
export function budgetColumn(): Column<{ readonly budgetName: string }> {
  return {
    key: 'budget',
    head: 'Budget',
    text: ({ budgetName }) => budgetName,
    cell: ({ budgetName }) => (
      <span className="ellipsis" title={budgetName}>
        {budgetName}
      </span>
    ),
  };
}

/** Amounts with their currency in the head where all have the same, else beside each. */
export function amountColumn(
  head: string,
  rows: readonly { readonly amount: Money }[],
): Column<{ readonly amount: Money }> {
  const currency = rows[0]?.amount.currency ?? '';
  const isMixed = rows.some(({ amount }) => amount.currency !== currency);
  return {
    key: 'amount',
    head: isMixed ? head : `${head}, ${currency}`,
    text: ({ amount }) => (isMixed ? `${amountText(amount)} ${amount.currency}` : amountText(amount)),
    isNumber: true,
  };
}

/** What a budget has spent, each figure with a way to its cost rows, and what it planned to by then. */
export function toDateColumns(spentHead: string): readonly Column<BudgetAnswer>[] {
  return [
    {
      key: 'spent',
      head: spentHead,
      text: ({ spent }) => amountText(spent),
      cell: (budget) => (
        <CostLink budgetId={budget.id} ask={askOfBudget(budget)}>
          {amountText(budget.spent)}
        </CostLink>
      ),
      isNumber: true,
    },
    {
      key: 'plan',
      head: 'BU to date',
      text: ({ planToDate }) => amountText(planToDate),
      isNumber: true,
      from: 1200,
    },
  ];
}
