import type { ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { BackendProvider, type Backend } from '../client/backend.tsx';
import { PreferencesProvider } from '../session/preferences.tsx';
import { cssVariables, theme } from '../theme/theme.ts';
import { Frame } from './Frame.tsx';

/** The nonce under which the strict policy lets Mantine's style element stand; the host writes it into the page. */
function styleNonce(): string {
  return document.querySelector('meta[name="headroom-nonce"]')?.getAttribute('content') ?? '';
}

/** Answers stay until a change event says otherwise; a failure is shown at once with a way to try again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

export function App({
  backend,
  queryClient,
}: {
  readonly backend: Backend;
  readonly queryClient: QueryClient;
}): ReactNode {
  return (
    <Themed>
      <QueryClientProvider client={queryClient}>
        <BackendProvider backend={backend}>
          <PreferencesProvider>
            <Router hook={useHashLocation}>
              <Notifications position="bottom-right" limit={4} />
              <Frame />
            </Router>
          </PreferencesProvider>
        </BackendProvider>
      </QueryClientProvider>
    </Themed>
  );
}

/** In place of the application where there is nobody to ask: says why. */
export function NoBackend({ error }: { readonly error: unknown }): ReactNode {
  return (
    <Themed>
      <main className="alone">
        <h1 className="finding">Headroom</h1>
        <p role="alert">{error instanceof Error ? error.message : String(error)}</p>
      </main>
    </Themed>
  );
}

function Themed({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  );
}
