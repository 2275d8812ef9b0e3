import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Select } from '@mantine/core';
import { isDimension, type Dimension } from '#shared/domain/cost.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, moneyText, sentenceCase } from '../../format/style.ts';
import { dimensionGroups, DIMENSIONS, useTagDimensions, WIDE_LIST } from '../../forms/dimensions.ts';
import { MonthSpanFields, OPEN_SPAN, spanInput, type SpanInput } from '../../forms/MonthSpan.tsx';
import { CostLink } from '../../ui/CostLink.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Answered, EmptyState } from '../../ui/States.tsx';

/** What of the costs is asked for: those of a tree, or where a budget is no root, of all trees. */
function treeOf(node: BudgetAnswer): { readonly rootId?: string } {
  return node.parentId === null ? { rootId: node.id } : {};
}

/** Spend of the tree that none of its budgets counts: the largest of it, and all of it behind a button. */
export function UnmatchedCosts({ node }: { readonly node: BudgetAnswer }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const rows = useQuery(
    useQueries().budgets.unmatched.queryOptions({ input: { by: 'service', ...treeOf(node) } }),
  ).data?.data;
  const [largest] = rows ?? [];
  if (rows === undefined || largest === undefined) return null;
  return (
    <>
      <dt>In no budget</dt>
      <dd>
        {countText(rows.length, 'service', 'services')}, the largest{' '}
        <CostLink ask={{ where: { service: largest.value } }}>{largest.value || '(unnamed)'}</CostLink> with{' '}
        {moneyText(largest.amount)};{' '}
        <button type="button" className="text-button" onClick={() => setIsOpen(true)}>
          show all
        </button>
        {isOpen ? <UnmatchedDialog node={node} onClose={() => setIsOpen(false)} /> : null}
      </dd>
    </>
  );
}

/** The costs that no budget counts, by a dimension or a tag, of any months. */
function UnmatchedDialog({
  node,
  onClose,
}: {
  readonly node: BudgetAnswer;
  readonly onClose: () => void;
}): ReactNode {
  const [by, setBy] = useState<Dimension>('service');
  const [span, setSpan] = useState(OPEN_SPAN);
  const tags = useTagDimensions();
  const months = spanInput(span);
  return (
    <Dialog
      onClose={onClose}
      size={560}
      title={node.parentId === null ? `Cost in no budget of ${node.name}` : 'Cost in no budget'}
    >
      <div className="stack">
        <div className="field-grid">
          <Select
            label="By"
            data={dimensionGroups(DIMENSIONS, tags, by)}
            comboboxProps={WIDE_LIST}
            value={by}
            searchable
            onChange={(value) => {
              if (value !== null && isDimension(value)) setBy(value);
            }}
          />
          <MonthSpanFields span={span} onChange={setSpan} />
        </div>
        {months === undefined ? null : <UnmatchedTable {...{ node, by, months }} />}
      </div>
    </Dialog>
  );
}

function UnmatchedTable({
  node,
  by,
  months,
}: {
  readonly node: BudgetAnswer;
  readonly by: Dimension;
  readonly months: SpanInput;
}): ReactNode {
  const unmatched = useQuery(
    useQueries().budgets.unmatched.queryOptions({ input: { by, ...months, ...treeOf(node) } }),
  );
  const nameOf = (value: string): string => (value === '' ? `(no ${by})` : value);
  return (
    <Answered query={unmatched} what="the cost" height={260}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState title="Every charge of these months is counted by a budget" />
        ) : (
          <DataTable
            caption={`Cost in no budget by ${by}`}
            columns={[
              {
                key: 'value',
                head: sentenceCase(by),
                text: ({ value }) => nameOf(value),
                cell: ({ value }) => (
                  <span className="ellipsis" title={nameOf(value)}>
                    {nameOf(value)}
                  </span>
                ),
                isFill: true,
              },
              {
                key: 'amount',
                head: 'Amount',
                text: ({ amount }) => moneyText(amount),
                cell: ({ value, amount }) => (
                  <CostLink ask={{ ...months, where: { [by]: value } }}>{moneyText(amount)}</CostLink>
                ),
                isNumber: true,
              },
            ]}
            rows={data}
            keyOf={({ value, amount }) => `${amount.currency} ${value}`}
            height={320}
          />
        )
      }
    </Answered>
  );
}
