import type { ReactNode } from 'react';
import { useNode } from '../../session/workspace.ts';
import { Page } from '../../ui/Panel.tsx';
import { ErrorState, Waiting } from '../../ui/States.tsx';

/** Plan against actual, row by row, and what explains the difference. */
export function VariancePage(): ReactNode {
  const { node, error } = useNode();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined) return <Waiting what="the variance" />;
  return (
    <Page finding={node === null ? 'A variance speaks of a budget, and there is none yet.' : node.name}>
      {null}
    </Page>
  );
}
