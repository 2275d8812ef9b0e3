import { useEffect } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useBackend } from './backend.tsx';

/** Waits this long for further writes before the pages ask again, so that a burst of writes asks once. */
const SETTLE_MS = 60;
const RETRY_MS = 2000;

/** Listens to committed writes, of this page and of any other door, and lets the open pages ask again. */
export function useLiveChanges(): void {
  const { client } = useBackend();
  const queryClient = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    void follow(client, queryClient, stop.signal);
    return () => stop.abort();
  }, [client, queryClient]);
}

async function follow(
  client: ReturnType<typeof useBackend>['client'],
  queryClient: QueryClient,
  signal: AbortSignal,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  while (!signal.aborted) {
    try {
      const changes = await client.workspace.changes({}, { signal });
      for await (const _change of changes) {
        clearTimeout(timer);
        timer = setTimeout(() => void queryClient.invalidateQueries(), SETTLE_MS);
      }
    } catch {
      // The host went away or was restarted; what was missed meanwhile is asked again below.
    }
    await pause(RETRY_MS, signal);
    if (!signal.aborted) void queryClient.invalidateQueries();
  }
  clearTimeout(timer);
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
