import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { WorkspaceInfo } from '../../session/workspace.ts';
import { useQueries } from '../../client/backend.tsx';
import { countText, dayText } from '../../format/style.ts';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { usePlace } from '../../session/place.ts';
import { Page } from '../../ui/Panel.tsx';

/** The first minutes: what to begin with, depending on what is there already. */
export function FirstRun({ workspace }: { readonly workspace: WorkspaceInfo }): ReactNode {
  const { go } = usePlace();
  const hasData = workspace.facts > 0;
  const finding = hasData
    ? `${countText(workspace.facts, 'cost fact', 'cost facts')} up to ${dayText(workspace.dataTo ?? '')}, and no budget yet.`
    : 'Headroom shows how much room is left between what you will spend and what you may.';
  return (
    <Page finding={finding}>
      <div className="grid even">
        {hasData ? null : <OpenSample />}
        <section className="panel start-card span-4">
          <h2 className="title">{hasData ? 'Propose budgets' : 'Import an export'}</h2>
          <p className="state-text">
            {hasData
              ? 'From the history that is imported, by team, service or account, with growth. One click, one step to undo.'
              : 'A cost export of your provider, or a ledger: choose it or drop it anywhere in this window.'}
          </p>
          <Button
            variant={hasData ? 'filled' : 'default'}
            onClick={() => (hasData ? go('imports', '', 'propose') : go('imports'))}
          >
            {hasData ? 'Propose budgets' : 'Import an export'}
          </Button>
        </section>
        <section className="panel start-card span-4">
          <h2 className="title">Start from a template</h2>
          <p className="state-text">
            A ready tree of budgets by team, environment, provider or a past year, with your amounts.
          </p>
          <Button variant="default" onClick={() => go('budgets', undefined, 'template')}>
            Start from a template
          </Button>
        </section>
      </div>
      <p>
        <button type="button" className="text-button" onClick={() => go('budgets', undefined, 'new')}>
          Or create a budget by hand
        </button>
      </p>
    </Page>
  );
}

/** A finished example on real and generated data; it leaves with one click. */
function OpenSample(): ReactNode {
  const open = useMutation(
    useQueries().sample.open.mutationOptions({
      onSuccess: ({ data }) =>
        sayDone(`The sample is open: ${data.budgets} budgets on ${data.imports} imports.`),
      onError: sayFailed,
    }),
  );
  return (
    <section className="panel start-card span-4">
      <h2 className="title">Open the sample</h2>
      <p className="state-text">
        A company with five teams: 1,000 real rows of the official FOCUS sample and two years of generated
        history. It leaves with one click.
      </p>
      <Button loading={open.isPending} onClick={() => open.mutate({ name: 'acme' })}>
        Open the sample
      </Button>
    </section>
  );
}
