import type { ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { BudgetAnswer } from '#shared/contract/budgets.ts';
import { useQueries } from '../../client/backend.tsx';
import { momentText } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Answered } from '../../ui/States.tsx';
import { differencesOf, FieldChanges } from './FieldChanges.tsx';

/** Every change of a budget; going back to one makes a new revision equal to it. */
export function BudgetRevisions({ budget }: { readonly budget: BudgetAnswer }): ReactNode {
  const queries = useQueries();
  const revisions = useQuery(queries.budgets.revisions.queryOptions({ input: { budgetId: budget.id } }));
  const restore = useMutation(
    queries.budgets.restore.mutationOptions({
      onSuccess: ({ data }) => sayDone(`${data.name} is as it was.`),
      onError: sayFailed,
    }),
  );
  return (
    <Answered query={revisions} what="the revisions" height={120}>
      {({ data }) => (
        <ul className="stack">
          {data.map((one) => (
            <li key={one.revision} className="row spread">
              <div>
                <p className="strong">
                  {one.revision}.{' '}
                  {one.reason !== '' ? one.reason : one.before === null ? 'Created' : 'Changed'}
                </p>
                <p className="quiet">
                  {momentText(one.at)} · {one.author}
                </p>
                {one.before === null || one.after === null ? null : (
                  <FieldChanges changes={differencesOf(one.before, one.after)} />
                )}
              </div>
              {one.revision === budget.revision ? (
                <span className="badge">now</span>
              ) : (
                <Button
                  variant="default"
                  aria-label={`Go back to revision ${one.revision}`}
                  disabled={restore.isPending}
                  onClick={() => restore.mutate({ budgetId: budget.id, n: one.revision })}
                >
                  Go back
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Answered>
  );
}
