import { createContext, useContext, type ReactNode } from 'react';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Client } from '#shared/contract/contract.ts';
import type { Transport } from './transport.ts';

function queriesOf(client: Client): ReturnType<typeof createTanstackQueryUtils<Client>> {
  return createTanstackQueryUtils(client);
}
export type Queries = ReturnType<typeof queriesOf>;

export interface Backend extends Transport {
  /** Query and mutation options of every operation: `queries.budgets.list.queryOptions({ input })`. */
  readonly queries: Queries;
}

const BackendContext = createContext<Backend | null>(null);

export function backendOver(transport: Transport): Backend {
  return { ...transport, queries: queriesOf(transport.client) };
}

export function BackendProvider({
  backend,
  children,
}: {
  readonly backend: Backend;
  readonly children: ReactNode;
}): ReactNode {
  return <BackendContext value={backend}>{children}</BackendContext>;
}

export function useBackend(): Backend {
  const backend = useContext(BackendContext);
  if (backend === null) throw new Error('useBackend stands outside of BackendProvider');
  return backend;
}

/** Query and mutation options of every operation. */
export function useQueries(): Queries {
  return useBackend().queries;
}
