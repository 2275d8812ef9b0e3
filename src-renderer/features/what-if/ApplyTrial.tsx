import type { ReactNode } from 'react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { addMonths, toMonth } from '#shared/domain/calendar.ts';
import { money, toMicros, type Money } from '#shared/domain/money.ts';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import type { Change } from '#shared/contract/common.ts';
import { useBackend } from '../../client/backend.tsx';
import { failureOf } from '../../client/failure.ts';
import { amountText, countText, microsOf, moneyText, shortMonthText, styleOf } from '../../format/style.ts';
import { StatusMark } from '../../ui/Signs.tsx';
import { Waiting } from '../../ui/States.tsx';

/** What an amount would change, tried out in the backend by the very rules of the write, before anything is kept. */
export function ApplyTrial({
  node,
  after,
}: {
  readonly node: BudgetAnswer;
  readonly after: Money;
}): ReactNode {
  const { client } = useBackend();
  const isSame = after.amount === node.amount.amount;
  const trial = useQuery({
    queryKey: ['apply-trial', node.id, node.revision, after.amount],
    queryFn: isSame
      ? skipToken
      : () => client.budgets.update({ budgetId: node.id, amount: after.amount, dryRun: true }),
  });
  if (isSame) return <p className="quiet">The budget has this amount already.</p>;
  if (trial.isError)
    return (
      <p role="alert" className="adverse">
        {failureOf(trial.error).message}
      </p>
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
  const months = after.plan.flatMap((plan, index) => {
    const was = before.plan[index];
    if (was !== undefined && was.amount === plan.amount) return [];
    return [{ month: addMonths(toMonth(after.startMonth), index), was, plan }];
  });
  return (
    <>
      <div className="table-scroll trial">
        <table className="table">
          <caption className="hidden">What would change</caption>
          <thead>
            <tr>
              <th scope="col">{before.currency}</th>
              <th scope="col" className="number">
                Before
              </th>
              <th scope="col" className="number">
                After
              </th>
              <th scope="col" className="number">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            <Line name="Budget" was={before.amount} now={after.amount} isStrong />
            <Line name="Unallocated" was={before.unallocated} now={after.unallocated} />
            {months.map(({ month, was, plan }) => (
              <Line key={month} name={shortMonthText(month)} was={was} now={plan} />
            ))}
          </tbody>
        </table>
      </div>
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

function Line({
  name,
  was,
  now,
  isStrong = false,
}: {
  readonly name: string;
  readonly was: Money | undefined;
  readonly now: Money;
  readonly isStrong?: boolean;
}): ReactNode {
  const before = was ?? money(toMicros(0), now.currency);
  const change = toMicros(microsOf(now) - microsOf(before));
  return (
    <tr className={isStrong ? 'own' : undefined}>
      <th scope="row">{name}</th>
      <td className="number">{amountText(before)}</td>
      <td className="number">{amountText(now)}</td>
      <td className="number">{change === 0n ? '–' : styleOf(now.currency).signedAmount(change)}</td>
    </tr>
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
