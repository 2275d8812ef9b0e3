import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { ImportAnswer } from '#shared/contract/imports.ts';
import { useQueries } from '../../client/backend.tsx';
import { moneyText } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';

/** Budgets that are listed; the largest differences come first. */
const SHOWN = 20;

/** Undoes an import or brings it back, after showing what that does to the spend of every budget. */
export function ChangeImport({
  one,
  change: asked,
}: {
  readonly one: ImportAnswer;
  readonly change: 'undo' | 'restore';
}): ReactNode {
  const { imports } = useQueries();
  const isUndo = asked === 'undo';
  const procedure = isUndo ? imports.undo : imports.restore;
  const trial = useMutation(procedure.mutationOptions({ onError: sayFailed }));
  const change = useMutation(
    procedure.mutationOptions({
      onSuccess: () => {
        trial.reset();
        sayDone(isUndo ? 'The import is undone.' : 'The import is back.');
      },
      onError: sayFailed,
    }),
  );
  const { importId } = one;
  const effects = trial.data?.data.effects;
  const verb = isUndo
    ? 'Undo this import'
    : one.state === 'published'
      ? 'Bring its replaced months back'
      : 'Bring it back';
  if (effects === undefined)
    return (
      <div className="row">
        <Button
          variant="default"
          loading={trial.isPending}
          onClick={() => trial.mutate({ importId, dryRun: true })}
        >
          {verb}…
        </Button>
      </div>
    );
  return (
    <>
      <h3 className="title">What changes</h3>
      {effects.length === 0 ? <p>The spend of no budget changes.</p> : null}
      <ul className="stack tight">
        {effects.slice(0, SHOWN).map(({ budgetId, name, before, after }) => (
          <li key={budgetId}>
            {name}: {moneyText(before)} → {moneyText(after)}
          </li>
        ))}
      </ul>
      {effects.length > SHOWN ? <p className="quiet">and {effects.length - SHOWN} more</p> : null}
      <div className="row">
        <Button loading={change.isPending} onClick={() => change.mutate({ importId })}>
          {verb}
        </Button>
        <Button variant="default" onClick={() => trial.reset()}>
          Cancel
        </Button>
      </div>
    </>
  );
}
