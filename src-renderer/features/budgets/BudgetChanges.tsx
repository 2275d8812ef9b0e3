import type { ReactNode } from 'react';
import type { Outputs } from '#shared/contract/contract.ts';
import { countText } from '../../format/style.ts';
import { differencesOf, FieldChanges } from './FieldChanges.tsx';

type Change = NonNullable<NonNullable<Outputs['budgets']['apply']['meta']>['changes']>[number];

const MOST_LINES = 12;

/** What a dry run would change of the budgets there are. */
export function BudgetChanges({
  title,
  changes,
  total,
}: {
  readonly title: string;
  /** All that the dry run changed; what is no budget is left out. */
  readonly changes: readonly Change[];
  /** The budgets it was about, changed or not, where those that stay are to be counted. */
  readonly total?: number;
}): ReactNode {
  const changed = changes.filter(({ subject }) => subject === 'budget');
  const kept = total === undefined ? 0 : total - changed.length;
  return (
    <section aria-label={title} className="stack tight">
      <h3 className="title">{title}</h3>
      <ul className="stack tight">
        {changed.slice(0, MOST_LINES).map(({ id, before, after }) => (
          <li key={id}>
            <p className="strong">
              {nameOf(after ?? before)}
              {before === null ? `, a new budget${amountOf(after)}` : after === null ? ', deleted' : null}
            </p>
            {before === null || after === null ? null : (
              <FieldChanges changes={differencesOf(before, after)} />
            )}
          </li>
        ))}
      </ul>
      {changed.length > MOST_LINES ? <p className="quiet">and {changed.length - MOST_LINES} more</p> : null}
      {total === undefined && changed.length === 0 ? <p className="quiet">No budget changes.</p> : null}
      {kept > 0 ? (
        <p className="quiet">{countText(kept, 'budget stays as it is', 'budgets stay as they are')}.</p>
      ) : null}
    </section>
  );
}

function nameOf(budget: unknown): string {
  return typeof budget === 'object' && budget !== null && 'name' in budget && typeof budget.name === 'string'
    ? budget.name
    : '';
}

/** The amount of a budget that is not there yet, and so has no field to compare. */
function amountOf(budget: unknown): string {
  const amount = differencesOf(null, budget).find(({ field }) => field === 'Amount');
  return amount === undefined ? '' : ` of ${amount.after}`;
}
