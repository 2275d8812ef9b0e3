import type { QueryClient } from '@tanstack/react-query';
import type { Backend } from './backend.tsx';

/** Waits this long for further writes before the pages ask again, so that a burst of writes asks once. */
const SETTLE_MS = 60;
const RETRY_MS = 2000;

/**
 * Listens to committed writes, of this page and of any other door, as long as the page is there, and lets the open pages ask again.
 * To be begun before anything else is asked: what is answered earlier is asked twice.
 */
export function followChanges({ client }: Backend, queryClient: QueryClient): void {
  void follow(client, queryClient);
}

async function follow(client: Backend['client'], queryClient: QueryClient): Promise<never> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (;;) {
    try {
      const changes = await client.workspace.changes({});
      // Nobody heard of a write between an answer from before and now.
      void queryClient.invalidateQueries({ predicate: ({ state }) => state.data !== undefined });
      for await (const _change of changes) {
        clearTimeout(timer);
        timer = setTimeout(() => askAgain(queryClient), SETTLE_MS);
      }
    } catch {
      // The host went away or was restarted; what was missed meanwhile is asked again below.
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    askAgain(queryClient);
  }
}

/** Lets what is shown be asked again; what is still on its way once it is here, because it can be of before the change. */
function askAgain(queryClient: QueryClient): void {
  const coming = queryClient
    .getQueryCache()
    .findAll({ fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined });
  void queryClient.invalidateQueries();
  for (const { queryKey, promise } of coming) {
    const again = (): unknown =>
      queryClient.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });
    void promise?.then(again, () => undefined);
  }
}
