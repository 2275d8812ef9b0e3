import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { WorkspaceInfo } from '../../session/workspace.ts';
import { countText, dayText } from '../../format/style.ts';
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
      <div className="grid">
        <section className="panel start-card span-4">
          <h2 className="title">{hasData ? 'Propose budgets' : 'Import an export'}</h2>
          <p className="state-text">
            {hasData
              ? 'From the history that is imported, by team, service or account, with growth. One click, one step to undo.'
              : 'A cost export of your provider, or a ledger: choose it or drop it anywhere in this window.'}
          </p>
          <Button onClick={() => go('imports')}>{hasData ? 'To the imports' : 'Import an export'}</Button>
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
        <section className="panel start-card span-4">
          <h2 className="title">Create a budget</h2>
          <p className="state-text">
            A name, a type and an amount are enough; the rest is inherited and can follow.
          </p>
          <Button variant="default" onClick={() => go('budgets', undefined, 'new')}>
            Create a budget
          </Button>
        </section>
      </div>
    </Page>
  );
}
