import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useBackend, useQueries } from '../../client/backend.tsx';
import { momentText } from '../../format/style.ts';
import { sayDone } from '../../session/notices.ts';
import { Answered } from '../../ui/States.tsx';
import { differencesOf, FieldChanges } from './FieldChanges.tsx';
import { ActFoot, useTriedAct } from './TriedAct.tsx';

/** Every change of a budget; going back to one makes a new revision equal to it. */
export function BudgetRevisions({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const queries = useQueries();
  const revisions = useQuery(queries.budgets.revisions.queryOptions({ input: { budgetId: budget.id } }));
  return (
    <Answered query={revisions} what="the revisions" height={120}>
      {({ data }) => (
        <ul className="stack">
          {data.map((one) => (
            <li key={one.revision} className="stack tight">
              <div>
                <div className="row spread">
                  <p className="strong">
                    {one.revision}.{' '}
                    {one.reason !== '' ? one.reason : one.before === null ? 'Created' : 'Changed'}
                  </p>
                  {one.revision === budget.revision ? <span className="badge">now</span> : null}
                </div>
                <p className="quiet">
                  {momentText(one.at)} · {one.author}
                </p>
                {one.before === null || one.after === null ? null : (
                  <FieldChanges changes={differencesOf(one.before, one.after)} />
                )}
              </div>
              {one.revision === budget.revision ? null : <GoBack budget={budget} revision={one.revision} />}
            </li>
          ))}
        </ul>
      )}
    </Answered>
  );
}

function GoBack({
  budget,
  revision,
}: {
  readonly budget: BudgetAnswer;
  readonly revision: number;
}): ReactNode {
  const restore = useTriedAct(budget, useBackend().client.budgets.restore, ({ data }) =>
    sayDone(`${data.name} is as it was.`),
  );
  return (
    <ActFoot
      tried={restore}
      input={{ budgetId: budget.id, n: revision }}
      verb={`Go back to revision ${revision}`}
      isSubmit={false}
    />
  );
}
