import { type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { money, toMicros } from '#shared/domain/money.ts';
import { useQueries } from '../../client/backend.tsx';
import { amountText, microsOf, probabilityText, shareText, unitsOf } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Sparkline, StatusMark, Variance } from '../../ui/Signs.tsx';
import type { TreeRow } from './tree-rows.ts';

/** The columns behind the name; one currency stands in the head, several have a column of their own. */
function figureColumns(currency: string | undefined): readonly Column<TreeRow>[] {
  const unit: Column<TreeRow> = { key: 'currency', head: 'Unit', text: ({ budget }) => budget.currency };
  return [
    {
      key: 'amount',
      head: currency === undefined ? 'Budget' : `Budget, ${currency}`,
      text: ({ budget }) => amountText(budget.amount),
      isNumber: true,
    },
    { key: 'spent', head: 'Actual', text: ({ budget }) => amountText(budget.spent), isNumber: true },
    {
      key: 'variance',
      head: 'Δ to date',
      text: (row) => amountText(varianceOf(row)),
      cell: (row) => <Variance value={varianceOf(row)} isDense />,
      isNumber: true,
    },
    {
      key: 'used',
      head: 'Used',
      text: ({ budget }) => shareText(budget.utilization),
      isNumber: true,
      from: 1400,
    },
    {
      key: 'forecast',
      head: 'Forecast',
      text: ({ budget }) => amountText(budget.forecast),
      isNumber: true,
      from: 1200,
    },
    {
      key: 'over',
      head: 'P(over)',
      text: ({ budget }) => probabilityText(budget.breachProbability),
      isNumber: true,
      from: 1000,
    },
    ...(currency === undefined ? [unit] : []),
    {
      key: 'plan',
      head: 'Plan by month',
      text: ({ budget }) => budget.plan.map((month) => month.amount).join(' '),
      cell: ({ budget }) => <Sparkline values={budget.plan.map(unitsOf)} />,
      from: 1200,
    },
    {
      key: 'status',
      head: 'Status',
      text: ({ budget }) => budget.status,
      cell: ({ budget }) => <StatusMark status={budget.status} />,
      from: 1200,
    },
    {
      key: 'outlook',
      head: 'Outlook',
      text: ({ budget }) => budget.outlook,
      cell: ({ budget }) => <StatusMark status={budget.outlook} />,
    },
  ];
}

/** The currency of all rows, where they have one. */
function oneCurrency(rows: readonly TreeRow[]): string | undefined {
  const [first] = rows;
  return rows.every(({ budget }) => budget.currency === first?.budget.currency)
    ? first?.budget.currency
    : undefined;
}

function varianceOf({ budget }: TreeRow): ReturnType<typeof money> {
  return money(toMicros(microsOf(budget.spent) - microsOf(budget.planToDate)), budget.currency);
}

/** The tree with its figures. Arrow keys walk, unfold and fold; Enter opens; a row dragged onto another moves under it. */
export function BudgetGrid({
  rows,
  folded,
  onToggle,
  openId,
}: {
  readonly rows: readonly TreeRow[];
  readonly folded: ReadonlySet<string>;
  readonly onToggle: (id: string, isExpanded: boolean) => void;
  readonly openId: string | undefined;
}): ReactNode {
  const { go } = usePlace();
  const move = useMutation(
    useQueries().budgets.update.mutationOptions({
      onSuccess: ({ data }) => sayDone(`${data.name} moved.`),
      onError: sayFailed,
    }),
  );
  const isExpanded = (row: TreeRow): boolean | undefined =>
    row.hasChildren ? !folded.has(row.budget.id) : undefined;
  const name: Column<TreeRow> = {
    key: 'name',
    head: 'Budget tree',
    text: ({ budget }) => budget.name,
    cell: (row) => <NameCell row={row} isExpanded={isExpanded(row)} onToggle={onToggle} />,
  };
  return (
    <DataTable
      caption="Budgets"
      columns={[name, ...figureColumns(oneCurrency(rows))]}
      rows={rows}
      keyOf={({ budget }) => budget.id}
      selectedKey={openId}
      onOpen={({ budget }) => go('budgets', budget.id)}
      tree={{
        levelOf: ({ level }) => level,
        isExpanded,
        onToggle: ({ budget }, wanted) => onToggle(budget.id, wanted),
      }}
      onMove={(movedId, target) =>
        move.mutate({ budgetId: movedId, parentId: target.budget.id, reason: 'Moved' })
      }
    />
  );
}

function NameCell({
  row,
  isExpanded,
  onToggle,
}: {
  readonly row: TreeRow;
  readonly isExpanded: boolean | undefined;
  readonly onToggle: (id: string, isExpanded: boolean) => void;
}): ReactNode {
  const { budget, level } = row;
  return (
    <span className="tree-name" style={{ paddingLeft: (level - 1) * 16 }}>
      {isExpanded === undefined ? (
        <span className="tree-gap" />
      ) : (
        <button
          type="button"
          className="tree-toggle"
          tabIndex={-1}
          aria-label={isExpanded ? `Fold ${budget.name}` : `Unfold ${budget.name}`}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(budget.id, !isExpanded);
          }}
        >
          {isExpanded ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        </button>
      )}
      <span className="ellipsis" title={budget.name}>
        {budget.name}
      </span>
    </span>
  );
}
