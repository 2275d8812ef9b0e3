import type { ReactNode } from 'react';
import { useNode } from '../../session/workspace.ts';
import { Page } from '../../ui/Panel.tsx';
import { ErrorState, Waiting } from '../../ui/States.tsx';

/** Levers over the forecast: what would happen if, at once. */
export function WhatIfPage(): ReactNode {
  const { node, error } = useNode();
  if (error !== null && error !== undefined) return <ErrorState error={error} />;
  if (node === undefined) return <Waiting what="the levers" />;
  return (
    <Page finding={node === null ? 'A what-if speaks of a budget, and there is none yet.' : node.name}>
      {null}
    </Page>
  );
}
