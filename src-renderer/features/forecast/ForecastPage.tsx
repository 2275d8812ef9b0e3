import type { ReactNode } from 'react';
import { useNode } from '../../session/workspace.ts';
import { Page } from '../../ui/Panel.tsx';
import { ErrorState, Waiting } from '../../ui/States.tsx';

/** Where spend is heading, why the engine thinks so, and how right it was before. */
export function ForecastPage(): ReactNode {
  const { node, error } = useNode();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined) return <Waiting what="the forecast" />;
  return (
    <Page finding={node === null ? 'A forecast speaks of a budget, and there is none yet.' : node.name}>
      {null}
    </Page>
  );
}
