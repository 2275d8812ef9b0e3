import type { ReactNode } from 'react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { addMonths, toMonth } from '#shared/domain/calendar.ts';
import { money, toMicros, ZERO, type Money } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Change } from '#shared/contract/common.ts';
import { useBackend } from '../../client/backend.tsx';
import { amountText, countText, microsOf, moneyText, shortMonthText, styleOf } from '../../format/style.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { StatusMark } from '../../ui/Signs.tsx';
import { Failure, Waiting } from '../../ui/States.tsx';

/** More months than fit scroll by themselves. */
const TABLE_HEIGHT = 260;

interface Line {
  readonly name: string;
  readonly was: Money;
  readonly now: Money;
}

const COLUMNS: readonly Column<Line>[] = [
  { key: 'before', head: 'Before', text: ({ was }) => amountText(was), isNumber: true },
  { key: 'after', head: 'After', text: ({ now }) => amountText(now), isNumber: true },
  { key: 'change', head: 'Change', text: changeText, isNumber: true },
];

function changeText({ was, now }: Line): string {
  const change = toMicros(microsOf(now) - microsOf(was));
  return change === ZERO ? '–' : styleOf(now.currency).signedAmount(change);
}

/** An amount tried out in the backend by the very rules of the write, before anything is kept. */
export function useTrial(node: BudgetAnswer, after: Money) {
  const { client } = useBackend();
  const isSame = after.amount === node.amount.amount;
  const { data, error, isError } = useQuery({
    queryKey: ['apply-trial', node.id, node.revision, after.amount],
    queryFn: isSame
      ? skipToken
      : () => client.budgets.update({ budgetId: node.id, amount: after.amount, dryRun: true }),
  });
  return { data, error, isError, isSame };
}

/** What the amount would change; where a rule forbids it why, and what one can do instead. */
export function ApplyTrial({
  node,
  trial,
}: {
  readonly node: BudgetAnswer;
  readonly trial: ReturnType<typeof useTrial>;
}): ReactNode {
  if (trial.isSame) return <p className="quiet">The budget has this amount already.</p>;
  if (trial.isError)
    return (
      <>
        <Failure error={trial.error} />
        <p className="quiet">
          It cannot be applied so. Cancel, and apply it to the budgets below first, or set the lever “Budget
          amount” to what may be kept.
        </p>
      </>
    );
  if (trial.data === undefined) return <Waiting what="what would change" height={80} />;
  return <Difference before={node} after={trial.data.data} changes={trial.data.meta?.changes ?? []} />;
}

function Difference({
  before,
  after,
  changes,
}: {
  readonly before: BudgetAnswer;
  readonly after: BudgetAnswer;
  readonly changes: readonly Change[];
}): ReactNode {
  const months = after.plan.flatMap((now, index): Line[] => {
    const was = before.plan[index] ?? money(ZERO, now.currency);
    if (was.amount === now.amount) return [];
    return [{ name: shortMonthText(addMonths(toMonth(after.startMonth), index)), was, now }];
  });
  const lines = [
    { name: 'Budget', was: before.amount, now: after.amount },
    { name: 'Unallocated', was: before.unallocated, now: after.unallocated },
    ...months,
  ];
  return (
    <>
      <DataTable
        caption="What would change"
        columns={[{ key: 'name', head: before.currency, text: ({ name }) => name }, ...COLUMNS]}
        rows={lines}
        keyOf={({ name }) => name}
        height={TABLE_HEIGHT}
      />
      <p>
        {before.outlook === after.outlook ? (
          <>
            The outlook stays <StatusMark status={after.outlook} />
          </>
        ) : (
          <>
            The outlook <StatusMark status={before.outlook} /> becomes <StatusMark status={after.outlook} />
          </>
        )}
        {besides(changes)}.
      </p>
    </>
  );
}

const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  alert: ['alert', 'alerts'],
  approval: ['request', 'requests'],
};

/** What the write would touch beside the budget. */
function besides(changes: readonly Change[]): string {
  const parts = Object.entries(WORDS).flatMap(([subject, [one, many]]) => {
    const count = changes.filter((change) => change.subject === subject).length;
    return count === 0 ? [] : [countText(count, one, many)];
  });
  return parts.length === 0 ? '' : `; ${parts.join(' and ')} would change with it`;
}

/** The sentence above the difference. */
export function applySentence(node: BudgetAnswer, after: Money, isEstimate: boolean): string {
  const source = isEstimate ? "the scenario's estimate at completion" : 'the amount set by the lever';
  return `${node.name}: ${moneyText(node.amount)} becomes ${moneyText(after)}, ${source}.`;
}
